#include "engine/patterns/put_back.h"

#include <algorithm>

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

namespace {

/// Parts of a long sum, and how much of a function behind it is looked at.
constexpr int most_operands = 32;
constexpr syntax::NodeId most_nodes = 4096;

/// Where in which container something is.
struct Place {
  Node container;
  Node key;

  [[nodiscard]] bool is_item(Node node) const {
    const syntax::Subscript item(node);
    return item && !item.slice() && item.value().text() == container.text() && item.index().text() == key.text();
  }
};

/// `table[key]`, `table.get(key, b"")`, `table.pop(key, b"")`, `table.setdefault(key, b"")`
std::optional<Place> taken_from(Node value) {
  if (const syntax::Subscript item(value); item && !item.slice()) return Place{item.value(), item.index()};
  const syntax::Call call(value);
  const syntax::Attribute method(call.function());
  const bool takes = method && (method.name() == "get" || method.name() == "pop" || method.name() == "setdefault");
  if (!takes || !call.positional(0)) return std::nullopt;
  return Place{method.object(), call.positional(0)};
}

Node first_operand(Node sum) {
  Node node = syntax::unparenthesized(sum);
  for (int i = 0; i < most_operands; ++i) {
    const syntax::BinaryOperator plus(node);
    if (!plus || plus.operator_kind() != Kind::token_plus) return i == 0 ? Node{} : node;
    node = syntax::unparenthesized(plus.left());
  }
  return {};
}

}  // namespace

std::optional<PutBack> put_back(semantics::Model& model, syntax::Assignment assignment) {
  const Node before = first_operand(assignment.right());
  const std::optional<Place> place = before ? taken_from(before) : std::nullopt;
  if (!place) return std::nullopt;
  if (place->is_item(assignment.left())) return PutBack{.item = assignment.left(), .before = before};
  const Node function = syntax::enclosing_function(assignment.node());
  if (!function || !assignment.left().is(Kind::identifier)) return std::nullopt;
  const syntax::NodeId first = assignment.node().after();
  const syntax::NodeId end = std::min(function.after(), first + most_nodes);
  for (syntax::NodeId id = first; id < end; ++id) {
    const syntax::Assignment later(function.tree().node(id));
    if (!later || !place->is_item(later.left()) || later.right().text() != assignment.left().text()) continue;
    if (model.definition_of(later.right()) == assignment.right()) {
      return PutBack{.item = later.left(), .before = before};
    }
  }
  return std::nullopt;
}

}  // namespace slicecop::engine
