#include "engine/view_readers.h"

#include <algorithm>

#include "engine/followed_uses.h"
#include "syntax/views.h"

namespace slicecop::engine {

namespace {

using semantics::Buffer;
using semantics::UseKind;
using syntax::Node;

/// `data[:4] = data[4:8]`, `data += data[:4]`: where that resizes `data`, a view of it would make it raise.
bool is_into(Node assignment, Node base) {
  const Node target = assignment.child(syntax::Field::left);
  const syntax::Subscript part(target);
  return (part ? part.value() : target).text() == base.text();
}

bool takes_a_view(Context& context, const semantics::Use& use, Node base, Buffer buffer) {
  switch (use.kind) {
    case UseKind::buffer_sink:
      return !context.model().takes_little(syntax::Call(use.where));
    case UseKind::assigned_into:
      return !is_into(use.where, base);
    case UseKind::measured:
      return true;
    case UseKind::kept:
      // A transport keeps what it is given: what may be written later must be copied for it. Other keepers gain
      // nothing.
      return buffer.only(Buffer::bytes) && context.model().callee_name(syntax::Call(use.where)).starts_with("asyncio.");
    default:
      return false;
  }
}

}  // namespace

std::vector<semantics::Use> view_readers(Context& context, Node slice, Node base, Buffer buffer) {
  semantics::Uses uses = followed_uses(context.model(), slice);
  if (!uses.complete) return {};
  for (const semantics::Use& use : uses.all) {
    if (!takes_a_view(context, use, base, buffer)) return {};
  }
  std::erase_if(uses.all, [](const semantics::Use& use) { return use.kind == UseKind::measured; });
  return std::move(uses.all);
}

}  // namespace slicecop::engine
