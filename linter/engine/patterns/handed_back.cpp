#include "engine/patterns/handed_back.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "engine/patterns/repeated.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

namespace {

constexpr syntax::NodeId most_nodes = 4096;

bool is_tail(syntax::Subscript part) {
  const syntax::Slice slice = part.slice();
  const bool tail = slice && slice.lower() && !slice.upper() && !slice.step();
  return tail && !slice.lower().is(Kind::unary_operator);
}

/// `rest` of `kind, rest = data[0], data[1:]`: what it gets of the tuple on the right.
Node given_in(Node name, Node tuple) {
  const syntax::Assignment assignment(tuple.parent());
  Node target = assignment ? assignment.left().first_child() : Node{};
  for (Node value = tuple.first_child(); target && value; value = value.next_sibling()) {
    if (same_place(target, name)) return syntax::unparenthesized(value);
    target = target.next_sibling();
  }
  return {};
}

/// The slice `data[n:]` that `value` is, or that the name was given, by itself or in a tuple.
syntax::Subscript tail_of(semantics::Model& model, Node value) {
  value = syntax::unparenthesized(value);
  if (const syntax::Subscript part(value); is_tail(part)) return part;
  if (!value.is(Kind::identifier)) return {};
  for (Node binding : model.bindings_of(value)) {
    binding = syntax::unparenthesized(binding);
    if (binding.is_any(Kind::expression_list, Kind::tuple)) binding = given_in(value, binding);
    if (const syntax::Subscript part(binding); is_tail(part)) return part;
  }
  return {};
}

constexpr std::size_t alone = static_cast<std::size_t>(-1);

/// A tail that is returned, alone or as item `place` of a tuple.
struct ReturnedTail {
  std::size_t place;
  syntax::Subscript tail;
};

std::vector<ReturnedTail> returned_tails(semantics::Model& model, syntax::FunctionDefinition function) {
  std::vector<ReturnedTail> found;
  const Node body = function.body();
  const syntax::NodeId end = std::min(body.after(), body.id() + most_nodes);
  for (syntax::NodeId id = body.id(); body && id < end;) {
    const Node node = body.tree().node(id);
    id = node.is_any(Kind::function_definition, Kind::class_definition, Kind::lambda) ? node.after() : id + 1;
    if (!node.is(Kind::return_statement)) continue;
    const Node value = syntax::unparenthesized(node.first_child());
    if (!value.is_any(Kind::expression_list, Kind::tuple)) {
      if (const syntax::Subscript tail = tail_of(model, value); tail) found.push_back({alone, tail});
      continue;
    }
    std::size_t place = 0;
    for (const Node item : value.children()) {
      if (const syntax::Subscript tail = tail_of(model, item); tail) found.push_back({place, tail});
      ++place;
    }
  }
  return found;
}

/// The name that gets item `place` of what `call` returns, where the call is handed that very name.
Node target_of(syntax::Call call, std::size_t place) {
  Node value = call.node();
  while (value.parent().is_any(Kind::await, Kind::parenthesized_expression)) value = value.parent();
  const syntax::Assignment assignment(value.parent());
  if (!assignment || assignment.right() != value) return {};
  const bool several = assignment.left().is_any(Kind::pattern_list, Kind::tuple_pattern);
  if (several == (place == alone)) return {};
  Node target = several ? assignment.left().first_child() : assignment.left();
  for (std::size_t at = 0; several && target && at < place; ++at) target = target.next_sibling();
  for (const Node argument : call.arguments().children()) {
    if (target && same_place(syntax::unparenthesized(argument), target)) return target;
  }
  return {};
}

}  // namespace

std::optional<HandedBack> handed_back(semantics::Model& model, syntax::FunctionDefinition function) {
  const std::vector<ReturnedTail> tails = returned_tails(model, function);
  if (tails.empty()) return std::nullopt;
  for (const Node call : model.calls_of(function.node())) {
    for (const auto& [place, tail] : tails) {
      const Node target = target_of(syntax::Call(call), place);
      if (!target) continue;
      if (const semantics::Loop loop = model.carrying_loop(target); loop) {
        return HandedBack{.rest = tail, .call = call, .loop = loop};
      }
    }
  }
  return std::nullopt;
}

}  // namespace slicecop::engine
