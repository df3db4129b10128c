#include "semantics/changes.h"

#include <algorithm>
#include <array>

#include "semantics/buffers.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

int gravity(ChangeKind kind) {
  constexpr std::array<int, 5> order{2, 4, 5, 3, 1};  // by ChangeKind
  return order[static_cast<std::size_t>(kind)];
}

std::optional<ChangeKind> change_by_method(std::string_view method) {
  for (const std::string_view name : {"append", "extend", "clear", "pop", "insert", "remove", "resize", "frombytes",
                                      "fromlist", "fromfile", "truncate"}) {
    if (method == name) return ChangeKind::resized;
  }
  for (const std::string_view name : {"reverse", "byteswap", "write", "write_byte", "move"}) {
    if (method == name) return ChangeKind::items;
  }
  if (method == "close" || method == "release") return ChangeKind::closed;
  return {};
}

// readinto, recv_into, recvfrom_into, pack_into: they fill what they are handed.
bool fills(std::string_view function) {
  return function.ends_with("into") || function.ends_with("into1") || function.ends_with("from_buffer");
}

bool is_target(syntax::Node node) {
  for (syntax::Node at = node; at; at = at.parent()) {
    const syntax::Node parent = at.parent();
    if (parent.is_any(Kind::assignment, Kind::for_statement, Kind::for_in_clause)) return at.field() == Field::left;
    if (parent.is_any(Kind::named_expression)) return at.field() == Field::name;
    if (parent.is_any(Kind::as_pattern_target, Kind::delete_statement)) return true;
    if (!parent.is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern, Kind::tuple, Kind::expression_list,
                       Kind::list_splat_pattern)) {
      return false;
    }
  }
  return false;
}

}  // namespace

std::optional<Change> Changes::of_mention(Node mention) {
  if (is_target(mention)) return Change{ChangeKind::rebound, mention.parent()};
  const Node parent = syntax::with_parentheses(mention).parent();
  switch (parent.kind()) {
    case Kind::augmented_assignment: {
      if (mention.field() != Field::left) return {};
      const Buffer buffer = buffer_of(evaluator_, evaluator_.type_of(mention).type);
      const bool in_place = !buffer.only(Buffer::bytes);
      return Change{in_place ? ChangeKind::resized : ChangeKind::rebound, parent};
    }
    case Kind::subscript:
      if (mention.field() != Field::value) return {};
      if (parent.parent().is(Kind::delete_statement) || parent.parent().parent().is(Kind::delete_statement)) {
        return Change{ChangeKind::resized, parent};
      }
      if (is_target(parent) || (parent.parent().is(Kind::augmented_assignment) && parent.field() == Field::left)) {
        return Change{syntax::Subscript(parent).slice() ? ChangeKind::resized : ChangeKind::items, parent};
      }
      return {};
    case Kind::attribute: {
      const syntax::Call call(parent.parent());
      if (mention.field() != Field::object || !call || call.function() != parent) return {};
      const auto kind = change_by_method(syntax::Attribute(parent).name());
      return kind ? std::optional(Change{*kind, call.node()}) : std::nullopt;
    }
    case Kind::argument_list:
    case Kind::keyword_argument: {
      Node list = parent;
      while (list && !list.is(Kind::call)) list = list.parent();
      const Node function = syntax::Call(list).function();
      const std::string_view name = function.is(Kind::attribute) ? syntax::Attribute(function).name() : function.text();
      if (fills(name)) return Change{ChangeKind::items, list};
      for (const Use& use : uses_.of(mention).all) {
        if (use.where == list && use.kind == UseKind::unknown) return Change{ChangeKind::unknown, list};
      }
      return {};
    }
    default:
      return {};
  }
}

std::optional<Change> Changes::in(Node base, Node region) {
  base = syntax::unparenthesized(base);
  if (!base.is_any(Kind::identifier, Kind::attribute) || !region) return {};
  const std::string_view text = base.text();
  // A method of the object that holds the buffer may do anything with it.
  const std::string_view holder =
      base.is(Kind::attribute) ? syntax::Attribute(base).object().text() : std::string_view{};
  std::optional<Change> gravest;
  const auto consider = [&](const std::optional<Change>& change) {
    if (change && (!gravest || gravity(change->kind) > gravity(gravest->kind))) gravest = change;
  };
  for (syntax::NodeId id = region.id(); id < region.after(); ++id) {
    const Node node = evaluator_.tree().node(id);
    if (node.kind() == base.kind() && node.text() == text && node.field() != Field::attribute)
      consider(of_mention(node));
    if (holder.empty() || !node.is(Kind::call)) continue;
    const syntax::Attribute method(syntax::Call(node).function());
    if (method && method.object().text() == holder) consider(Change{ChangeKind::unknown, node});
  }
  return gravest;
}

}  // namespace slicecop::semantics
