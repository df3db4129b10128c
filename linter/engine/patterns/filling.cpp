#include "engine/patterns/filling.h"

#include <algorithm>

#include "engine/patterns/repeated.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

namespace {

/// How much of a loop is looked at.
constexpr syntax::NodeId most_nodes = 4096;

struct Added {
  Node target;
  Node piece;
  Gathering by = Gathering::sum;
};

/// `data += piece`, `data = data + piece`, `data.extend(piece)`, ...
std::optional<Added> added_by(Node node) {
  const syntax::AugmentedAssignment augmented(node);
  if (augmented) {
    if (augmented.operator_kind() != Kind::token_plus_equal) return std::nullopt;
    return Added{.target = augmented.left(), .piece = syntax::unparenthesized(augmented.right())};
  }
  const syntax::Assignment assignment(node);
  if (assignment) {
    const syntax::BinaryOperator sum(syntax::unparenthesized(assignment.right()));
    if (!sum || sum.operator_kind() != Kind::token_plus || !same_place(assignment.left(), sum.left())) {
      return std::nullopt;
    }
    return Added{.target = assignment.left(), .piece = syntax::unparenthesized(sum.right())};
  }
  const syntax::Call call(node);
  const syntax::Attribute method(call.function());
  if (!method || call.argument_count() != 1) return std::nullopt;
  Added added{.target = method.object(), .piece = syntax::unparenthesized(call.positional(0))};
  if (method.name() == "extend") {
    added.by = Gathering::extend;
  } else if (method.name() == "append") {
    added.by = Gathering::append;
  } else {
    return std::nullopt;
  }
  return added;
}

/// The call itself, awaited or not, or a name that stands for it.
bool is_what_was_read(semantics::Model& model, Node piece, Node read) {
  if (piece.is(Kind::identifier)) piece = model.definition_of(piece);
  piece = syntax::unparenthesized(piece);
  if (piece.is(Kind::await)) piece = syntax::unparenthesized(piece.first_child());
  return piece && piece == read;
}

/// `rest -= len(piece)`, `rest = rest - len(piece)`, `rest = total - len(data)`: `rest` is what is missing still.
bool counts_down(Node node, Node rest, Node target) {
  const syntax::AugmentedAssignment augmented(node);
  if (augmented) {
    return augmented.operator_kind() == Kind::token_minus_equal && same_place(augmented.left(), rest) &&
           syntax::Call(syntax::unparenthesized(augmented.right())).function().text() == "len";
  }
  const syntax::Assignment assignment(node);
  if (!assignment || !same_place(assignment.left(), rest)) return false;
  const syntax::BinaryOperator difference(syntax::unparenthesized(assignment.right()));
  if (!difference || difference.operator_kind() != Kind::token_minus) return false;
  const syntax::Call length(syntax::unparenthesized(difference.right()));
  return length.function().text() == "len" &&
         (same_place(difference.left(), rest) || is_length_of(difference.right(), target));
}

bool is_counted_down(const semantics::Loop& loop, Node rest, Node target) {
  if (!rest.is_any(Kind::identifier, Kind::attribute)) return false;
  const syntax::NodeId end = std::min(loop.node.after(), loop.node.id() + most_nodes);
  for (syntax::NodeId id = loop.node.id(); id < end; ++id) {
    if (counts_down(loop.node.tree().node(id), rest, target)) return true;
  }
  return false;
}

/// What is wanted in `wanted - len(target)`.
Node wanted_in(Node difference, Node target) {
  const syntax::BinaryOperator missing(syntax::unparenthesized(difference));
  const bool of_target =
      missing && missing.operator_kind() == Kind::token_minus && is_length_of(missing.right(), target);
  return of_target ? missing.left() : Node{};
}

/// What the name `rest` held before the loop counted it down: the name itself, if nothing better is known.
Node counted_from(semantics::Model& model, const semantics::Loop& loop, Node rest, Node target) {
  if (!rest.is(Kind::identifier)) return rest;
  Node from;
  for (const Node binding : model.bindings_of(rest)) {
    if (loop.node.contains(binding)) continue;
    const Node value = syntax::unparenthesized(binding);
    const Node wanted = wanted_in(value, target);
    const bool tells = value.is_any(Kind::identifier, Kind::attribute, Kind::integer);
    if (from || (!wanted && !(tells && value.parent().is(Kind::assignment)))) return rest;
    from = wanted ? wanted : value;
  }
  return from ? from : rest;
}

/// In `n - received`, where the loop counts `received += len(piece)`.
bool is_counted_up(const semantics::Loop& loop, Node count) {
  if (!count.is_any(Kind::identifier, Kind::attribute)) return false;
  const syntax::NodeId end = std::min(loop.node.after(), loop.node.id() + most_nodes);
  for (syntax::NodeId id = loop.node.id(); id < end; ++id) {
    const syntax::AugmentedAssignment counting(loop.node.tree().node(id));
    if (!counting || counting.operator_kind() != Kind::token_plus_equal) continue;
    const syntax::Call length(syntax::unparenthesized(counting.right()));
    if (same_place(counting.left(), count) && length.function().text() == "len") return true;
  }
  return false;
}

/// How many bytes are wanted in all, where `asked` is what is missing of them still.
Node total_of(semantics::Model& model, const semantics::Loop& loop, Node asked, const Added& added) {
  asked = syntax::unparenthesized(asked);
  const bool has_length = added.by == Gathering::sum || added.by == Gathering::extend;
  const Node defined = asked.is(Kind::identifier) ? syntax::unparenthesized(model.definition_of(asked)) : asked;
  const Node wanted = has_length ? wanted_in(defined, added.target) : Node{};
  if (wanted) return wanted;
  if (is_counted_down(loop, asked, added.target)) return counted_from(model, loop, asked, added.target);
  const syntax::BinaryOperator missing(defined);
  if (!missing || missing.operator_kind() != Kind::token_minus) return {};
  return is_counted_up(loop, missing.right()) ? missing.left() : Node{};
}

/// The same, where no more than a part is asked for at once: `min(4096, n - len(data))`.
Node total_of_parts(semantics::Model& model, const semantics::Loop& loop, Node asked, const Added& added) {
  if (const Node total = total_of(model, loop, asked, added)) return total;
  asked = syntax::unparenthesized(asked);
  if (asked.is(Kind::identifier)) asked = syntax::unparenthesized(model.definition_of(asked));
  const syntax::Call least(asked);
  if (least.function().text() != "min" || least.argument_count() != 2) return {};
  const Node total = total_of(model, loop, least.positional(0), added);
  return total ? total : total_of(model, loop, least.positional(1), added);
}

}  // namespace

std::optional<Filling> filling_of(semantics::Model& model, syntax::Call read) {
  const syntax::Attribute method(read.function());
  if (!method || read.argument_count() != 1 || !read.positional(0)) return std::nullopt;
  const semantics::Loop loop = model.loop_around(read.node());
  if (!loop) return std::nullopt;
  const syntax::NodeId end = std::min(loop.node.after(), loop.node.id() + most_nodes);
  for (syntax::NodeId id = loop.node.id(); id < end; ++id) {
    const Node node = loop.node.tree().node(id);
    const std::optional<Added> added = added_by(node);
    if (!added || !is_what_was_read(model, added->piece, read.node())) continue;
    const Node total = total_of_parts(model, loop, read.positional(0), *added);
    if (!total) continue;
    return Filling{.read = read,
                   .method = method,
                   .loop = loop,
                   .target = added->target,
                   .growing = node,
                   .total = total,
                   .by = added->by};
  }
  return std::nullopt;
}

syntax::Subscript copied_into(semantics::Model& model, Node read) {
  syntax::Subscript into;
  const semantics::Uses uses = model.uses_of(read);
  if (!uses.complete) return {};
  for (const semantics::Use& use : uses.all) {
    if (use.kind == semantics::UseKind::measured) continue;
    const syntax::Assignment assignment(use.where);
    const syntax::Subscript target(assignment.left());
    if (use.kind != semantics::UseKind::assigned_into || !target.slice() || into) return {};
    into = target;
  }
  return into;
}

}  // namespace slicecop::engine
