// An mmap that is closed, or a BytesIO that is closed or written, while a view of it lives.
#include <optional>
#include <string>
#include <string_view>

#include "engine/context.h"
#include "engine/patterns/expected_error.h"
#include "engine/patterns/held_view.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using semantics::Buffer;
using syntax::Attribute;
using syntax::Call;
using syntax::Field;
using syntax::Kind;
using syntax::Node;

/// An mmap, or a BytesIO by `getbuffer`.
enum class Closes : std::uint8_t { nothing, mmap, bytes_io };

Closes closes(Context& context, Call made, const semantics::Typed& base) {
  if (base.evidence == types::Evidence::consumer || base.evidence == types::Evidence::name) return Closes::nothing;
  if (made.function().is(Kind::attribute)) return Closes::bytes_io;
  const Buffer buffer = context.model().buffer_of(base);
  return buffer.only(Buffer::mmap) && !buffer.optional ? Closes::mmap : Closes::nothing;
}

bool is_refused(Closes kind, std::string_view method) {
  if (method == "close") return true;
  return kind == Closes::bytes_io && (method == "write" || method == "writelines" || method == "truncate");
}

/// The call that the view forbids, of the buffer that `mention` names.
Node refused(Closes kind, Node mention) {
  const Attribute method(mention.parent());
  if (!method || mention.field() != Field::object || !is_refused(kind, method.name())) return {};
  const Call call(method.node().parent());
  return call && call.function() == method.node() ? call.node() : Node{};
}

/// The `with` statement around `node` that closes `base` at its end.
Node closing_block(Node node, Node base) {
  for (Node around = node.parent(); around; around = around.parent()) {
    if (around.is_any(Kind::function_definition, Kind::lambda, Kind::class_definition)) return {};
    if (!around.is(Kind::with_statement) || !around.child(Field::body).contains(node)) continue;
    for (const Node item : around.first_child().children()) {
      const Node value = item.first_child();
      const Node target = value.is(Kind::as_pattern) ? value.child(1U).first_child() : value;
      if (target.text() == base.text()) return around;
    }
  }
  return {};
}

std::string held_by(const HeldView& view) {
  if (view.by.is(Kind::with_statement)) return "inside the `with` of a view of it";
  if (view.by.is(Kind::for_statement)) return "while a loop runs over a view of it";
  return "while " + code(view.by) + " is a view of it";
}

std::string release(const HeldView& view) {
  const bool is_block = view.by.is_any(Kind::with_statement, Kind::for_statement);
  return is_block ? "do it behind the block" : "call " + code(std::string(view.by.text()) + ".release()") + " before";
}

/// How a view ends before the block does: in a block of its own, or, where it has one, its slices too.
std::string end_before(Call made, const HeldView& view) {
  const std::string name(view.by.text());
  if (view.made == made.node()) return "write " + code("with " + std::string(made.text()) + " as " + name + ":");
  return "call " + code(name + ".release()") + " before";
}

void report(Context& context, Node where, const semantics::Typed& typed, std::string message, Note note) {
  context.report(
      {.where = where, .message = std::move(message), .typed = typed, .cost = {}, .notes = {std::move(note)}});
}

void check(Context& context, Call call) {
  const Node base = viewed_by(context.model(), call);
  if (!base) return;
  const semantics::Typed typed = context.model().type_of(base);
  const Closes kind = closes(context, call, typed);
  if (kind == Closes::nothing) return;
  const Node block = closing_block(call.node(), base);
  for (const HeldView& view : holders_of(call, base)) {
    const Node event = first_under(view, [&](Node mention) {
      const Node closing = refused(kind, mention);
      return closing && !is_error_expected(closing, "BufferError") ? closing : Node{};
    });
    if (event) {
      const bool writes = Attribute(Call(event).function()).name() != "close";
      report(context, event, typed,
             code(event) + (writes ? " writes " : " closes ") + code(base) + ' ' + held_by(view) +
                 ", which raises BufferError; " + release(view),
             {.message = "the view is made here", .range = call.range()});
      return;
    }
    if (block && is_held_at_end(view, block) && !is_error_expected(block, "BufferError")) {
      report(context, call.node(), typed,
             code(view.by) + " still is a view of " + code(base) +
                 " where the `with` block closes it, which raises BufferError; " + end_before(call, view),
             {.message = "closed at the end of this block",
              .range = {.start = block.range().start, .end = block.first_child().range().end}});
      return;
    }
  }
  context.silent(call.node(), "nothing is sure to close the buffer while this view lives");
}

}  // namespace

extern constexpr Rule closed_under_view{
    .group = Group::views,
    .severity = Severity::warning,
    .summary = "buffer closed while a view of it lives",
    .why =
        R"(An mmap cannot be closed while a memoryview of it, or a slice of one, exists: `close()`, and the end of
`with mmap.mmap(...) as mapped:`, raise `BufferError: cannot close exported pointers exist`. A BytesIO whose buffer is
exported by `getbuffer()` can be neither closed nor written to nor truncated: `BufferError: Existing exports of data: object
cannot be re-sized` (CPython 3.8 to 3.13). At the end of a `with` block the names in it are all still there, on the way out
by `return` and by an exception as well: then the BufferError hides the first one.

Make the view in a `with` block of its own, `with memoryview(mapped) as view:`, and copy what leaves it; a slice of it must be
gone by then, too.

Reported only where a way through the code is sure to come by with the view alive. Silent where the view is released,
deleted or bound anew before, where BufferError is caught or a test waits for it, and where the view left its function.)",
    .gains_from = 0,
    .supersedes = {},
    .bad = R"(import mmap
import zlib


def checksum(mapped: mmap.mmap) -> int:
    view = memoryview(mapped)
    result = zlib.crc32(view[16:])
    mapped.close()
    return result


try:
    result = checksum(mmap.mmap(-1, 4096))
except BufferError:
    result = zlib.crc32(bytes(4080))
)",
    .good = R"(import mmap
import zlib


def checksum(mapped: mmap.mmap) -> int:
    with memoryview(mapped) as view, view[16:] as body:
        result = zlib.crc32(body)
    mapped.close()
    return result


try:
    result = checksum(mmap.mmap(-1, 4096))
except BufferError:
    result = zlib.crc32(bytes(4080))
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
