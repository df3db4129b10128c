// What type an expression or a definition has. Demand-driven: asked for one thing, it works out what that depends on,
// and remembers. Cycles (loops, attributes that are assigned from themselves) are solved by iteration from `never`.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "semantics/attribute_sites.h"
#include "semantics/flow.h"
#include "semantics/foreign_symbols.h"
#include "semantics/mentions.h"
#include "semantics/type_comments.h"
#include "semantics/typed.h"
#include "stubs/table.h"
#include "syntax/views.h"
#include "types/annotation.h"
#include "types/pool.h"

namespace slicecop::semantics {

using types::ClassId;
using types::FunctionId;
using types::Known;
using types::Type;

/// One argument of a call, as far as matching it with a signature needs.
struct Argument {
  Type type = Type::unknown;
  std::string_view keyword;  ///< empty: positional
  bool splat = false;        ///< `*args` or `**kwargs`: may fill any parameter
};

/// How well an argument fits a parameter.
enum class Fit : std::uint8_t { no, maybe, yes };

/// What type variables stand for, while a call is matched.
using Substitution = std::vector<std::pair<types::TypeVariableId, Type>>;

/// What a definition holds by evidence that lies outside of what binds it: what is done with it, what calls hand over.
/// Asked only where the definition itself does not tell; unknown where there is no such evidence.
class Assumptions {
 public:
  virtual ~Assumptions() = default;
  virtual Typed of(DefinitionId definition) const = 0;
};

class Evaluator {
 public:
  using Node = syntax::Node;

  /// Without a project imports from other files are left open; see ForeignSymbols.
  Evaluator(const syntax::Tree& tree, Atoms& atoms, Scopes& scopes, Flow& flow, const stubs::Table& stubs,
            stubs::PythonVersion version, const Project* project, std::string_view path);

  Typed type_of(Node expression);
  Typed type_of(DefinitionId definition);

  /// The same where what nothing tells by itself is taken for what `assumptions` say.
  Typed type_assuming(Node expression, const Assumptions& assumptions);

  // --- members: evaluate_member.cpp ---
  /// What reading `object.name` gives; unknown where there is no such attribute.
  Type member(Type object, std::string_view name);
  /// The classes of a value in method resolution order, as instances with their arguments.
  std::vector<Type> linearization(Type instance);
  bool is_subclass(ClassId id, ClassId base);
  /// True where `type` (each member, None aside) is an instance of that class or of a subclass.
  bool is_instance(Type type, Known known);
  /// `instance` seen as its base class `base` (with that base's arguments); unknown where it is none.
  Type as_base(Type instance, ClassId base);

  // --- calls: evaluate_call.cpp ---
  /// What calling `callee` with these arguments gives.
  Type call(Type callee, std::span<const Argument> arguments);
  /// The result of calling `callee` whatever the arguments, where all overloads agree.
  Type result_of(Type callee);
  /// Calls `instance.method(arguments...)`.
  Type call_method(Type instance, std::string_view method, std::span<const Type> arguments);
  std::vector<Argument> arguments_of(syntax::Call call);
  Fit fit(Type argument, Type parameter, Substitution& substitution, int depth = 0);
  Type substitute(Type type, const Substitution& substitution, Type self = Type::unknown, int depth = 0);
  /// What the type variables of a method's class stand for, for this receiver.
  Substitution class_substitution(Type receiver, ClassId owner);
  Substitution class_arguments(ClassId id, Type instance);

  /// The parameter types that the argument at `index` (in order of writing) may fill: one per overload that the other
  /// arguments do not exclude. Empty where the callee is not known to the last member.
  std::vector<Type> parameters_for(syntax::Call call, std::size_t index);

  /// What iterating over a value gives.
  Type element_of(Type iterable);

  // --- classes and functions of the document: document_symbols.cpp ---
  /// The function or class that a document id stands for.
  Node document_node(std::uint32_t id) const { return tree_.node(scopes_[id - types::first_document_id].node); }
  /// The stub or document function behind a function or bound method type.
  std::optional<FunctionId> function_of(Type callee) const;
  Type return_type(ScopeId function);
  /// A function as its decorators leave it; unknown where one of them may do anything with it.
  Type function_type(ScopeId function);
  static bool has_decorator(Node function, std::string_view name);
  Type widened(Type type);
  /// The attributes that a class of the document has itself: of its body and of `self` in its methods.
  std::vector<std::string> own_names(ScopeId class_scope);
  /// The one assignment that gives the attribute behind an attribute definition its value: in its class, with no other
  /// binding; no_definition where there are several or none.
  DefinitionId only_attribute_binding(DefinitionId attribute);
  /// All that bind it in its class or in the first of its bases that binds it; none where a class that is not known
  /// may.
  std::vector<DefinitionId> all_attribute_bindings(DefinitionId attribute);

  std::string describe(Type type);

  ForeignSymbols& foreign() { return foreign_; }
  Mentions& mentions() { return mentions_; }
  AttributeSites& attribute_sites() { return attribute_sites_; }
  types::Pool& pool() { return pool_; }
  const stubs::Table& stubs() const { return stubs_; }
  stubs::PythonVersion version() const { return version_; }
  const syntax::Tree& tree() const { return tree_; }
  Flow& flow() { return flow_; }
  Scopes& scopes() { return scopes_; }
  Atoms& atoms() { return atoms_; }

  /// The classes that a class of the document or of another file names as its bases, as instances.
  std::vector<Type> bases_of(ClassId id);
  /// What reading `receiver.name` gives, where a class of the document or of another file has it itself.
  std::optional<Type> own_member(ClassId id, std::string_view name, Type receiver);
  /// What is known of it is a buffer or None.
  bool is_buffer_or_none(Type type);
  /// Something in it is not known.
  [[nodiscard]] bool is_open(Type type) const;
  Type type_of_symbol(const stubs::Symbol& symbol);
  /// What a name of builtins is; unknown where there is none.
  Type builtin(std::string_view name);
  Type declared(Node annotation, ScopeId scope);
  /// The same for a type that stands in a comment or docstring.
  Type declared_text(std::string_view text, ScopeId scope);
  /// What a name of module level means in an annotation, where it is an alias of a type; unknown for a class.
  Type alias_named(std::string_view name);
  /// What the name would stand for in the scope of `place`, without regard to the order of statements.
  Type type_named(std::string_view name, Node place) {
    return evaluate_outer(atoms_.intern_copy(name), scopes_.scope_of(place)).type;
  }

 private:
  friend class ScopeNames;

  std::string describe(Type type, int depth);
  std::string describe_union(Type type, int depth);

  // --- solving: evaluator.cpp ---
  enum class KeyKind : std::uint8_t { definition, attribute, returns, variable, expression, item };
  struct Progress {
    std::uint64_t key;
    Typed provisional;
    bool leaned_on;
  };
  /// An answer that leans on an unfinished question, the lowest of which is `lean`.
  struct Tentative {
    Typed answer;
    std::uint32_t epoch;
    std::size_t lean;
    std::uint64_t lean_key;
  };
  /// What the return statements of a function give.
  Type returned_by(const Exits& exits);
  Typed answer(Node expression);
  Typed answer(DefinitionId definition);
  template <typename Ask>
  Typed with_detours(Ask&& ask);
  void ask_again(std::uint64_t key);
  template <typename Compute>
  Typed solve(KeyKind kind, std::uint64_t id, Compute&& compute);
  Typed solve_item(std::uint64_t id, const std::function<Typed()>& compute);
  std::optional<Typed> tentative(std::uint64_t key);
  Type settled(Type type);
  void remember_tentatively(std::uint64_t key, const Typed& answer, std::size_t lean);
  bool enter(std::uint64_t key);
  void leave() { --now_.depth; }

  // --- assumptions: evaluate_assuming.cpp ---
  void switch_answers(bool assuming);
  Typed with_assumption(DefinitionId definition, const Typed& typed);

  // --- expressions: evaluate_expression.cpp ---
  Typed evaluate(Node expression);
  Typed evaluate_string(Node string);
  Typed evaluate_subscript(Node node);
  Typed evaluate_binary(Node node);
  Typed evaluate_display(Node display);
  Typed evaluate_comprehension(Node comprehension);
  Typed evaluate_attribute(Node node);
  Type literal(Known known, std::string_view source);
  Type truthy(Type type, bool truth);
  Type binary_result(Type left, syntax::Kind operator_kind, Type right);
  Type awaited(Type type);

  // --- definitions: evaluate_definition.cpp ---
  // By value: working one out may build the flow of other scopes, which moves the definitions.
  Typed evaluate(Definition definition, DefinitionId id);
  Typed star_imported(Atom atom);
  Type star_imported_alias(Atom atom);
  Typed evaluate_import(Definition definition);
  Typed evaluate_outer(Atom atom, ScopeId from);
  Typed evaluate_narrow(Definition definition, DefinitionId id);
  Typed written_for(Node owner, bool whole, const Variable& variable);
  /// The part of `value` that the target takes in `a, (b, c) = value`.
  Type part_for(Node target, Node pattern, Type value);
  /// A variable as other scopes see it: its declaration, or the union of its bindings.
  Typed variable(Atom atom, ScopeId scope);
  std::optional<Type> declaration_of(Atom atom, ScopeId scope);

  // --- parameters: evaluate_parameter.cpp ---
  Typed evaluate_parameter(Definition definition);
  Typed written_parameter(Node function, Node parameter, ScopeId around);
  [[nodiscard]] std::string_view commented_assignment(Node owner) const;
  Typed commented_result(Node function, ScopeId around);
  Type documented_result(Node function, Type inferred, ScopeId around);
  static Node docstring_of(Node function);
  Type documented(std::string_view written, ScopeId around);
  Typed documented_parameter_type(Node function, std::string_view name, ScopeId around);
  Typed inherited_parameter(Node function, ScopeId class_scope, Node parameter);
  Typed overridden_parameter(ClassId owner, std::string_view method, std::uint32_t position);
  Typed default_of(Node parameter);

  // --- records: evaluate_record.cpp ---
  bool names_base(ScopeId class_scope, std::string_view name);
  /// What a call of namedtuple, NamedTuple or TypedDict makes; nothing for other calls.
  std::optional<Type> made_record(syntax::Call call);
  bool is_record(ScopeId scope) const { return tree_[scopes_[scope].node].kind == syntax::Kind::call; }
  std::vector<Type> record_bases(ScopeId record);
  Type record_field(ScopeId record, Atom field);
  Type field_by_calls(ScopeId record, std::size_t position, std::string_view name);
  Node record_name(ScopeId record) const;
  Type as_plain_tuple(Type type);
  Type tuple_of_fields(ScopeId record);
  std::optional<Type> typed_dict_item(Type table, Node key);
  Typed attrs_field(syntax::Call call);
  bool is_dataclass(ScopeId class_scope);

  // --- type variables of the document: evaluate_generic.cpp ---
  bool is_type_variable(Node name, Node function);
  Type bound_result(ScopeId function, bool bound, std::span<const Argument> arguments);
  Type meant_by(Type given, std::string_view wrapped);
  static Type argument_at(std::span<const Argument> arguments, std::size_t index, std::string_view name);

  // --- containers made empty: evaluate_filled.cpp ---
  enum class ContainerKind : std::uint8_t { none, items, mapping };
  /// What is put into a container; `open`: something that is not seen may put more there.
  struct Contents {
    Type key = Type::never;
    Type item = Type::never;
    bool open = false;
    std::string_view only_key = {};  ///< where not empty: stores under other constant keys are left out
  };
  std::optional<Type> item_under_key(Node container, Node key);
  /// Dicts that are written out, one of which a container is.
  struct Displays {
    std::vector<Node> displays;
    std::vector<Node> uses;
  };
  std::optional<Displays> displays_of(Node container);
  std::optional<Type> item_of_displays(const Displays& made, Node key);
  [[nodiscard]] ContainerKind container_kind(Type type) const;
  bool is_made_empty(Node value);
  Type container_of(Type container, const std::vector<Type>& arguments);
  Type filled(Type type, Node value, const std::vector<Node>& uses);
  void add_contents(Node use, ContainerKind kind, Contents& contents);
  void add_stored(Node item, ContainerKind kind, Contents& contents);
  bool may_be_filled_by_callee(Node place);
  void add_contents_by_method(syntax::Call call, std::string_view method, ContainerKind kind, Contents& contents);
  std::vector<Node> uses_of_value(DefinitionId definition);
  void add_captured_uses(DefinitionId definition, std::vector<Node>& uses);
  Type filled_local(Type type, Node value, DefinitionId definition);
  Type filled_attribute(Type type, Node value, ScopeId class_scope, std::string_view name);
  bool is_filled_in_sight(DefinitionId definition);
  std::optional<std::vector<Node>> uses_of_attribute(ScopeId class_scope, std::string_view name);
  Type with_declared_contents(Type type, Type declared);

  // --- narrowing.cpp ---
  Type narrowed(Type type, Node condition, bool positive, ScopeId scope);
  Type narrowed_to(Type type, Type tested, bool positive);
  bool has_protocol(Type instance, Type protocol);
  Type narrowed_by_pattern(Type type, Node pattern, bool positive);
  Type class_tested(Node classes);

  // --- document_symbols.cpp ---
  std::optional<Type> document_member(ClassId id, std::string_view name, Type receiver);
  Typed class_attribute(ScopeId scope, Atom atom);
  std::vector<Type> document_bases(ScopeId class_scope);
  const std::unordered_map<Atom, std::vector<DefinitionId>>& attribute_bindings(ScopeId class_scope);
  Type document_call(ScopeId function);
  bool keeps_by_wraps(Node decorator);
  Typed captured_part(Node target);

  /// The parameter that an argument fills, and how well.
  struct Filled {
    Type type = Type::unknown;
    Fit fit = Fit::yes;
  };
  struct Overload {
    Fit fit = Fit::no;
    Type result = Type::unknown;
    std::vector<Filled> filled = {};  ///< by argument
  };
  /// The overloads that fit, in order. The first that certainly fits decides. One before it that fits only perhaps,
  /// since an argument is unknown, makes the answer a guess, unless it gives the same; but where the unknown arguments
  /// would fill the same parameters in both, they tell nothing apart, and the first stands.
  struct Candidates {
    std::optional<Type> answer;
    std::vector<Filled> first = {};

    /// True where the overloads behind this one have to be looked at, too.
    bool add(Overload overload);
  };
  Typed evaluate_call_expression(Node node);
  Type chosen_member(syntax::Call call);
  Overload match(const stubs::Signature& signature, std::uint32_t skip, std::span<const Argument> arguments,
                 Substitution substitution, Type self);
  Type call_function(FunctionId function, Type receiver, bool bound, std::span<const Argument> arguments);
  Type call_class(Type class_object, std::span<const Argument> arguments);
  Type constructed(ClassId id, FunctionId constructor, bool is_init, std::span<const Argument> arguments);
  Type without_variables(Type type, int depth = 0);
  bool add_parameters(Type callee, std::span<const Argument> arguments, std::size_t index, std::vector<Type>& result);
  Fit fit_one(Type argument, Type parameter, Substitution& substitution, int depth);
  Fit fit_instance(Type argument, ClassId mine, Type parameter, Substitution& substitution, int depth);
  Fit fit_protocol_arguments(Type argument, Type parameter, Substitution& substitution, int depth);
  bool has_member(Type instance, std::string_view name);
  bool fits_protocol(Type argument, ClassId protocol);
  [[nodiscard]] bool given_tuple(Type argument) const;
  bool document_is_buffer(ClassId id);
  Type member_of_one(Type object, std::string_view name);

  const syntax::Tree& tree_;
  Atoms& atoms_;
  Scopes& scopes_;
  Flow& flow_;
  const stubs::Table& stubs_;
  stubs::PythonVersion version_;
  types::Pool pool_;

  /// What has been worked out, and how far what is asked for now has come.
  struct Solving {
    std::vector<Typed> expression_types;  ///< by node, where `known` says so
    std::vector<bool> known;
    std::unordered_map<std::uint64_t, Typed> solved;  ///< by key
    std::vector<Progress> in_progress;
    /// The lowest entry of in_progress that what is being worked out leans on.
    std::size_t leans_on = no_lean;
    std::unordered_map<std::uint64_t, Tentative> tentative;
    std::uint32_t epoch = 0;
    int depth = 0;
    int work_left = 0;
    int gave_up = 0;
    std::unordered_map<std::uint64_t, Typed> last_round;  ///< answers that leaned on an unfinished question
    bool cut_off = false;                                 ///< some part of the present answer found no room
    std::uint64_t refused = 0xffffffffffffffff;           ///< the first question that found none for being too deep
    bool detours = false;                                 ///< what is refused will be asked for on its own
    bool on_detour = false;
  };
  static constexpr std::size_t no_lean = static_cast<std::size_t>(-1);
  Solving now_;
  Solving other_;  ///< of the answers with assumptions, while those without are asked for, or the other way round
  bool assuming_ = false;
  const Assumptions* assumptions_ = nullptr;
  int alias_depth_ = 0;
  ForeignSymbols foreign_;
  TypeComments type_comments_;
  AttributeSites attribute_sites_;
  Mentions mentions_;
  std::unordered_map<ScopeId, std::vector<Type>> bases_;
  std::unordered_map<ScopeId, std::unordered_map<Atom, std::vector<DefinitionId>>> attributes_;
};

}  // namespace slicecop::semantics
