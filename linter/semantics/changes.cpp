#include "semantics/changes.h"

#include <algorithm>
#include <array>

#include "semantics/buffers.h"
#include "semantics/sinks.h"
#include "semantics/targets.h"

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

bool is_deleted(syntax::Node node) {
  do {
    node = node.parent();
  } while (node.is_any(Kind::expression_list, Kind::tuple));
  return node.is(Kind::delete_statement);
}

// `self` and `self.a` of `self.a.b`.
bool is_before_a_dot(syntax::Node node, syntax::Node chain) {
  while (chain.is(Kind::attribute)) {
    chain = chain.child(Field::object);
    if (chain.kind() == node.kind() && chain.text() == node.text()) return true;
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
      if (is_target(parent) || (parent.parent().is(Kind::augmented_assignment) && parent.field() == Field::left)) {
        const bool resizes = syntax::Subscript(parent).slice() || is_deleted(parent);
        return Change{resizes ? ChangeKind::resized : ChangeKind::items, parent};
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
      if (--lookups_left_ < 0) return Change{ChangeKind::unknown, list};
      for (const Use& use : uses_.of(mention).all) {
        if (use.where == list && use.kind == UseKind::unknown) return Change{ChangeKind::unknown, list};
      }
      return {};
    }
    default:
      return of_aliases(mention);
  }
}

// `x = data; x.append(1)`: another name for the same object.
std::optional<Change> Changes::of_aliases(Node mention) {
  // So many names for one buffer are not told apart.
  if (--lookups_left_ < 0) return Change{ChangeKind::unknown, mention.parent()};
  std::optional<Change> gravest;
  for (const Use& use : uses_.of(mention).all) {
    if (use.kind == UseKind::unknown) consider(gravest, Change{ChangeKind::unknown, use.where});
    if (use.kind == UseKind::rebound) consider(gravest, Change{ChangeKind::resized, use.where});  // x += b"..."
    if (use.kind != UseKind::written) continue;
    const syntax::Attribute method(syntax::Call(use.where).function());
    const auto by_method = method ? change_by_method(method.name()) : std::nullopt;
    const bool resizes = syntax::Subscript(use.where).slice() || is_deleted(use.where);
    consider(gravest, Change{by_method.value_or(resizes ? ChangeKind::resized : ChangeKind::items), use.where});
  }
  return gravest;
}

void Changes::consider(std::optional<Change>& gravest, Change change) {
  if (!gravest || gravity(change.kind) > gravity(gravest->kind)) gravest = change;
}

std::optional<Change> Changes::in(Node base, Node region) {
  base = syntax::unparenthesized(base);
  if (!base.is_any(Kind::identifier, Kind::attribute) || !region) return {};
  const std::string_view text = base.text();
  lookups_left_ = most_lookups;
  // A method of the object that holds the buffer may do anything with it.
  const std::string_view holder =
      base.is(Kind::attribute) ? syntax::Attribute(base).object().text() : std::string_view{};
  // Whatever is done to bytes gives other bytes.
  const bool immutable = buffer_of(evaluator_, evaluator_.type_of(base).type).only(Buffer::bytes);
  std::optional<Change> gravest;
  for (syntax::NodeId id = region.id(); id < region.after(); ++id) {
    const Node node = evaluator_.tree().node(id);
    const bool other_name =
        node.field() == Field::attribute || (node.field() == Field::name && node.parent().is(Kind::keyword_argument));
    if (node.is_any(Kind::identifier, Kind::attribute) && !other_name) {
      const bool is_base = node.kind() == base.kind() && node.text() == text;
      if (is_base) {
        const std::optional<Change> change = of_mention(node);
        if (change && (!immutable || change->kind == ChangeKind::rebound)) consider(gravest, *change);
      } else if (is_before_a_dot(node, base) && is_target(node)) {
        consider(gravest, Change{ChangeKind::rebound, node.parent()});
      }
    }
    if (holder.empty() || !node.is(Kind::call)) continue;
    const syntax::Attribute method(syntax::Call(node).function());
    if (method && method.object().text() == holder) consider(gravest, Change{ChangeKind::unknown, node});
  }
  return gravest;
}

}  // namespace slicecop::semantics
