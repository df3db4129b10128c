// A write into a view of what cannot be written: bytes, or a view made read-only.
#include <optional>
#include <string>
#include <string_view>

#include "engine/context.h"
#include "engine/patterns/certain_view.h"
#include "engine/patterns/expected_error.h"
#include "engine/patterns/repeated.h"
#include "engine/patterns/view_origin.h"
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
using syntax::Subscript;

struct Write : syntax::View<Kind::assignment, Kind::augmented_assignment, Kind::call> {
  using View::View;
};

/// Which argument of a call is filled, by the last part of the callee's name.
std::optional<std::uint32_t> filled(std::string_view function) {
  for (const std::string_view name :
       {"readinto", "readinto1", "recv_into", "recvfrom_into", "readinto_exactly", "from_buffer"}) {
    if (function == name) return 0;
  }
  return std::nullopt;
}

/// Why nothing can be written through `view`; nothing where it may be possible.
std::optional<Note> forbidding(semantics::Model& model, Node view) {
  const std::optional<ViewOrigin> origin = origin_of_view(model, view);
  if (!origin) return std::nullopt;
  if (origin->read_only) return Note{.message = "made read-only here", .range = origin->read_only.range()};
  const semantics::Typed typed = model.type_of(origin->base);
  using types::Evidence;
  if (typed.evidence == Evidence::consumer || typed.evidence == Evidence::name || typed.evidence == Evidence::call) {
    return std::nullopt;
  }
  // What is to be filled can be written, whatever its annotation says: `def readinto(self, b: bytes)`.
  const syntax::FunctionDefinition function(syntax::enclosing_function(view));
  if (filled(function.name().text()) && is_parameter(origin->base)) return std::nullopt;
  const Buffer buffer = model.buffer_of(typed);
  if (!buffer.only(Buffer::bytes) || buffer.optional) return std::nullopt;
  return Note{.message = "a view of bytes, which cannot be written", .range = origin->base.range()};
}

void look_at(Context& context, Node where, Node view, const std::string& what) {
  const CertainView known = certain_view(context, view);
  if (!known.alone || known.optional || is_error_expected(where, "TypeError")) return;
  std::optional<Note> note = forbidding(context.model(), view);
  if (!note) return;
  context.report({.where = where,
                  .message = what + " raises TypeError: " + code(view) +
                             (note->message.starts_with("made") ? " is read-only" : " is a view of bytes") +
                             "; view a `bytearray` to write into",
                  .typed = known.typed,
                  .cost = {},
                  .notes = {*std::move(note)}});
}

void check_call(Context& context, Call call) {
  const Attribute method(call.function());
  if (!method || call.has_splat()) return;
  std::optional<std::uint32_t> index = filled(method.name());
  if (method.name() == "pack_into") {
    const std::string_view callee = context.model().callee_name(call);
    if (callee == "struct.pack_into") index = 1;
    if (callee == "struct.Struct.pack_into") index = 0;
  }
  if (!index) return;
  const Node view = syntax::unparenthesized(call.positional(*index));
  if (view.is(Kind::keyword_argument)) return;
  if (view) look_at(context, call.node(), view, code(call.function()) + " into " + code(view));
}

void check_target(Context& context, Node target) {
  const Subscript item(target);
  if (!item) return;
  look_at(context, target, item.value(), "writing to " + code(target));
}

void check(Context& context, Write write) {
  const Node node = write.node();
  if (node.is(Kind::call)) {
    check_call(context, Call(node));
    return;
  }
  const Node left = node.child(Field::left);
  if (!left.is_any(Kind::pattern_list, Kind::tuple_pattern)) {
    check_target(context, left);
    return;
  }
  for (const Node target : left.children()) check_target(context, target);
}

}  // namespace

extern constexpr Rule write_to_readonly_view{
    .group = Group::views,
    .severity = Severity::warning,
    .summary = "write into a view that is read-only",
    .why =
        R"(A memoryview can be written where its buffer can: of a bytearray, an `array.array`, a writable mmap. A view of bytes, and
what `toreadonly()` gives, cannot: `view[i] = x` and `view[a:b] = x` raise `TypeError: cannot modify read-only memory`,
`readinto(view)`, `recv_into(view)` and `pack_into(fmt, view, 0)` raise TypeError as well (CPython 3.8 to 3.13).

Make the buffer a bytearray: `view = memoryview(bytearray(size))`, or `bytearray(data)` where the bytes are needed, which copies
them once.

Reported only where all that the view may be made of is known to be bytes, by more than the calls of the function. Silent
where the exception is caught or a test waits for it.)",
    .gains_from = 0,
    .supersedes = {},
    .bad = R"(import io


def read_all(file: io.BytesIO, size: int) -> bytes:
    data = bytes(size)
    view = memoryview(data)
    file.readinto(view)
    return data


try:
    result = bytes(read_all(io.BytesIO(b"payload"), 7))
except TypeError:
    result = b"payload"
)",
    .good = R"(import io


def read_all(file: io.BytesIO, size: int) -> bytearray:
    data = bytearray(size)
    view = memoryview(data)
    file.readinto(view)
    return data


try:
    result = bytes(read_all(io.BytesIO(b"payload"), 7))
except TypeError:
    result = b"payload"
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
