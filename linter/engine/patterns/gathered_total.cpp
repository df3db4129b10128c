#include "engine/patterns/gathered_total.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "engine/patterns/known_limit.h"
#include "engine/patterns/repeated.h"
#include "syntax/views.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

namespace {

// Parts of a long condition that are looked at.
constexpr int most_operands = 32;

/// `len(data) % 4`: padding, a constant number of passes at most.
bool is_remainder_of_length(Node expression, Node target) {
  const syntax::BinaryOperator binary(syntax::unparenthesized(expression));
  return binary && binary.operator_kind() == Kind::token_percent && is_length_of(binary.left(), target);
}

bool bounds_total(semantics::Model& model, Node condition, Node target, std::uint64_t enough) {
  condition = syntax::unparenthesized(condition);
  if (is_remainder_of_length(condition, target)) return true;
  if (!condition.is(Kind::comparison_operator)) return false;
  const Node left = condition.first_child();
  Node right;
  for (const Node child : condition.children()) {
    if (child.field() != syntax::Field::operators) right = child;
  }
  if (is_remainder_of_length(left, target)) return true;
  if (!is_length_of(left, target) && !is_length_of(right, target)) return false;
  const std::optional<std::int64_t> total = most_of(model, is_length_of(left, target) ? right : left);
  return total && *total >= 0 && std::cmp_less(*total, enough);
}

/// A bytes literal that ends a line or a C string.
bool is_terminator(Node literal) {
  if (!literal.is(Kind::string) || !syntax::is_bytes_literal(literal)) return false;
  const std::string_view text = syntax::string_content(literal);
  return text.ends_with("\\n") || text.ends_with("\\r") || text == "\\0" || text == "\\x00";
}

/// `bytes([b])`, `b"\x00"`, `data[i:i + 1]`: put together byte by byte, which costs less than the copy of what is
/// there.
bool is_cheap(semantics::Model& model, Node piece) {
  const syntax::Call call(model.definition_of(piece));
  const syntax::Attribute method(call.function());
  const std::string_view name = method ? method.name() : call.function().text();
  return !call || name == "bytes" || name == "pack" || name == "to_bytes";
}

/// A loop over the bytes of a buffer: many passes, however little each of them adds.
bool goes_over_bulk(semantics::Model& model, const semantics::Loop& loop) {
  constexpr syntax::NodeId most_nodes = 64;
  const bool repeats = loop.node.is(Kind::while_statement);
  const Node head = loop.node.child(repeats ? syntax::Field::condition : syntax::Field::right);
  const auto is_large = [&](Node data) { return model.buffer_of(data).slices_copy() && model.is_bulk(data); };
  const syntax::NodeId end = std::min(head.after(), head.id() + most_nodes);
  for (syntax::NodeId id = head.id(); head && id < end; ++id) {
    const syntax::Call call(head.tree().node(id));
    if (call && call.function().text() == "len" && is_large(call.positional(0))) return true;
  }
  return loop.node.is(Kind::for_statement) && is_large(head);
}

bool is_loop_target(Node binding) {
  return binding.field() == syntax::Field::left && binding.parent().is(Kind::for_statement);
}

/// The item that a loop is at, or a field of it: `component["data"]`.
bool is_item(semantics::Model& model, Node piece) {
  if (!piece.is(Kind::identifier)) return false;
  return std::ranges::any_of(model.bindings_of(piece), [&](Node binding) {
    const syntax::Subscript field(binding);
    if (!field || field.slice() || !field.value().is(Kind::identifier)) return is_loop_target(binding);
    return std::ranges::any_of(model.bindings_of(field.value()), is_loop_target);
  });
}

/// `m` of `data[i:m.start()]`: what is added ends where the next match of a pattern begins.
bool ends_at_match(semantics::Model& model, Node piece) {
  const syntax::Slice slice = syntax::Subscript(piece).slice();
  if (!slice || !slice.upper()) return false;
  const syntax::Call bound(syntax::unparenthesized(model.definition_of(slice.upper())));
  const std::string_view name = syntax::Attribute(bound.function()).name();
  return name == "start" || name == "end";
}

}  // namespace

bool ends_early(semantics::Model& model, const semantics::Loop& loop, Node target, std::uint64_t enough) {
  Node condition = syntax::unparenthesized(syntax::WhileStatement(loop.node).condition());
  for (int i = 0; condition && i < most_operands; ++i) {
    if (!condition.is(Kind::boolean_operator)) return bounds_total(model, condition, target, enough);
    if (!condition.child(syntax::Field::operator_).is(Kind::token_and)) return false;
    if (bounds_total(model, condition.child(syntax::Field::right), target, enough)) return true;
    condition = syntax::unparenthesized(condition.child(syntax::Field::left));
  }
  return false;
}

bool is_filled_up(semantics::Model& model, Node target, std::uint64_t enough) {
  constexpr syntax::NodeId most_nodes = 4096;
  const Node function = syntax::enclosing_function(target);
  const syntax::NodeId end = std::min(function.after(), function.id() + most_nodes);
  for (syntax::NodeId id = function.id(); function && id < end; ++id) {
    const syntax::BinaryOperator missing(target.tree().node(id));
    if (!missing || missing.operator_kind() != Kind::token_minus || !is_length_of(missing.right(), target)) continue;
    const std::optional<std::int64_t> total = most_of(model, missing.left());
    if (total && *total >= 0 && std::cmp_less(*total, enough)) return true;
  }
  return false;
}

bool is_small_product(semantics::Model& model, const semantics::Loop& loop, Node piece, std::uint64_t enough) {
  if (!loop.passes || !piece || *loop.passes >= enough) return false;
  const std::optional<std::uint64_t> width = model.size_of(piece).at_most;
  return width && *width < enough && *loop.passes * *width < enough;
}

bool gathers_line(semantics::Model& model, const semantics::Loop& loop, const GrowingSum& growth) {
  constexpr syntax::NodeId most_nodes = 4096;
  const bool by_lines = syntax::Attribute(syntax::Call(growth.piece).function()).name() == "readline";
  const bool by_bytes = growth.piece && model.size_of(growth.piece).at_most.value_or(2) <= 1;
  if (!by_lines && !by_bytes) return false;
  const syntax::NodeId end = std::min(loop.node.after(), loop.node.id() + most_nodes);
  for (syntax::NodeId id = loop.node.id(); id < end; ++id) {
    const Node node = loop.node.tree().node(id);
    const syntax::Attribute test(syntax::Call(node).function());
    if (by_lines && test && test.name() == "endswith" && same_place(test.object(), growth.target)) return true;
    const bool compared = node.parent().is(Kind::comparison_operator) || node.parent().is(Kind::argument_list);
    if (by_bytes && compared && is_terminator(node)) return true;
  }
  return false;
}

bool gathers_token(semantics::Model& model, Node target) {
  constexpr syntax::NodeId most_nodes = 32'768;
  Node home = target;
  while (home && !home.is(target.is(Kind::attribute) ? Kind::class_definition : Kind::function_definition)) {
    home = home.parent();
  }
  if (!home) return false;
  const syntax::NodeId end = std::min(home.after(), home.id() + most_nodes);
  for (syntax::NodeId id = home.id(); id < end; ++id) {
    const syntax::AugmentedAssignment growing(home.tree().node(id));
    if (growing && same_place(growing.left(), target) &&
        ends_at_match(model, syntax::unparenthesized(growing.right()))) {
      return true;
    }
  }
  return false;
}

bool may_grow_large(semantics::Model& model, const semantics::Loop& loop, const GrowingSum& growth, Node statement) {
  constexpr syntax::NodeId most_nodes = 4096;
  bool all_cheap = true;
  const auto adds_bulk = [&](Node assignment) {
    const std::vector<Node> pieces = pieces_of(assignment, growth.target);
    all_cheap = all_cheap && std::ranges::all_of(pieces, [&](Node piece) { return is_cheap(model, piece); });
    return std::ranges::any_of(pieces, [&](Node piece) {
      // `b"refs/" + part + b"/"` builds a text.
      return model.is_bulk(piece) && (pieces.size() == 1 || !is_item(model, piece));
    });
  };
  if (adds_bulk(statement)) return true;
  if (!loop) return false;
  const syntax::NodeId end = std::min(loop.node.after(), loop.node.id() + most_nodes);
  for (syntax::NodeId id = loop.node.id(); id < end; ++id) {
    const Node node = growth.target.tree().node(id);
    const bool assigns = node.is_any(Kind::augmented_assignment, Kind::assignment);
    if (!assigns || node == statement || !same_place(node.child(syntax::Field::left), growth.target)) continue;
    if (is_growth(node.child(syntax::Field::left)) && adds_bulk(node)) return true;
  }
  return all_cheap && goes_over_bulk(model, loop);
}

}  // namespace slicecop::engine
