// Consumers: what the other side of a comparison, a sum or another operator proves.

#include "semantics/buffers.h"
#include "semantics/consumers.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

Consumers::Verdict Consumers::by_other_side(Node other, Node because) {
  const Type type = evaluator_.type_of(other).type;
  const Buffer buffer = buffer_of(evaluator_, type);
  if (buffer.only(Buffer::bytes | Buffer::bytearray) && !buffer.optional) return {true, false, false, because};
  return {false, false, evaluator_.pool().is(type, Known::str), because};
}

bool Consumers::is_number(Type type) const {
  const types::Pool& pool = evaluator_.pool();
  return pool.is(evaluator_.widened(type), Known::int_) || pool.is(type, Known::float_);
}

// What is added to a number is one.
Consumers::Verdict Consumers::by_other_operand(Node other, Node because) {
  Verdict verdict = by_other_side(other, because);
  verdict.other = verdict.other || is_number(evaluator_.type_of(other).type);
  return verdict;
}

Consumers::Verdict Consumers::of_comparison(Node comparison, Node node) {
  const Node first = comparison.first_child();
  const Node relation = comparison.child(Field::operators);
  const Node second = relation.next_sibling();
  if (!second || second.next_sibling()) return {};
  const Node other = first == node ? second : first;
  if (relation.is_any(Kind::token_equal_equal, Kind::token_bang_equal)) {
    Verdict verdict = by_other_side(other, comparison);
    verdict.view = verdict.buffer;
    return verdict;
  }
  if (!relation.is_any(Kind::token_in, Kind::token_not_in)) {
    const bool ordered =
        relation.is_any(Kind::token_less, Kind::token_less_equal, Kind::token_greater, Kind::token_greater_equal);
    return {false, false, ordered && is_number(evaluator_.type_of(other).type), comparison};
  }
  // `b"x" in data` holds for a list of bytes, too.
  if (second == node) return {};
  // x in (b"GET", b"PUT")
  Verdict verdict;
  for (const Node element : syntax::unparenthesized(other).children()) {
    if (!syntax::unparenthesized(other).is_any(Kind::tuple, Kind::list, Kind::set)) return {};
    const Verdict one = by_other_side(element, comparison);
    if (!one.buffer) return {};
    verdict.add(one);
    verdict.view = true;
  }
  return verdict;
}

Consumers::Verdict Consumers::of_operand(Node binary, Node node) {
  const syntax::BinaryOperator operation(binary);
  switch (operation.operator_kind()) {
    case Kind::token_plus:
      break;
    case Kind::token_minus:
    case Kind::token_slash:
    case Kind::token_slash_slash:
    case Kind::token_less_less:
    case Kind::token_greater_greater:
    case Kind::token_ampersand:
      return {false, false, true, binary};  // no buffer of Python's own can
    default:
      return {};
  }
  Verdict verdict = by_other_operand(operation.left() == node ? operation.right() : operation.left(), binary);
  verdict.view = verdict.buffer && operation.right() == node;
  return verdict;
}

}  // namespace slicecop::semantics
