// A part of a buffer that is copied twice, or taken from a copy of the whole.
#include <optional>
#include <string>

#include "engine/context.h"
#include "engine/patterns/copying_slice.h"
#include "engine/patterns/imported_module.h"
#include "engine/patterns/view_in_place.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using semantics::Buffer;
using syntax::Attribute;
using syntax::Call;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

/// What could be written instead, and since when it pays.
struct Instead {
  std::string text;
  std::uint64_t gains_from = 0;
  bool is_format = false;  ///< `struct.unpack_from("32s", ...)`
};

/// `bytes` or `bytearray` where the call makes one of exactly one thing.
std::string_view conversion(Context& context, Call call) {
  const std::string_view name = call.function().text();
  if ((name != "bytes" && name != "bytearray") || call.argument_count() != 1 || !call.positional(0)) return {};
  if (call.positional(0).is_any(Kind::keyword_argument, Kind::list_splat, Kind::dictionary_splat)) return {};
  return context.model().callee_name(call) == "builtins." + std::string(name) ? name : std::string_view{};
}

std::string brackets_of(Subscript subscript) {
  return std::string(subscript.text().substr(subscript.value().range().end - subscript.range().start));
}

/// What a conversion of a slice that makes another copy of it can become.
std::optional<Instead> instead_of_two(Context& context, const CopyingSlice& copy, std::string_view made) {
  semantics::Model& model = context.model();
  const std::optional<std::uint64_t> width = model.width_of(copy.subscript).exact();
  // What an object gathers may be large. A bytearray of the function's own mostly holds one record.
  const bool gathers = copy.base.is(Kind::attribute);
  constexpr std::uint64_t most_in_a_format = 256;
  // Measured: half the time at 32 bytes, where a view made for it takes longer than the copy that it spares.
  // A number is read by other means, and a field that is cut once in a function costs nothing that could be felt.
  constexpr std::uint64_t least_in_a_format = 8;
  const bool is_field = width && *width >= least_in_a_format && *width <= most_in_a_format;
  if (is_field && made == "bytes" && (copy.in_loop || gathers)) {
    const Node lower = copy.slice.lower();
    return Instead{.text = "struct.unpack_from(\"" + std::to_string(*width) + "s\", " + std::string(copy.base.text()) +
                           ", " + (lower ? std::string(lower.text()) : "0") + ")[0]",
                   .is_format = true};
  }
  const std::uint64_t smallest = context.settings().min_slice_bytes_new_view;
  if (model.width_of(copy.subscript).below(smallest) || model.size_of(copy.base).below(smallest)) return std::nullopt;
  if (model.is_fragment(copy.subscript.node()) || model.is_small_by_making(copy.base)) return std::nullopt;
  const bool is_large = model.width_of(copy.subscript).at_least >= smallest;
  const bool is_own = copy.typed.evidence == types::Evidence::literal;
  if (!gathers && !is_large && (is_own || !model.is_bulk(copy.base))) return std::nullopt;
  // Bytes that are to be changed are mostly few: a block to be padded, a name to be unpacked.
  if (made == "bytearray" && !gathers && !is_large) return std::nullopt;
  return Instead{.text = std::string(made) + "(memoryview(" + std::string(copy.base.text()) + ")" +
                         brackets_of(copy.subscript) + ")",
                 .gains_from = smallest};
}

/// The field as `struct` takes it out, where the file has that module by its name.
std::optional<Fix> format_fix(Context& context, const CopyingSlice& copy, Call call, const Instead& instead) {
  if (module_name("struct", call.node()) != ModuleName::imported) return std::nullopt;
  if (holds_comment(context.tree(), call.range()) || bounds_do_more(copy.slice)) return std::nullopt;
  if (!copy.base.is_any(Kind::identifier, Kind::attribute)) return std::nullopt;
  return Fix{.applicability = Applicability::unsafe,
             .title = "Take the field with `unpack_from`",
             .reason = "`unpack_from` raises where the buffer ends before, and the slice is shorter there",
             .edits = {{.range = call.range(), .content = instead.text}}};
}

/// `bytes(buffer[a:b])` of a bytearray, `bytearray(data[a:b])` of bytes.
void check_conversion(Context& context, Call call) {
  const Subscript subscript(syntax::unparenthesized(call.positional(0)));
  if (!subscript.slice()) return;
  const std::string_view made = conversion(context, call);
  if (made.empty()) return;
  const std::optional<CopyingSlice> copy = copying_slice(context, subscript);
  if (!copy) return;
  // A slice of bytes or of an mmap is bytes already, of which `bytes` makes no copy.
  const bool twice = made == "bytes" ? copy->buffer.only(Buffer::bytearray)
                                     : copy->buffer.only(Buffer::bytes | Buffer::bytearray | Buffer::mmap);
  if (!twice) {
    context.silent(subscript.node(), "the conversion is not known to copy once more");
    return;
  }
  const std::optional<Instead> instead = instead_of_two(context, *copy, made);
  if (!instead || context.model().size_of(copy->base).below(instead->gains_from)) {
    context.silent(subscript.node(),
                   "it is not known to be as large as a view made for it needs (`min-slice-bytes-new-view`)");
    return;
  }
  const std::string pays =
      instead->gains_from > 0 ? ", which pays from " + with_separators(instead->gains_from) + " bytes" : "";
  Report report{
      .where = subscript.node(),
      .message = code(subscript.node()) + copy->is_copied() + " twice, by the slice and by " + code(made) + "; " +
                 code(instead->text) + " copies it once" + pays,
      .typed = copy->typed,
      .cost = {.growth = copy->growth(),
               .width = context.model().width_of(subscript).exact(),
               .gains_from = instead->gains_from,
               .in_loop = copy->in_loop},
      .fix = instead->is_format ? format_fix(context, *copy, call, *instead) : view_in_place(context, *copy),
  };
  if (auto note = origin(copy->typed, copy->base)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

/// `bytes(buffer)[a:b]`: all of it is copied for a part.
void check_part_of_copy(Context& context, const CopyingSlice& copy, Call call, std::string_view made) {
  semantics::Model& model = context.model();
  const Node whole = syntax::unparenthesized(call.positional(0));
  const semantics::Typed typed = model.type_of(whole);
  const Buffer buffer = model.buffer_of(typed);
  // `bytes(data)` of bytes is that object; of a view, bytes-of-view speaks.
  const bool copies = made == "bytes" ? buffer.only(Buffer::bytearray | Buffer::mmap)
                                      : buffer.only(Buffer::bytes | Buffer::bytearray | Buffer::mmap);
  if (!copies || buffer.optional || !whole.is_any(Kind::identifier, Kind::attribute, Kind::call)) return;
  const bool is_bytes_already = made == "bytes" && buffer.only(Buffer::mmap);
  const std::string part = std::string(whole.text()) + brackets_of(copy.subscript);
  const std::string instead = is_bytes_already ? part : std::string(made) + "(" + part + ")";
  Report report{
      .where = copy.subscript.node(),
      .message =
          code(call.node()) + " copies all of " + code(whole) + " for a part of it; slice first: " + code(instead),
      .typed = typed,
      .cost = {.growth = copy.growth(),
               .width = model.width_of(copy.subscript).exact(),
               .gains_from = {},
               .in_loop = copy.in_loop},
  };
  if (!holds_comment(context.tree(), copy.subscript.range()) && !bounds_do_more(copy.slice)) {
    Fix fix{.title = "Slice before the copy",
            .reason = {},
            .edits = {{.range = copy.subscript.range(), .content = instead}}};
    const bool proven = typed.evidence != types::Evidence::consumer && typed.evidence != types::Evidence::name;
    fix.applicability = proven ? Applicability::safe : Applicability::unsafe;
    fix.local = proven;
    fix.reason = proven ? "the same bytes are taken, before the copy instead of after it"
                        : "nothing but its use says that " + code(whole) + " is a buffer";
    report.fix = std::move(fix);
  }
  report.also_covers.push_back(call.node());
  if (auto note = origin(typed, whole)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

/// `file.read()[a:b]`: all of the file is read for a part.
void check_part_of_file(Context& context, const CopyingSlice& copy, Call call) {
  semantics::Model& model = context.model();
  const Attribute method(call.function());
  if (method.name() != "read" || call.argument_count() != 0) return;
  const types::Type file = model.type_of(method.object()).type;
  const bool seeks = model.is_instance(file, types::Known::buffered_io_base) ||
                     model.is_instance(file, types::Known::raw_io_base) ||
                     model.describe(file).starts_with("IO[bytes]") || model.describe(file).starts_with("BinaryIO");
  if (!seeks) return;
  const Node lower = copy.slice.lower();
  const Node upper = copy.slice.upper();
  if ((lower && !model.is_non_negative(lower)) || (upper && !model.is_non_negative(upper)) || (!lower && !upper))
    return;
  const std::string name(method.object().text());
  std::string advice;
  if (!lower) {
    advice = code(name + ".read(" + std::string(upper.text()) + ")") + " reads that alone";
  } else if (!upper) {
    advice = code(name + ".seek(" + std::string(lower.text()) + ", 1)") + " first skips what is cut off";
  } else {
    advice = code(name + ".seek(" + std::string(lower.text()) + ", 1)") + " and a " + code(name + ".read") +
             " of the width read that alone";
  }
  context.report({.where = copy.subscript.node(),
                  .message = code(call.node()) + " reads all of the file for a part of it; " + advice,
                  .typed = copy.typed,
                  .cost = {.growth = copy.growth(),
                           .width = model.width_of(copy.subscript).exact(),
                           .gains_from = {},
                           .in_loop = copy.in_loop},
                  .also_covers = {call.node()}});
}

void check_part(Context& context, Subscript subscript) {
  const Call call(syntax::unparenthesized(subscript.value()));
  if (!call) return;
  const std::optional<CopyingSlice> copy = copying_slice(context, subscript);
  if (!copy || (!copy->slice.lower() && !copy->slice.upper())) return;
  const std::string_view made = conversion(context, call);
  if (made.empty()) {
    check_part_of_file(context, *copy, call);
  } else {
    check_part_of_copy(context, *copy, call, made);
  }
}

}  // namespace

extern constexpr Rule double_copy_slice{
    .group = Group::slices,
    .severity = Severity::info,
    .summary = "part of a buffer copied twice, or with all of it",
    .why =
        R"(A slice of a `bytearray` is a new bytearray; `bytes(buffer[a:b])` copies it once more and drops it. `bytearray(data[a:b])`
does the same the other way round. `bytes(memoryview(buffer)[a:b])` makes one copy: half the time at 64 KB and more, and it
pays from 8 to 12 KB, because a view has to be made (CPython 3.8 to 3.13). Where a view exists already, `view[a:b].tobytes()`
gains at every size: 1.3 to 1.6 times for small parts. A field of known width is taken out by `struct.unpack_from("32s",
buffer, at)[0]` in half the time (55 ns instead of 109 ns on CPython 3.11; it raises where the buffer ends before).

`bytes(buffer)[a:b]` copies all of the buffer for a part of it; `bytes(buffer[a:b])` is the same. `file.read()[a:b]` reads all of the
file; `seek` and `read(n)` read the part.

Silent: `bytes(data[a:b])` where `data` is bytes already, which copies once; what is known to be too small for a view of its own; parts of a
bytearray that the function makes itself, of unknown size; lines and headers; fields of known width that are cut once;
`BytesIO.getvalue()[a:b]`, because `getvalue` copies nothing.)",
    .gains_from = 0,
    .supersedes = {"whole-mmap-copy", "copied-fields", "slice-in-loop", "sliced-argument"},
    .bad = R"(class Encoder:
    def __init__(self, size: int = 65536) -> None:
        self.buffer = bytearray(size)
        self.position = 0

    def write(self, data: bytes) -> None:
        self.buffer[self.position : self.position + len(data)] = data
        self.position += len(data)

    def result(self) -> bytes:
        return bytes(self.buffer[: self.position])


encoder = Encoder()
encoder.write(bytes(40000))
result = len(encoder.result())
)",
    .good = R"(class Encoder:
    def __init__(self, size: int = 65536) -> None:
        self.buffer = bytearray(size)
        self.position = 0

    def write(self, data: bytes) -> None:
        self.buffer[self.position : self.position + len(data)] = data
        self.position += len(data)

    def result(self) -> bytes:
        return bytes(memoryview(self.buffer)[: self.position])


encoder = Encoder()
encoder.write(bytes(40000))
result = len(encoder.result())
)",
    .visit = {on<check_conversion>, on<check_part>},
};

}  // namespace slicecop::rules
