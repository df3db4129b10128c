#include "semantics/summarize.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "semantics/evaluator.h"

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
        evaluator_(tree, atoms_, scopes_, flow_, stubs, version, nullptr, path) {
    summary_.path = std::move(path);
  }

  ModuleSummary run() {
    number_definitions();
    add_names();
    for (std::size_t i = 0; i < class_scopes_.size(); ++i) describe_class(i);
    for (std::size_t i = 0; i < function_scopes_.size(); ++i) describe_function(i);
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
        summary_.functions.push_back({.path = around + name, .parameters = {}});
      }
    }
  }

  void add_names() {
    for (const auto& [atom, count] : scopes_.bindings(module_scope).names) {
      const std::string name(atoms_.text(atom));
      summary_.names.push_back({.name = name, .type = type(evaluator_.type_named(name, tree_.root()))});
    }
    std::ranges::sort(summary_.names, {}, &SummaryName::name);
    for (const Node statement : tree_.root().children()) {
      if (!statement.is(Kind::import_from_statement)) continue;
      for (const Node child : statement.children()) {
        if (child.is(Kind::wildcard_import)) summary_.stars.emplace_back(statement.child(Field::module_name).text());
      }
    }
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
      const Type declared = splat || keywords ? Type::unknown : evaluator_.type_of(flow_.definition_at(name)).type;
      shown.parameters.push_back({.name = std::string(name.text()),
                                  .kind = splat      ? stubs::ParameterKind::variadic
                                          : keywords ? stubs::ParameterKind::variadic_keyword
                                                     : kind,
                                  .type = type(declared)});
      if (splat) kind = stubs::ParameterKind::keyword_only;
    }
    shown.result = type(evaluator_.result_of(evaluator_.pool().make(Form::function, types::first_document_id + scope)));
  }

  // --- who calls what with what ---
  void add_calls() {
    for (syntax::NodeId id = 0; id < tree_.size(); ++id) {
      const syntax::Call call(tree_.node(id));
      if (!call || call.argument_count() == 0 || flow_.is_dead(call.node())) continue;
      const Type callee = evaluator_.type_of(call.function()).type;
      for (const Type one : evaluator_.pool().members(callee)) {
        if (evaluator_.pool().form(one) == Form::imported) add_call(one, call);
      }
    }
  }

  void add_call(Type callee, syntax::Call call) {
    SummaryCall shown{.callee = type(callee), .arguments = {}};
    if (shown.callee == unknown_in_summary) return;
    bool tells = false;
    for (const Argument& argument : evaluator_.arguments_of(call)) {
      shown.arguments.push_back({.keyword = std::string(argument.keyword),
                                 .type = argument.splat ? unknown_in_summary : type(argument.type),
                                 .splat = argument.splat});
      tells = tells || shown.arguments.back().type != unknown_in_summary;
    }
    if (tells) summary_.calls.push_back(std::move(shown));
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
  ModuleSummary summary_;
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
