#include "engine/patterns/view_readers.h"

#include <algorithm>

#include "engine/patterns/followed_uses.h"
#include "engine/patterns/only_looked_at.h"
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

/// The argument of `call` that is the slice, by itself or by its name.
Node argument_for(semantics::Model& model, syntax::Call call, Node slice) {
  for (const Node argument : call.arguments().children()) {
    const Node value = syntax::unparenthesized(argument);
    if (value == slice || (value.is(syntax::Kind::identifier) && model.definition_of(value) == slice)) return argument;
  }
  return {};
}

/// True for `self._write(data[a:b])`, where the method writes it and does nothing else with it.
bool is_read_by_own_function(Context& context, const semantics::Use& use, Node slice, Node base, Buffer buffer) {
  const syntax::Call call(use.where);
  const bool immutable = buffer.only(Buffer::bytes);
  // The function may change what others have by a name, too.
  if (!call || !(immutable || base.is(syntax::Kind::identifier))) return false;
  const Node argument = argument_for(context.model(), call, slice);
  return argument && is_only_read(context.model(), argument, immutable);
}

bool takes_a_view(Context& context, const semantics::Use& use, Node slice, Node base, Buffer buffer) {
  switch (use.kind) {
    case UseKind::unknown:
      return is_read_by_own_function(context, use, slice, base, buffer);
    case UseKind::buffer_sink:
      return !context.model().takes_little(syntax::Call(use.where));
    case UseKind::assigned_into:
      return !is_into(use.where, base) && !is_copied_anyway(context.model(), use.where, buffer);
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

bool is_copied_anyway(semantics::Model& model, Node assignment, Buffer source) {
  const syntax::Subscript target(assignment.child(syntax::Field::left));
  if (!target.slice() || !assignment.is(syntax::Kind::assignment)) return false;
  return source.only(Buffer::bytearray) && model.buffer_of(target.value()).only(Buffer::bytearray);
}

std::vector<semantics::Use> view_readers(Context& context, Node slice, Node base, Buffer buffer) {
  // `data[a:][:n]`: one slice would do, of whatever it is.
  const syntax::Subscript again(syntax::with_parentheses(slice).parent());
  if (again.slice() && syntax::unparenthesized(again.value()) == slice) return {};
  semantics::Uses uses = followed_uses(context.model(), slice);
  if (!uses.complete) return {};
  for (const semantics::Use& use : uses.all) {
    if (!takes_a_view(context, use, slice, base, buffer)) return {};
  }
  std::erase_if(uses.all, [](const semantics::Use& use) { return use.kind == UseKind::measured; });
  return std::move(uses.all);
}

}  // namespace slicecop::engine
