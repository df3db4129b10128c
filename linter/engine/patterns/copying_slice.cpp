#include "engine/patterns/copying_slice.h"

#include <algorithm>

namespace slicecop::engine {

using semantics::Buffer;
using syntax::Kind;
using syntax::Node;

bool CopyingSlice::is_certain() const {
  return typed.evidence != types::Evidence::consumer && typed.evidence != types::Evidence::name && !buffer.optional;
}

std::string CopyingSlice::base_text() const {
  const std::string text(base.text());
  const bool binds_tightly =
      base.is_any(Kind::identifier, Kind::attribute, Kind::subscript, Kind::call, Kind::string, Kind::list);
  return binds_tightly ? text : "(" + text + ")";
}

std::string CopyingSlice::is_copied() const { return in_loop ? " is copied on every pass" : " is copied"; }

bool is_written(Node subscript) {
  const Node parent = subscript.parent();
  return (subscript.field() == syntax::Field::left && !parent.is(Kind::binary_operator)) ||
         parent.is(Kind::delete_statement);
}

std::optional<CopyingSlice> copying_slice(Context& context, syntax::Subscript subscript) {
  const Node node = subscript.node();
  CopyingSlice copy{.subscript = subscript, .slice = subscript.slice(), .base = {}, .typed = {}, .buffer = {}};
  if (!copy.slice || copy.slice.step()) return std::nullopt;
  if (is_written(node)) return std::nullopt;
  semantics::Model& model = context.model();
  copy.in_loop = static_cast<bool>(model.loop_around(node));
  if (!copy.in_loop && !syntax::enclosing_function(node)) {
    context.silent(node, "it runs once, at module level");
    return std::nullopt;
  }
  copy.base = syntax::unparenthesized(subscript.value());
  copy.typed = model.type_of(copy.base);
  copy.buffer = model.buffer_of(copy.typed);
  // The bounds of an array's slice count items.
  if (!copy.buffer.slices_copy() || copy.buffer.may_be(Buffer::array)) {
    context.silent(node, "it is not known to be a buffer whose slices copy bytes");
    return std::nullopt;
  }
  return copy;
}

bool is_as_wide_as(semantics::Model& model, syntax::Subscript subscript, std::uint64_t bytes) {
  const semantics::Width width = model.width_of(subscript);
  return width.at_most == bytes && subscript.slice().upper();
}

bool bounds_do_more(syntax::Slice slice) {
  constexpr syntax::NodeId most_nodes = 64;
  const Node node = slice.node();
  if (node.after() - node.id() > most_nodes) return true;
  for (syntax::NodeId id = node.id(); id < node.after(); ++id) {
    const Node part = node.tree().node(id);
    if (part.is_any(Kind::named_expression, Kind::await, Kind::yield)) return true;
    if (part.is(Kind::call) && syntax::Call(part).function().text() != "len") return true;
  }
  return false;
}

bool Comparison::is_equality() const { return relation.is_any(Kind::token_equal_equal, Kind::token_bang_equal); }

bool Comparison::is_membership() const { return relation.is_any(Kind::token_in, Kind::token_not_in); }

bool Comparison::is_negated() const { return relation.is_any(Kind::token_bang_equal, Kind::token_not_in); }

Comparison comparison_of(Node node) {
  if (!node.is(Kind::comparison_operator)) return {};
  const Node left = node.first_child();
  const Node relation = left.next_sibling();
  const Node right = relation.next_sibling();
  if (!right || right.next_sibling()) return {};
  return {.left = left, .relation = relation, .right = right};
}

}  // namespace slicecop::engine
