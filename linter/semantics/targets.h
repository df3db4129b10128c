// What a statement binds: the names and attributes in the patterns of assignments, loops, `with`, imports, ...
#pragma once

#include "syntax/tree.h"

namespace slicecop::semantics {

/// Calls `visit(node)` for every identifier and attribute that the target pattern `pattern` binds: `a`, `x.y`, both in
/// `a, (b, *c)`. Subscripts bind nothing. Order as written.
template <typename Visit>
void each_target(syntax::Node pattern, Visit&& visit) {
  if (!pattern) return;
  const syntax::Tree& tree = pattern.tree();
  const syntax::NodeId end = pattern.after();
  for (syntax::NodeId id = pattern.id(); id < end;) {
    const syntax::Node node = tree.node(id);
    switch (node.kind()) {
      case syntax::Kind::identifier:
      case syntax::Kind::attribute:
        visit(node);
        id = node.after();
        break;
      case syntax::Kind::subscript:
      case syntax::Kind::call:
        id = node.after();
        break;
      default:
        ++id;
    }
  }
}

/// The names that a `case` pattern captures.
template <typename Visit>
void each_capture(syntax::Node pattern, Visit&& visit) {
  const syntax::Tree& tree = pattern.tree();
  for (syntax::NodeId id = pattern.id(); id < pattern.after(); ++id) {
    const syntax::Node node = tree.node(id);
    if (!node.is(syntax::Kind::identifier)) continue;
    const syntax::Node parent = node.parent();
    // A dotted name is a capture where it is one name that stands as a pattern, not the class of a class pattern.
    const bool captured =
        parent.is(syntax::Kind::dotted_name)
            ? parent.after() == parent.id() + 2 &&
                  parent.parent().is_any(syntax::Kind::case_pattern, syntax::Kind::keyword_pattern)
            : parent.is_any(syntax::Kind::as_pattern, syntax::Kind::splat_pattern, syntax::Kind::as_pattern_target);
    if (captured && node.text() != "_") visit(node);
  }
}

/// True where `node` (a name, an attribute, an item or a slice) is what a statement binds, writes or deletes, also in a
/// pattern. What an augmented assignment changes is read as well, and no target here.
inline bool is_target(syntax::Node node) {
  using syntax::Kind;
  for (syntax::Node at = node; at; at = at.parent()) {
    const syntax::Node parent = at.parent();
    if (parent.is_any(Kind::assignment, Kind::for_statement, Kind::for_in_clause)) {
      return at.field() == syntax::Field::left;
    }
    if (parent.is(Kind::named_expression)) return at.field() == syntax::Field::name;
    if (parent.is_any(Kind::as_pattern_target, Kind::delete_statement)) return true;
    if (!parent.is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern, Kind::tuple, Kind::expression_list,
                       Kind::list_splat_pattern)) {
      return false;
    }
  }
  return false;
}

}  // namespace slicecop::semantics
