#include "engine/patterns/cut_name.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

namespace {

/// `while data`, `if not data and more`: whether it is empty.
bool is_tested(Node operand) {
  while (operand.parent().is_any(Kind::not_operator, Kind::boolean_operator, Kind::parenthesized_expression)) {
    operand = operand.parent();
  }
  return operand.field() == syntax::Field::condition &&
         operand.parent().is_any(Kind::while_statement, Kind::if_statement);
}

/// A use of the buffer's name that gives the same for a view of it.
bool is_same_for_view(const CutName& cut, Node use) {
  const Node operand = syntax::with_parentheses(use);
  const Node around = operand.parent();
  if (use == cut.target || around == cut.cut.node() || is_tested(operand)) return true;
  if (around.is(Kind::argument_list)) {
    const syntax::Call call(around.parent());
    return call.node() == cut.reader.node() || call.function().text() == "len";
  }
  const syntax::Subscript head(around);
  return head.slice() && !head.slice().step() && head.value() == operand &&
         around.parent().parent() == cut.reader.node() && !head.slice().lower();
}

}  // namespace

std::optional<std::vector<Node>> uses_for_view(const CutName& cut, Node loop) {
  const Node function = syntax::enclosing_function(loop);
  if (!function) return std::nullopt;
  Node around = loop.parent();
  while (around != function && !around.is_any(Kind::for_statement, Kind::while_statement)) around = around.parent();
  const Node target = around.child(syntax::Field::left);
  const Node body = function.child(syntax::Field::body);
  std::vector<Node> uses;
  for (syntax::NodeId id = body.id(); id < body.after(); ++id) {
    const Node node = body.tree().node(id);
    if (!node.is(Kind::identifier) || node.text() != cut.target.text()) continue;
    if (node.field() == syntax::Field::attribute || node == target) continue;
    if (syntax::enclosing_function(node) != function) return std::nullopt;
    const bool comes_by_again = around != function && around.contains(node);
    if (node.range().start < loop.range().start && !comes_by_again) continue;
    if (!loop.parent().contains(node) || node.id() < loop.id() || !is_same_for_view(cut, node)) return std::nullopt;
    uses.push_back(node);
  }
  return uses;
}

}  // namespace slicecop::engine
