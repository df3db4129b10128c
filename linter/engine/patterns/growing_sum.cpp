#include "engine/patterns/growing_sum.h"

#include "engine/patterns/repeated.h"
#include "syntax/views.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

namespace {

// Parts of a long sum that are looked at.
constexpr int most_operands = 32;

}  // namespace

std::optional<GrowingSum> growth_of(Node target, Node sum) {
  if (!target.is_any(Kind::identifier, Kind::attribute, Kind::subscript)) return std::nullopt;
  Node node = syntax::unparenthesized(sum);
  Node piece;
  for (int i = 0; i < most_operands; ++i) {
    const syntax::BinaryOperator plus(node);
    if (!plus || plus.operator_kind() != Kind::token_plus) break;
    const Node left = syntax::unparenthesized(plus.left());
    const Node right = syntax::unparenthesized(plus.right());
    if (same_place(target, right)) return GrowingSum{.target = target, .before = right, .piece = {}, .in_front = true};
    piece = i == 0 ? right : Node{};
    if (same_place(target, left))
      return GrowingSum{.target = target, .before = left, .piece = piece, .in_front = false};
    node = left;
  }
  return std::nullopt;
}

bool is_growth(Node mention) {
  Node statement = mention.parent();
  if (statement.is(Kind::augmented_assignment)) return mention.field() == syntax::Field::left;
  if (statement.is(Kind::binary_operator)) statement = statement.parent();
  const syntax::Assignment assignment(statement);
  return assignment && growth_of(assignment.left(), assignment.right());
}

bool grows_before(const semantics::Loop& loop, const GrowingSum& growth) {
  constexpr syntax::NodeId most_nodes = 4096;
  if (growth.target.id() - loop.node.id() > most_nodes) return false;
  for (syntax::NodeId id = loop.node.id(); id < growth.target.id(); ++id) {
    const Node node = loop.node.tree().node(id);
    if (node.field() != syntax::Field::left || !same_place(node, growth.target)) continue;
    const Node statement = node.parent();
    if (statement.is(Kind::augmented_assignment)) {
      if (syntax::AugmentedAssignment(statement).operator_kind() == Kind::token_plus_equal) return true;
    } else if (growth_of(node, statement.child(syntax::Field::right))) {
      return true;
    }
  }
  return false;
}

std::vector<Node> pieces_of(Node statement, Node target) {
  std::vector<Node> pieces;
  std::vector<Node> open{statement.child(syntax::Field::right)};
  if (statement.is(Kind::named_expression)) open.front() = statement.child(syntax::Field::value);
  for (int i = 0; i < most_operands && !open.empty(); ++i) {
    const Node node = syntax::unparenthesized(open.back());
    open.pop_back();
    const syntax::BinaryOperator plus(node);
    if (plus && plus.operator_kind() == Kind::token_plus) {
      open.push_back(plus.left());
      open.push_back(plus.right());
    } else if (!same_place(node, target)) {
      pieces.push_back(node);
    }
  }
  return pieces;
}

}  // namespace slicecop::engine
