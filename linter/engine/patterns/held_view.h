// Code that surely runs while a view of a buffer lives: what the rules about resizing and closing under a view need.
// semantics::Lifetimes answers the careful question, whether anything may change a buffer under a view; here one is
// wrong only with a way through the code that is certain.
#pragma once

#include <vector>

#include "semantics/model.h"
#include "syntax/tree.h"
#include "syntax/views.h"

namespace slicecop::engine {

/// The code of the nodes [first, end), in which nothing lets go of the view or binds its buffer anew.
struct HeldStretch {
  syntax::NodeId first = 0;
  syntax::NodeId end = 0;
  bool later_pass = false;  ///< the part of a loop before the view is made, which runs again
};

/// A view that something holds: a name, an attribute, `with memoryview(x):`, `for byte in memoryview(x):`.
struct HeldView {
  syntax::Node made;  ///< `memoryview(x)`, `x.getbuffer()`, or the slice of such a view
  syntax::Node base;  ///< x: a name or a chain of attributes
  syntax::Node by;    ///< the name or attribute as it is bound, or the statement
  std::vector<HeldStretch> under;
};

/// The buffer that `call` makes a view of: `x` of `memoryview(x)` and `x.getbuffer()`; no node where it makes none, or
/// of something that is no name or attribute.
syntax::Node viewed_by(semantics::Model& model, syntax::Call call);

/// Everything that holds the view that `made` (of which `base` is viewed) or a slice of it, in its function. Where the
/// constructor of a class puts it into an attribute that is never bound anew or released, the other methods are code
/// under the view, too.
std::vector<HeldView> holders_of(syntax::Call made, syntax::Node base);

/// The first event under the view: what `event_of` makes of a mention of the buffer, where that is a node. Code of
/// nested functions is left out: when it runs is not known.
template <typename EventOf>
syntax::Node first_under(const HeldView& view, EventOf&& event_of) {
  const syntax::Tree& tree = view.base.tree();
  for (const HeldStretch& stretch : view.under) {
    for (syntax::NodeId id = stretch.first; id < stretch.end;) {
      const syntax::Node node = tree.node(id);
      if (node.is_any(syntax::Kind::function_definition, syntax::Kind::lambda, syntax::Kind::class_definition)) {
        id = node.after();
        continue;
      }
      ++id;
      if (node.kind() != view.base.kind() || node.text() != view.base.text()) continue;
      if (const syntax::Node event = event_of(node)) return event;
    }
  }
  return {};
}

/// True where `view` is still held at the end of `with`, a statement around the place where it is made.
bool is_held_at_end(const HeldView& view, syntax::Node with);

}  // namespace slicecop::engine
