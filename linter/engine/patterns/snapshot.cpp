#include "engine/patterns/snapshot.h"

#include <algorithm>
#include <vector>

#include "engine/patterns/followed_uses.h"
#include "syntax/views.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

Node sliced_name(Node expression) {
  constexpr int most_steps = 16;
  for (int step = 0; step < most_steps; ++step) {
    if (expression.is(Kind::subscript)) {
      expression = syntax::Subscript(expression).value();
    } else if (expression.is(Kind::parenthesized_expression)) {
      expression = syntax::unparenthesized(expression);
    } else {
      return expression.is_any(Kind::identifier, Kind::attribute) ? expression : Node{};
    }
  }
  return {};
}

bool may_be_snapshot(semantics::Model& model, Node copy, Node name, const semantics::Uses& uses) {
  if (!name) return true;
  Node statement = syntax::enclosing_statement(copy);
  // A use before the copy, or outside of its block within a loop, may be one on a later pass.
  const bool is_repeated = static_cast<bool>(model.loop_around(copy));
  Node last = copy;
  for (const semantics::Use& use : uses.all) {
    if (use.where.after() <= copy.id() || (is_repeated && !statement.parent().contains(use.where))) return true;
    if (use.where.id() > last.id()) last = use.where;
  }
  constexpr int most_blocks = 16;
  for (int depth = 0; depth < most_blocks && statement; ++depth) {
    const std::vector<semantics::Change> changes = changes_from(model, name, statement, last);
    for (const semantics::Change& change : changes) {
      if (change.kind != semantics::ChangeKind::rebound) return true;
    }
    const Node block = statement.parent();
    if (block.contains(last)) return false;
    // On with what stands behind the statement around this block.
    Node around = syntax::enclosing_statement(block);
    if (!around || around == statement) return true;
    while (around && !around.next_sibling()) {
      const Node outer = syntax::enclosing_statement(around.parent());
      if (!outer || outer == around || around.parent().contains(last)) return true;
      around = outer;
    }
    statement = around.next_sibling();
  }
  return true;
}

bool outlives_a_block(Node copy, Node use) {
  for (Node node = copy.parent(); node; node = node.parent()) {
    if (node.is(Kind::function_definition)) return false;
    if (node.is(Kind::with_statement) && !node.contains(use)) return true;
  }
  return false;
}

bool is_unshared(semantics::Model& model, Node expression) {
  expression = syntax::unparenthesized(expression);
  if (expression.is(Kind::identifier)) {
    if (!syntax::enclosing_function(expression)) return false;
    const Node definition = model.definition_of(expression);
    if (!definition || definition == expression) return false;
    const std::string_view callee = model.callee_name(syntax::Call(definition));
    if (callee != "builtins.bytearray" && callee != "array.array") return false;
    const semantics::Uses uses = model.uses_of(definition);
    return uses.complete && std::ranges::none_of(uses.all, [](const semantics::Use& use) {
             return use.kind == semantics::UseKind::stored || use.kind == semantics::UseKind::unknown ||
                    use.kind == semantics::UseKind::kept;
           });
  }
  const syntax::Subscript part(expression);
  return (part && part.slice()) || model.callee_name(syntax::Call(expression)) == "builtins.bytearray";
}

bool mends_layout(Node copy) {
  for (Node node = copy.parent(); node && !node.is(Kind::function_definition); node = node.parent()) {
    if (!node.is_any(Kind::if_statement, Kind::elif_clause, Kind::conditional_expression)) continue;
    const Node condition =
        node.is(Kind::conditional_expression) ? node.child(1U) : node.child(syntax::Field::condition);
    for (const std::string_view word : {"contiguous", "itemsize", ".format", "ndim", "strides", "version", "PY"}) {
      if (condition.text().contains(word)) return true;
    }
  }
  return false;
}

bool is_awaited(semantics::Model& model, Node reader) {
  return syntax::with_parentheses(reader).parent().is(Kind::await) ||
         model.callee_name(syntax::Call(reader)).starts_with("asyncio.");
}

}  // namespace slicecop::engine
