#include "semantics/chosen_by_name.h"

#include <algorithm>

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// `_` begins every private name: what is shorter tells nothing.
constexpr std::size_t shortest_start = 3;

// The text of a string up to where something is put in; nothing where it has escapes.
std::string_view text_before(Node string, std::string_view ends) {
  std::string_view text = string.text();
  const std::size_t quote = text.find_first_of(R"("')");
  if (!string.is(Kind::string) || quote == std::string_view::npos || text.contains('\\')) return {};
  const bool formats = text.substr(0, quote).find_first_of("fF") != std::string_view::npos;
  text.remove_prefix(quote + 1);
  return text.substr(0, text.find_first_of(formats ? std::string_view("{\"'") : ends));
}

ChosenName start_of(Node expression) {
  expression = syntax::unparenthesized(expression);
  const std::string_view whole = syntax::string_content(expression);
  if (!whole.empty()) return {.text = whole, .whole = true};
  if (const syntax::Attribute method(syntax::Call(expression).function()); method && method.name() == "format") {
    return {.text = text_before(method.object(), "{\"'")};
  }
  constexpr int most_parts = 8;
  std::string_view ends = "\"'";
  for (int part = 0; part < most_parts && expression.is(Kind::binary_operator); ++part) {
    const syntax::BinaryOperator operation(expression);
    if (operation.operator_kind() == Kind::token_percent) ends = "%\"'";
    expression = syntax::unparenthesized(operation.left());
  }
  return {.text = text_before(expression, ends)};
}

}  // namespace

ChosenName chosen_name(Flow& flow, syntax::Call call) {
  if (call.function().text() != "getattr" || !call.positional(1)) return {};
  Node name = syntax::unparenthesized(call.positional(1));
  if (name.is(Kind::identifier)) {
    const DefinitionId reaching = flow.reaching(name);
    if (reaching == no_definition || flow[reaching].kind != DefinitionKind::assignment) return {};
    const Definition definition = flow[reaching];
    const Node statement = name.tree().node(definition.owner);
    if (statement.child(Field::left).id() != definition.target) return {};
    name = name.tree().node(definition.value);
  }
  const ChosenName start = start_of(name);
  return start.whole || start.text.size() >= shortest_start ? start : ChosenName{};
}

bool is_of_class(Evaluator& evaluator, Node object, ScopeId class_scope) {
  if (evaluator.scopes()[class_scope].kind != ScopeKind::class_) return false;
  const ClassId mine = types::first_document_id + class_scope;
  const types::Pool& pool = evaluator.pool();
  return std::ranges::any_of(pool.members(evaluator.type_of(object).type), [&](Type one) {
    if (pool.form(one) != types::Form::instance || !types::is_document(pool.class_of(one))) return false;
    const ClassId asked = pool.class_of(one);
    return evaluator.is_subclass(asked, mine) || evaluator.is_subclass(mine, asked);
  });
}

}  // namespace slicecop::semantics
