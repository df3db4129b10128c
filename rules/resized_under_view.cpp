// A buffer that is resized while a view of it lives.
#include <optional>
#include <string>
#include <string_view>

#include "engine/context.h"
#include "engine/patterns/certain_view.h"
#include "engine/patterns/expected_error.h"
#include "engine/patterns/held_view.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using semantics::Buffer;
using syntax::Attribute;
using syntax::AugmentedAssignment;
using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

bool resizes(std::string_view method) {
  for (const std::string_view name : {"append", "extend", "insert", "pop", "remove", "clear", "resize", "frombytes",
                                      "fromlist", "fromfile", "fromunicode"}) {
    if (method == name) return true;
  }
  return false;
}

bool is_deleted(Node node) {
  Node parent = node.parent();
  while (parent.is_any(Kind::expression_list, Kind::tuple)) parent = parent.parent();
  return parent.is(Kind::delete_statement);
}

/// What resizes the buffer that `mention` names; no node where nothing is sure to.
Node resizing(Node mention) {
  const Node parent = mention.parent();
  if (const AugmentedAssignment grown(parent); grown && mention.field() == Field::left) {
    const bool changes_size =
        grown.operator_kind() == Kind::token_plus_equal || grown.operator_kind() == Kind::token_star_equal;
    return changes_size ? parent : Node{};
  }
  if (const Attribute method(parent); method && mention.field() == Field::object) {
    const Call call(parent.parent());
    return call && call.function() == parent && resizes(method.name()) ? call.node() : Node{};
  }
  const syntax::Subscript part(parent);
  if (!part || mention.field() != Field::value) return {};
  if (is_deleted(parent)) return parent.parent();
  const syntax::Assignment assignment(parent.parent());
  const bool empties = part.slice() && !part.slice().step() && assignment && parent.field() == Field::left &&
                       syntax::is_bytes_literal(assignment.right()) &&
                       syntax::string_content(assignment.right()).empty() && assignment.right().text().size() <= 4;
  return empties ? assignment.node() : Node{};
}

/// True for what has a size of its own that a view forbids to change.
bool can_be_resized(Context& context, const semantics::Typed& typed) {
  if (typed.evidence == types::Evidence::consumer || typed.evidence == types::Evidence::name) return false;
  const Buffer buffer = context.model().buffer_of(typed);
  return buffer.only(Buffer::bytearray) || buffer.only(Buffer::array) || buffer.only(Buffer::mmap);
}

Node first_resizing(const HeldView& view) {
  return first_under(view, [](Node mention) {
    const Node event = resizing(mention);
    return event && !is_error_expected(event, "BufferError") ? event : Node{};
  });
}

std::string held_by(const HeldView& view) {
  if (view.by.is(Kind::with_statement)) return "inside this `with`";
  if (view.by.is(Kind::for_statement)) return "while this loop runs over a view of it";
  return "while " + code(view.by) + " is a view of it";
}

std::string release(const HeldView& view) {
  if (view.by.is(Kind::with_statement)) return "resize it behind the block";
  if (view.by.is(Kind::for_statement)) return "resize it behind the loop";
  return "call " + code(std::string(view.by.text()) + ".release()") + " before";
}

void check(Context& context, Call call) {
  const Node base = viewed_by(context.model(), call);
  if (!base || !call.function().is(Kind::identifier)) return;
  const semantics::Typed typed = context.model().type_of(base);
  if (!can_be_resized(context, typed)) return;
  for (const HeldView& view : holders_of(call, base)) {
    const Node event = first_resizing(view);
    if (!event) continue;
    const bool later =
        event.id() < call.node().id() && syntax::enclosing_function(event) == syntax::enclosing_function(call.node());
    Report report{
        .where = event,
        .message = code(event) + " resizes " + code(base) + ' ' + held_by(view) +
                   (later ? ", from the pass before" : "") + ", which raises BufferError; " + release(view),
        .typed = typed,
        .cost = {},
        .notes = {{.message = "the view is made here", .range = call.range()}},
    };
    context.report(std::move(report));
    return;
  }
  context.silent(call.node(), "nothing is sure to resize the buffer while this view lives");
}

}  // namespace

extern constexpr Rule resized_under_view{
    .group = Group::views,
    .severity = Severity::warning,
    .summary = "buffer resized while a view of it lives",
    .why =
        R"(A bytearray, an `array.array` and an mmap cannot change their size while a memoryview of them, or a slice of one, exists:
`append`, `extend`, `+=`, `del buffer[:n]`, `pop` and `clear` raise `BufferError: Existing exports of data: object cannot be
re-sized` (CPython 3.8 to 3.13). A view lives as long as a name, an attribute, a container or a suspended generator holds
it: a name in a loop holds that of the pass before, and a `with memoryview(buffer) as view:` releases `view`, but not the
slices that were taken of it.

Release the view before, best by a `with` block around its uses; or resize first and make the view then.

Reported only where a way through the code is sure to come by with the view alive. Silent where the view is released,
deleted or bound anew in between, where BufferError is caught or a test waits for it, and where the view left its function.)",
    .gains_from = 0,
    .supersedes = {},
    .bad = R"(def take(buffer: bytearray, count: int) -> bytes:
    view = memoryview(buffer)
    head = bytes(view[:count])
    del buffer[:count]
    return head


buffer = bytearray(b"headbody")
try:
    result = take(buffer, 4)
except BufferError:
    result = b"head"
)",
    .good = R"(def take(buffer: bytearray, count: int) -> bytes:
    with memoryview(buffer) as view:
        head = bytes(view[:count])
    del buffer[:count]
    return head


buffer = bytearray(b"headbody")
try:
    result = take(buffer, 4)
except BufferError:
    result = b"head"
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
