#include "semantics/lifetimes.h"

#include <algorithm>
#include <vector>

#include "semantics/buffers.h"
#include "syntax/views.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

bool ends_code(Node node) {
  return node.is_any(Kind::function_definition, Kind::class_definition, Kind::lambda, Kind::module);
}

bool is_loop(Node node) {
  return node.is_any(Kind::for_statement, Kind::while_statement) || syntax::is_comprehension(node.kind());
}

// What may run after `node` in its function: what follows, the other branches of an `if` left out, and all of the loops
// around it.
std::vector<Stretch> stretches_after(Node node) {
  std::vector<Stretch> stretches;
  syntax::NodeId first = syntax::enclosing_statement(node).id();
  Node at = node;
  for (Node around = node.parent(); around && !ends_code(around); around = at.parent()) {
    if (is_loop(around)) {
      stretches.clear();
      first = std::min(first, around.id());
    } else if (around.is(Kind::if_statement) && at.field() != Field::condition) {
      stretches.push_back({first, at.after()});
      first = around.after();
    }
    at = around;
  }
  const bool of_module = at.parent().is(Kind::module);
  stretches.push_back({first, of_module ? at.parent().after() : at.after()});
  return stretches;
}

// The `with` item that binds or is `base`.
Node item_of(Node with, Node base) {
  const Node clause = with.first_child();
  for (Node item : clause.children()) {
    const Node value = syntax::unparenthesized(item.first_child());
    const bool binds = value.is(Kind::as_pattern);
    for (const Node part : value.children()) {
      if (binds && part.is(Kind::as_pattern_target) && part.text() == base.text()) return item;
    }
    if (value.text() == base.text()) return item;
  }
  return {};
}

}  // namespace

std::optional<Change> Lifetimes::changed_after(Node base, Node node) {
  std::optional<Change> gravest;
  for (const Stretch stretch : stretches_after(node)) Changes::consider(gravest, changes_.in(base, stretch));
  Changes::consider(gravest, closed_by_block(base, node));
  if (!gravest && buffer_of(evaluator_, evaluator_.type_of(base).type).may_be(Buffer::mmap)) {
    gravest = Change{ChangeKind::shared, base};
  }
  return gravest;
}

// A `with` around the node that closes the buffer at its end.
std::optional<Change> Lifetimes::closed_by_block(Node base, Node node) {
  for (Node around = node.parent(); around && !ends_code(around); around = around.parent()) {
    if (!around.is(Kind::with_statement)) continue;
    const Node item = item_of(around, base);
    if (item && changes_.is_closed_by_block(base)) return Change{ChangeKind::closed, item};
  }
  return {};
}

}  // namespace slicecop::semantics
