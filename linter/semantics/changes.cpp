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
  // Whatever is done to bytes gives other bytes.
  const bool immutable = buffer_of(evaluator_, evaluator_.type_of(base).type).only(Buffer::bytes);
  const auto [known, fresh] = known_.try_emplace({region.id(), base.text(), immutable});
  if (fresh) known->second = find(base, region, immutable);
  return known->second;
}

std::optional<Change> Changes::find(Node base, Node region, bool immutable) {
  lookups_left_ = most_lookups;
  const syntax::Tree& tree = evaluator_.tree();
  std::optional<Change> gravest;
  for (const syntax::NodeId id : mentions_.of(base.text(), region)) {
    const std::optional<Change> change = of_mention(tree.node(id));
    if (change && (!immutable || change->kind == ChangeKind::rebound)) consider(gravest, *change);
  }
  // `self` and `self.a` of `self.a.b`, bound anew; and a method of the object that holds the buffer may do anything
  // with it.
  Node holder = base.child(Field::object);
  for (bool nearest = true; holder.is_any(Kind::identifier, Kind::attribute); nearest = false) {
    for (const syntax::NodeId id : mentions_.of(holder.text(), region)) {
      const Node mention = tree.node(id);
      if (is_target(mention)) consider(gravest, Change{ChangeKind::rebound, mention.parent()});
      const syntax::Call call(mention.parent().parent());
      const bool calls_method = mention.parent().is(Kind::attribute) && call && call.function() == mention.parent();
      if (nearest && calls_method) consider(gravest, Change{ChangeKind::unknown, call.node()});
    }
    holder = holder.child(Field::object);
  }
  return gravest;
}

}  // namespace slicecop::semantics
