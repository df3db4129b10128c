#include "engine/patterns/splice.h"

#include "engine/patterns/repeated.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

namespace {

// Parts of a long sum that are looked at.
constexpr int most_operands = 32;

Node first_operand(Node sum) {
  for (int i = 0; i < most_operands; ++i) {
    const syntax::BinaryOperator plus(sum);
    if (!plus || plus.operator_kind() != Kind::token_plus) break;
    sum = syntax::unparenthesized(plus.left());
  }
  return sum;
}

}  // namespace

std::optional<Splice> splice_of(syntax::Assignment assignment) {
  const syntax::BinaryOperator sum(syntax::unparenthesized(assignment.right()));
  if (!sum || sum.operator_kind() != Kind::token_plus) return std::nullopt;
  const syntax::Subscript head(first_operand(sum.node()));
  const syntax::Subscript tail(syntax::unparenthesized(sum.right()));
  const bool from_start = head.slice() && !head.slice().lower() && !head.slice().step();
  const bool to_end = tail.slice() && tail.slice().lower() && !tail.slice().upper() && !tail.slice().step();
  if (!from_start || !to_end) return std::nullopt;
  if (!same_place(assignment.left(), head.value()) || !same_place(head.value(), tail.value())) return std::nullopt;
  return Splice{.target = assignment.left(), .before = head.value()};
}

}  // namespace slicecop::engine
