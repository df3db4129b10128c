#include "semantics/changes.h"

#include <algorithm>
#include <array>

#include "semantics/buffers.h"
#include "semantics/sinks.h"
#include "semantics/targets.h"
#include "syntax/views.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

int gravity(ChangeKind kind) {
  constexpr std::array<int, 6> order{3, 5, 6, 4, 1, 2};  // by ChangeKind
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
    case Kind::attribute:
      return of_method(mention, parent);
    case Kind::argument_list:
    case Kind::keyword_argument:
      return of_argument(mention, parent);
    case Kind::with_item:
      return is_closed_by_block(mention) ? std::optional(Change{ChangeKind::closed, parent}) : std::nullopt;
    default:
      return of_aliases(mention, {0, syntax::no_node});
  }
}

std::optional<Change> Changes::of_method(Node mention, Node attribute) {
  const syntax::Call call(attribute.parent());
  if (mention.field() != Field::object || !call || call.function() != attribute) return {};
  const auto kind = change_by_method(syntax::Attribute(attribute).name());
  return kind ? std::optional(Change{*kind, call.node()}) : std::nullopt;
}

std::optional<Change> Changes::of_argument(Node mention, Node argument) {
  Node call = argument;
  while (call && !call.is(Kind::call)) call = call.parent();
  const Node function = syntax::Call(call).function();
  const std::string_view name = function.is(Kind::attribute) ? syntax::Attribute(function).name() : function.text();
  if (fills(name)) return Change{ChangeKind::items, call};
  if (--lookups_left_ < 0) return Change{ChangeKind::unknown, call};
  for (const Use& use : uses_.of(mention).all) {
    if (use.where != call) continue;
    if (use.kind == UseKind::unknown) return Change{ChangeKind::unknown, call};
    if (use.kind == UseKind::written) return Change{ChangeKind::items, call};
  }
  return {};
}

// `x = data; x.append(1)`: another name for the same object, as far as it is used in `stretch`.
std::optional<Change> Changes::of_aliases(Node mention, Stretch stretch) {
  // So many names for one buffer are not told apart.
  if (--lookups_left_ < 0) return Change{ChangeKind::unknown, mention.parent()};
  std::optional<Change> gravest;
  for (const Use& use : uses_.of(mention).all) {
    if (!stretch.contains(use.where)) continue;
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

void Changes::consider(std::optional<Change>& gravest, const std::optional<Change>& change) {
  if (change && (!gravest || gravity(change->kind) > gravity(gravest->kind))) gravest = change;
}

std::optional<Change> Changes::in(Node base, Stretch stretch) {
  constexpr int most_names = 4;
  base = syntax::unparenthesized(base);
  std::optional<Change> gravest;
  for (int names = 0; names < most_names && base.is_any(Kind::identifier, Kind::attribute); ++names) {
    // Whatever is done to bytes gives other bytes.
    const bool immutable = buffer_of(evaluator_, evaluator_.type_of(base).type).only(Buffer::bytes);
    const auto [known, fresh] = known_.try_emplace({stretch.first, stretch.end, base.text(), immutable});
    if (fresh) known->second = of_base(base, stretch, immutable);
    // Of what `base` is another name for, only what happens to the object counts.
    if (names == 0 || (known->second && known->second->kind != ChangeKind::rebound)) {
      consider(gravest, known->second);
    }
    if (immutable || !base.is(Kind::identifier)) break;
    base = syntax::unparenthesized(origins_.definition_of(base));
  }
  return gravest;
}

std::optional<Change> Changes::of_base(Node base, Stretch stretch, bool immutable) {
  lookups_left_ = most_lookups;
  const syntax::Tree& tree = evaluator_.tree();
  std::optional<Change> gravest;
  for (const syntax::NodeId id : mentions_.of(base.text(), stretch.first, stretch.end)) {
    const std::optional<Change> change = of_mention(tree.node(id));
    if (change && (!immutable || change->kind == ChangeKind::rebound)) consider(gravest, change);
  }
  consider(gravest, of_holders(base, stretch));
  if (immutable) return gravest;
  // Names that were given to it before.
  if (const Node function = syntax::enclosing_function(base); function && function.id() < stretch.first) {
    for (const syntax::NodeId id : mentions_.of(base.text(), function.id(), stretch.first)) {
      const Node mention = tree.node(id);
      const bool is_named = mention.parent().is_any(Kind::assignment, Kind::named_expression) && !is_target(mention);
      if (is_named) consider(gravest, of_aliases(mention, stretch));
    }
  }
  consider(gravest, of_others(base, stretch));
  return gravest;
}

// `self` and `self.a` of `self.a.b`, bound anew; and a method of the object that holds the buffer may do anything
// with it.
std::optional<Change> Changes::of_holders(Node base, Stretch stretch) {
  const syntax::Tree& tree = evaluator_.tree();
  std::optional<Change> gravest;
  Node holder = base.child(Field::object);
  for (bool nearest = true; holder.is_any(Kind::identifier, Kind::attribute); nearest = false) {
    for (const syntax::NodeId id : mentions_.of(holder.text(), stretch.first, stretch.end)) {
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

// A buffer that other code has, too: what runs while this function waits may change it. Where that code has it by its
// name, every function of this file may, also while a traceback keeps what this one held.
std::optional<Change> Changes::of_others(Node base, Stretch stretch) {
  constexpr syntax::NodeId most_nodes = 20'000;
  const Flow& flow = evaluator_.flow();
  const DefinitionId reaching = evaluator_.flow().reaching(base);
  if (reaching == no_definition) return {};
  const Definition definition = flow[reaching];
  const Variable variable = flow.variable(definition.variable);
  const bool has_name =
      definition.kind == DefinitionKind::outer || definition.kind == DefinitionKind::shared ||
      (variable.base == no_variable && evaluator_.scopes().is_captured(variable.atom, variable.scope));
  const bool is_own = definition.kind == DefinitionKind::assignment &&
                      evaluator_.tree().node(definition.value).is_any(Kind::call, Kind::string);
  if (is_own && !has_name) return {};

  const syntax::Tree& tree = evaluator_.tree();
  for (syntax::NodeId id = stretch.first; id < std::min<syntax::NodeId>(stretch.end, tree.size()); ++id) {
    const Node node = tree.node(id);
    const bool leaves = node.is_any(Kind::yield, Kind::await) || (has_name && node.is(Kind::raise_statement)) ||
                        id - stretch.first > most_nodes;
    const bool calls = has_name && node.is(Kind::call) && names_.of_callee(syntax::Call(node)).empty();
    if (leaves || calls) return Change{ChangeKind::unknown, node};
  }
  return {};
}

// `with` closes an mmap, releases a view and frees the memory of a BytesIO; other classes may do anything.
bool Changes::is_closed_by_block(Node base) {
  const Type type = evaluator_.type_of(base).type;
  return evaluator_.is_instance(type, Known::mmap) || evaluator_.is_instance(type, Known::memoryview) ||
         evaluator_.is_instance(type, Known::bytes_io);
}

}  // namespace slicecop::semantics
