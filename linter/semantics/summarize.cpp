#include "semantics/summarize.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "semantics/call_sites.h"
#include "semantics/callbacks.h"
#include "semantics/constants.h"
#include "semantics/evaluator.h"
#include "semantics/handed_over.h"
#include "semantics/library_names.h"
#include "semantics/loops.h"
#include "semantics/mentions.h"
#include "semantics/origins.h"
#include "semantics/repeated_calls.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;
using types::Form;

namespace {

// Beyond that a type in a summary is unknown.
constexpr int deepest_type = 8;

class Summarizer {
 public:
  Summarizer(const syntax::Tree& tree, std::string path, stubs::PythonVersion version, const stubs::Table& stubs)
      : tree_(tree),
        scopes_(tree, atoms_),
        flow_(tree, atoms_, scopes_, version),
        evaluator_(tree, atoms_, scopes_, flow_, stubs, version, nullptr, path),
        names_(evaluator_),
        origins_(evaluator_),
        constants_(evaluator_, names_, origins_),
        mentions_(tree),
        loops_(evaluator_, constants_, mentions_),
        sites_(tree),
        callbacks_(evaluator_),
        handed_over_(evaluator_, sites_, callbacks_),
        repeated_calls_(evaluator_, loops_, sites_, callbacks_, nullptr) {
    summary_.path = std::move(path);
  }

  ModuleSummary run() {
    number_definitions();
    add_names();
    for (std::size_t i = 0; i < class_scopes_.size(); ++i) describe_class(i);
    for (std::size_t i = 0; i < function_scopes_.size(); ++i) describe_function(i);
    collect_attributes();
    add_calls();
    return std::move(summary_);
  }

 private:
  // --- what is defined, each with its number ---
  void number_definitions() {
    for (ScopeId scope = 1; scope < scopes_.size(); ++scope) {
      const ScopeId parent = scopes_[scope].parent;
      const bool shown = parent == module_scope || class_numbers_.contains(parent);
      const std::string name(tree_.node(scopes_[scope].node).child(Field::name).text());
      if (!shown || name.empty()) continue;
      const std::string around = parent == module_scope ? "" : summary_.classes[class_numbers_[parent]].path + ".";
      if (scopes_[scope].kind == ScopeKind::class_) {
        class_numbers_[scope] = static_cast<std::uint32_t>(class_scopes_.size());
        class_scopes_.push_back(scope);
        summary_.classes.push_back({.path = around + name, .bases = {}, .members = {}});
      } else {
        function_numbers_[scope] = static_cast<std::uint32_t>(function_scopes_.size());
        function_scopes_.push_back(scope);
        summary_.functions.push_back({.path = around + name, .parameters = {}, .repetition = {}});
      }
    }
  }

  void add_names() {
    for (const auto& [atom, count] : scopes_.bindings(module_scope).names) {
      const std::string name(atoms_.text(atom));
      summary_.names.push_back({.name = name,
                                .type = type(evaluator_.type_named(name, tree_.root())),
                                .alias = type(evaluator_.alias_named(name))});
      if (name == "__all__") add_exported(atom);
    }
    std::ranges::sort(summary_.names, {}, &SummaryName::name);
    for (const Node statement : tree_.root().children()) {
      if (!statement.is(Kind::import_from_statement)) continue;
      for (const Node child : statement.children()) {
        if (child.is(Kind::wildcard_import)) summary_.stars.emplace_back(statement.child(Field::module_name).text());
      }
    }
  }

  // `__all__ = ["a", "b"]`, and nothing else that binds or changes it.
  void add_exported(Atom atom) {
    const std::vector<DefinitionId> bindings = flow_.bindings_of(atom, module_scope);
    if (bindings.size() != 1 || flow_[bindings.front()].kind != DefinitionKind::assignment) return;
    if (mentions_.of("__all__", tree_.root()).size() != 1) return;
    std::vector<std::string> names;
    for (const Node name : tree_.node(flow_[bindings.front()].value).children()) {
      if (!name.is(Kind::string)) return;
      names.emplace_back(syntax::string_content(name));
    }
    std::ranges::sort(names);
    summary_.exported = std::move(names);
  }

  void describe_class(std::size_t number) {
    const ScopeId scope = class_scopes_[number];
    const syntax::ClassDefinition definition(tree_.node(scopes_[scope].node));
    SummaryClass& shown = summary_.classes[number];
    for (const Node base : definition.superclasses().children()) {
      if (base.is(Kind::keyword_argument)) continue;
      const Node expression = base.is(Kind::subscript) ? base.child(Field::value) : base;
      const Type found = evaluator_.type_of(expression).type;
      const bool special = expression.text().ends_with("Generic") || expression.text().ends_with("Protocol");
      if (!special || found != Type::unknown) shown.bases.push_back(type(found));
    }
    for (const std::string& name : evaluator_.own_names(scope)) {
      if (name == "__getattr__" || name == "__getattribute__") shown.dynamic = true;
      shown.members.push_back(member(scope, name));
    }
    std::ranges::sort(shown.members, {}, &SummaryMember::name);
  }

  SummaryMember member(ScopeId class_scope, const std::string& name) {
    const Type instance = evaluator_.pool().instance(types::first_document_id + class_scope);
    const Type of_instance = evaluator_.member(instance, name);
    SummaryMember result{.name = name, .type = unknown_in_summary};
    const auto function = evaluator_.function_of(of_instance);
    const auto number = function && types::is_document(*function)
                            ? function_numbers_.find(*function - types::first_document_id)
                            : function_numbers_.end();
    if (number == function_numbers_.end()) {
      result.type = type(of_instance);
      return result;
    }
    result.function = number->second;
    const Type of_class = evaluator_.member(evaluator_.pool().class_object(evaluator_.pool().class_of(instance)), name);
    if (evaluator_.pool().form(of_instance) == Form::function) {
      result.kind = SummaryMemberKind::static_method;
    } else if (evaluator_.pool().form(of_class) == Form::bound_method) {
      result.kind = SummaryMemberKind::class_method;
    } else {
      result.kind = SummaryMemberKind::method;
    }
    return result;
  }

  void describe_function(std::size_t number) {
    const ScopeId scope = function_scopes_[number];
    const syntax::FunctionDefinition definition(tree_.node(scopes_[scope].node));
    SummaryFunction& shown = summary_.functions[number];
    stubs::ParameterKind kind = stubs::ParameterKind::positional;
    for (const Node parameter : definition.parameters().children()) {
      if (parameter.is(Kind::keyword_separator)) kind = stubs::ParameterKind::keyword_only;
      Node name = parameter.is(Kind::identifier) ? parameter : parameter.child(Field::name);
      if (!name) name = parameter.first_child();
      const bool splat = name.is(Kind::list_splat_pattern) || parameter.is(Kind::list_splat_pattern);
      const bool keywords = name.is(Kind::dictionary_splat_pattern) || parameter.is(Kind::dictionary_splat_pattern);
      while (name.is_any(Kind::list_splat_pattern, Kind::dictionary_splat_pattern)) name = name.first_child();
      if (!name.is(Kind::identifier)) continue;
      const DefinitionId definition_of_it = flow_.definition_at(name);
      const Type declared = splat || keywords ? Type::unknown : evaluator_.type_of(definition_of_it).type;
      if (!splat && !keywords && evaluator_.is_open(declared)) {
        add_callbacks(number, static_cast<std::uint32_t>(shown.parameters.size()), definition_of_it);
      }
      const bool of_method = scopes_[scopes_[scope].parent].kind == ScopeKind::class_;
      const bool asks = of_method && declared == Type::unknown && !splat && !keywords;
      shown.parameters.push_back({.name = std::string(name.text()),
                                  .kind = splat      ? stubs::ParameterKind::variadic
                                          : keywords ? stubs::ParameterKind::variadic_keyword
                                                     : kind,
                                  .type = type(declared),
                                  .handed = asks ? type(handed_over_.of(definition_of_it).type) : unknown_in_summary});
      if (splat) kind = stubs::ParameterKind::keyword_only;
    }
    shown.result = type(evaluator_.result_of(evaluator_.pool().make(Form::function, types::first_document_id + scope)));
    shown.repetition = repetition(repeated_calls_.of(definition.node()));
  }

  SummaryRepetition repetition(const std::optional<CalledRepeatedly>& found) const {
    if (!found || !found->call) return {};
    return {.line = line_of(found->call), .same_object = found->same_object};
  }

  [[nodiscard]] std::uint32_t line_of(Node node) const {
    return 1 + static_cast<std::uint32_t>(std::ranges::count(tree_.text().substr(0, node.range().start), '\n'));
  }

  // What the function calls of what its parameter holds. Most hold nothing that is called.
  void add_callbacks(std::size_t function, std::uint32_t parameter, DefinitionId definition) {
    bool may_call = false;
    flow_.each_use(definition, [&](syntax::NodeId use) { may_call = may_call || may_be_callback(tree_.node(use)); });
    if (!may_call) return;
    for (const CallbackCall& callback : callbacks_.of_parameter(definition).calls) {
      if (callback.filled > 0 || callback.first_argument > 0 || callback.all_arguments || !callback.now) continue;
      const syntax::Call call(callback.call);
      const Loop loop = loops_.around(call.node());
      const bool another = loop && !loops_.is_invariant(call.function(), loop);
      summary_.callbacks.push_back(
          {.function = static_cast<std::uint32_t>(function),
           .parameter = parameter,
           .arguments = arguments_of(call),
           .repetition = another ? SummaryRepetition{} : repetition(repeated_calls_.of_call(call))});
    }
  }

  // It is called, kept under an attribute or in a container.
  static bool may_be_callback(Node use) {
    const Node around = use.parent();
    if (around.is(Kind::call)) return use.field() == Field::function;
    if (around.is(Kind::assignment))
      return use.field() == Field::right && around.child(Field::left).is(Kind::attribute);
    const syntax::Attribute method(around.is(Kind::argument_list) ? around.parent().child(Field::function) : Node{});
    return method && method.name() == "append";
  }

  // --- who calls what with what ---
  void add_calls() {
    for (syntax::NodeId id = 0; id < tree_.size(); ++id) {
      const syntax::Call call(tree_.node(id));
      if (!call || flow_.is_dead(call.node())) continue;
      const Type callee = evaluator_.type_of(call.function()).type;
      add_attribute_call(call, callee);
      for (const Type one : evaluator_.pool().members(callee)) {
        if (evaluator_.pool().form(one) == Form::imported) add_call(one, call);
      }
    }
  }

  void add_call(Type callee, syntax::Call call) {
    SummaryCall shown{.callee = type(callee), .arguments = arguments_of(call), .repetition = {}};
    if (shown.callee == unknown_in_summary) return;
    shown.repetition = repetition(repeated_calls_.of_call(call));
    const bool tells = std::ranges::any_of(
        shown.arguments, [](const SummaryArgument& argument) { return argument.type != unknown_in_summary; });
    if (tells || shown.repetition.line != 0) summary_.calls.push_back(std::move(shown));
  }

  std::vector<SummaryArgument> arguments_of(syntax::Call call) {
    std::vector<SummaryArgument> arguments;
    for (const Argument& argument : evaluator_.arguments_of(call)) {
      arguments.push_back({.keyword = std::string(argument.keyword),
                           .type = argument.splat ? unknown_in_summary : type(argument.type),
                           .splat = argument.splat});
    }
    return arguments;
  }

  // The attributes that the classes of the file have, methods aside: others may put something there that is called.
  void collect_attributes() {
    for (const SummaryClass& shown : summary_.classes) {
      for (const SummaryMember& member : shown.members) {
        if (member.kind == SummaryMemberKind::value) attributes_.insert(member.name);
      }
    }
  }

  void add_attribute_call(syntax::Call call, Type callee) {
    const syntax::Attribute called(call.function());
    if (!called || !attributes_.contains(called.name())) return;
    for (const Type one : evaluator_.pool().members(callee)) {
      const bool known = evaluator_.function_of(one) || evaluator_.pool().form(one) == Form::class_object;
      if (known) return;
    }
    summary_.attribute_calls.push_back({.attribute = std::string(called.name()),
                                        .arguments = arguments_of(call),
                                        .repetition = repetition(repeated_calls_.of_call(call))});
  }

  // --- types ---
  SummaryType type(Type of, int depth = 0) {
    if (of == Type::unknown || of == Type::never || of == Type::any || depth > deepest_type) return unknown_in_summary;
    if (const auto known = types_.find(of); known != types_.end()) return known->second;
    const SummaryType made = write(of, depth);
    if (depth == 0 || made != unknown_in_summary) types_.emplace(of, made);
    return made;
  }

  SummaryType write(Type of, int depth) {
    const types::TypeNode node = evaluator_.pool()[of];
    SummaryNode shown{.form = node.form, .payload = node.payload};
    switch (node.form) {
      case Form::literal:
        return type(evaluator_.pool().argument(of, 0), depth + 1);
      case Form::imported:
        return write_open(evaluator_.foreign().open(node.payload), depth);
      case Form::instance:
      case Form::class_object:
        if (!place(shown, class_numbers_)) return unknown_in_summary;
        break;
      case Form::function:
      case Form::bound_method:
        if (!place(shown, function_numbers_)) return unknown_in_summary;
        break;
      case Form::type_variable:
        return unknown_in_summary;
      default:
        break;
    }
    std::vector<SummaryType> arguments;
    arguments.reserve(node.argument_count);
    for (std::uint32_t i = 0; i < node.argument_count; ++i) {
      arguments.push_back(type(evaluator_.pool().argument(of, i), depth + 1));
    }
    return add(shown, arguments);
  }

  /// Gives a class or function of the document its number here; false where it has none.
  static bool place(SummaryNode& shown, const std::unordered_map<ScopeId, std::uint32_t>& numbers) {
    if (types::is_library(shown.payload)) return true;
    const auto number = numbers.find(shown.payload - types::first_document_id);
    if (number == numbers.end()) return false;
    shown.origin = SummaryForm::here;
    shown.payload = number->second;
    return true;
  }

  SummaryType write_open(const ForeignSymbols::Open& open, int depth) {
    SummaryNode shown{.origin = open.origin};
    if (open.origin == SummaryForm::imported) {
      shown.payload = static_cast<std::uint32_t>(summary_.imports.size());
      summary_.imports.push_back({.module = open.module, .name = open.name});
      return add(shown, {});
    }
    const SummaryType of = type(open.of, depth + 1);
    if (of == unknown_in_summary) return unknown_in_summary;
    if (open.origin == SummaryForm::member) {
      shown.payload = static_cast<std::uint32_t>(summary_.strings.size());
      summary_.strings.push_back(open.name);
    }
    return add(shown, {of});
  }

  SummaryType add(SummaryNode node, const std::vector<SummaryType>& arguments) {
    node.first_argument = static_cast<std::uint32_t>(summary_.arguments.size());
    node.argument_count = static_cast<std::uint32_t>(arguments.size());
    summary_.arguments.insert(summary_.arguments.end(), arguments.begin(), arguments.end());
    summary_.types.push_back(node);
    return static_cast<SummaryType>(summary_.types.size() - 1);
  }

  const syntax::Tree& tree_;
  Atoms atoms_;
  Scopes scopes_;
  Flow flow_;
  Evaluator evaluator_;
  LibraryNames names_;
  Origins origins_;
  Constants constants_;
  Mentions mentions_;
  Loops loops_;
  CallSites sites_;
  Callbacks callbacks_;
  HandedOver handed_over_;
  RepeatedCalls repeated_calls_;
  ModuleSummary summary_;
  std::unordered_set<std::string_view> attributes_;  ///< in the summary's classes
  std::vector<ScopeId> class_scopes_;
  std::vector<ScopeId> function_scopes_;
  std::unordered_map<ScopeId, std::uint32_t> class_numbers_;
  std::unordered_map<ScopeId, std::uint32_t> function_numbers_;
  std::unordered_map<Type, SummaryType> types_;
};

}  // namespace

ModuleSummary summarize(const syntax::Tree& tree, std::string path, stubs::PythonVersion target_version,
                        const stubs::Table& stubs) {
  return Summarizer(tree, std::move(path), target_version, stubs).run();
}

}  // namespace slicecop::semantics
