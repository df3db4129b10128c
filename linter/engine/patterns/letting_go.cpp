#include "engine/patterns/letting_go.h"

#include "semantics/targets.h"
#include "syntax/views.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;
using syntax::NodeId;

namespace {

std::string_view root_of(Node place) {
  return place.is(Kind::attribute) ? place.text().substr(0, place.text().find('.')) : std::string_view{};
}

bool is_same(Node node, Node place) { return place && node.kind() == place.kind() && node.text() == place.text(); }

/// `view = view[n:]`: another view of the same memory.
bool is_cut_down(Node mention) {
  const syntax::Assignment assignment(mention.parent());
  if (!assignment || assignment.left() != mention) return false;
  const syntax::Subscript part(assignment.right());
  return part.slice() && is_same(part.value(), mention);
}

/// Given to somebody who may release it: a caller that waits for it, `stack.enter_context(view)`, `release(view)`.
bool is_handed_over(Node mention) {
  if (mention.parent().is(Kind::yield)) return true;
  const std::string_view function = syntax::Call(mention.parent().parent()).function().text();
  const auto says = [&](std::string_view word) { return function.find(word) != std::string_view::npos; };
  return mention.parent().is(Kind::argument_list) &&
         (says("release") || says("close") || says("enter_context") || says("push") || says("free"));
}

/// `global view`, `nonlocal view`
bool is_declared_elsewhere(Node node) { return node.parent().is_any(Kind::global_statement, Kind::nonlocal_statement); }

}  // namespace

LettingGo::LettingGo(Node by, Node base) : by_(by), base_(base) {
  holder_ = root_of(by);
  if (holder_.empty()) holder_ = root_of(base);
}

bool LettingGo::is_bound(Node mention) {
  return semantics::is_target(mention) || is_declared_elsewhere(mention) ||
         mention.parent().is_any(Kind::except_clause, Kind::as_pattern_target);
}

bool LettingGo::is_let_go(Node mention) {
  if (is_bound(mention)) return true;
  const Node parent = mention.parent();
  if (syntax::Attribute(parent).name() == "release" && mention.field() == syntax::Field::object) return true;
  return parent.is(Kind::with_item) || parent.parent().is(Kind::with_item);
}

bool LettingGo::ends_at(Node node) const {
  if (is_same(node, by_)) return (is_let_go(node) && !is_cut_down(node)) || is_handed_over(node);
  if (is_same(node, base_)) return is_bound(node);
  if (holder_.empty()) return false;
  // Other code has what an attribute holds: a method of the object, what it is handed to, and whatever runs meanwhile.
  if (node.is_any(Kind::await, Kind::yield)) return true;
  if (!node.is(Kind::identifier) || node.text() != holder_) return false;
  const Node parent = node.parent();
  if (parent.is_any(Kind::argument_list, Kind::keyword_argument) || is_bound(node)) return true;
  const syntax::Call call(parent.parent());
  return parent.is(Kind::attribute) && call && call.function() == parent;
}

NodeId LettingGo::first_in(const syntax::Tree& tree, NodeId first, NodeId end) const {
  for (NodeId id = first; id < end; ++id) {
    if (ends_at(tree.node(id))) return id;
  }
  return end;
}

}  // namespace slicecop::engine
