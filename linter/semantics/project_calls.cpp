#include "semantics/project_calls.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "semantics/buffers.h"
#include "syntax/views.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Form;

namespace {

// Calls that are looked at for one parameter.
constexpr int most_calls = 200;

/// By what name the callee stands in its file: what does not bear the function's name is not looked up at all.
std::string_view name_of(const ModuleSummary& summary, SummaryType callee) {
  const SummaryNode& node = summary.types[callee];
  switch (node.origin) {
    case SummaryForm::imported:
      return summary.imports[node.payload].name;
    case SummaryForm::member:
      return summary.strings[node.payload];
    default:
      return {};
  }
}

}  // namespace

Typed ProjectCalls::type_of(Node expression) {
  if (evaluator_.foreign().project() == nullptr) return {};
  constexpr std::size_t most_values = 16;
  std::vector<Node> open{syntax::unparenthesized(expression)};
  const auto look_at = [&](Node node) {
    node = syntax::unparenthesized(node);
    if (node && std::ranges::find(open, node) == open.end()) open.push_back(node);
  };
  Type all = Type::never;
  for (std::size_t next = 0; next < open.size(); ++next) {
    if (next == most_values) return {};
    const Node value = open[next];
    if (const syntax::Subscript cut(value); cut.slice()) {
      look_at(cut.value());
      continue;
    }
    const DefinitionId reaching = evaluator_.flow().reaching(value);
    const DefinitionId seen_first = without_conditions(reaching);
    if (seen_first != no_definition && evaluator_.flow()[seen_first].kind == DefinitionKind::attribute) {
      const DefinitionId binding = evaluator_.only_attribute_binding(seen_first);
      if (binding == no_definition) return {};
      look_at(evaluator_.tree().node(evaluator_.flow()[binding].value));
      continue;
    }
    if (reaching != no_definition) {
      const std::vector<Node> bindings = origins_.bindings_of(value);
      if (bindings.empty()) return {};
      for (const Node binding : bindings) look_at(binding);
      continue;
    }
    const Type type = value.is(Kind::identifier) ? of_parameter(value) : evaluator_.type_of(value).type;
    if (type == Type::unknown) return {};
    all = evaluator_.pool().join(all, type);
  }
  Type known = Type::never;
  for (const Type member : evaluator_.pool().members(all)) {
    if (!evaluator_.is_open(member)) known = evaluator_.pool().join(known, member);
  }
  if (!buffer_of(evaluator_, known).slices_copy()) return {};
  return {all, types::Evidence::call, {}};
}

// A condition that held tells nothing here: what it could tell left a type.
DefinitionId ProjectCalls::without_conditions(DefinitionId definition) const {
  const Flow& flow = evaluator_.flow();
  while (definition != no_definition && flow[definition].kind == DefinitionKind::narrow) {
    definition = flow.operand(definition);
  }
  return definition;
}

Type ProjectCalls::of_parameter(Node name) {
  Node parameter = name;
  while (parameter.parent() && !parameter.parent().is(Kind::parameters)) parameter = parameter.parent();
  const syntax::FunctionDefinition function(parameter.parent().parent());
  if (!function || parameter.child(Field::type)) return Type::unknown;
  std::uint32_t position = 0;
  for (const Node other : function.parameters().children()) {
    if (other == parameter) break;
    ++position;
  }
  Type all = Type::never;
  const ScopeId scope = evaluator_.scopes().scope_at(function.node().id());
  const bool complete =
      each_call(scope, [&](const Project::Summary& summary, const SummaryCall& call, std::uint32_t first) {
        if (position < first) return;
        const Type given = argument(summary, call, position - first, name.text());
        if (given != Type::unknown) all = evaluator_.pool().join(all, given);
      });
  if (all == Type::never) return Type::unknown;
  return complete ? all : evaluator_.pool().join(all, Type::unknown);
}

// "function" or "Class.method"; empty for what is defined inside a function.
std::string ProjectCalls::path_of(ScopeId function) {
  std::string path;
  for (ScopeId scope = function; scope != module_scope; scope = evaluator_.scopes()[scope].parent) {
    if (scope == no_scope) return {};
    const Scope& definition = evaluator_.scopes()[scope];
    if (scope != function && definition.kind != ScopeKind::class_) return {};
    std::string name(evaluator_.tree().node(definition.node).child(Field::name).text());
    if (!path.empty()) name.append(".").append(path);
    path = std::move(name);
  }
  return path;
}

bool ProjectCalls::each_call(ScopeId function, const Visit& visit) {
  ForeignSymbols& foreign = evaluator_.foreign();
  if (foreign.project() == nullptr) return true;
  const std::string path = path_of(function);
  if (path.empty()) return true;
  std::string_view called = std::string_view(path).substr(path.rfind('.') + 1);
  if (called == "__init__") {
    called = std::string_view(path).substr(0, path.size() - std::string_view(".__init__").size());
    called = called.substr(called.rfind('.') + 1);
  } else if (called.starts_with("__")) {
    return true;
  }
  const Project::Callers callers = foreign.project()->callers(foreign.path(), called);
  int calls_left = most_calls;
  for (const Project::Summary& summary : callers.modules) {
    for (const SummaryCall& call : summary->calls) {
      if (name_of(*summary, call.callee) != called) continue;
      if (--calls_left < 0) return false;
      for (const Type callee : evaluator_.pool().members(foreign.from_summary(summary, call.callee))) {
        if (const auto first = first_parameter(callee, path)) visit(summary, call, *first);
      }
    }
  }
  return callers.complete;
}

std::optional<std::uint32_t> ProjectCalls::first_parameter(Type callee, std::string_view path) {
  const bool constructs = evaluator_.pool().form(callee) == Form::class_object;
  const Type called = constructs ? evaluator_.member(callee, "__init__") : callee;
  const auto function = evaluator_.function_of(called);
  if (!function || !types::is_foreign(*function)) return {};
  const ForeignSymbols& foreign = evaluator_.foreign();
  // A caller may have seen the stub that stands beside the file.
  std::string_view file = foreign.file_of_function(*function);
  if (file.ends_with(".pyi")) file.remove_suffix(1);
  if (file != foreign.path() || foreign.function_path(*function) != path) return {};
  return constructs || evaluator_.pool().form(called) == Form::bound_method ? 1 : 0;
}

Type ProjectCalls::argument(const Project::Summary& summary, const SummaryCall& call, std::uint32_t position,
                            std::string_view name) {
  std::uint32_t place = 0;
  for (const SummaryArgument& argument : call.arguments) {
    if (argument.splat) return Type::unknown;
    const bool filled = argument.keyword.empty() ? place == position : argument.keyword == name;
    if (filled) return evaluator_.foreign().from_summary(summary, argument.type);
    if (argument.keyword.empty()) ++place;
  }
  return Type::unknown;
}

}  // namespace slicecop::semantics
