// A slice that is copied only for `struct.unpack` to read it: `unpack_from` reads the same bytes in place.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/context.h"
#include "engine/patterns/followed_uses.h"
#include "engine/patterns/named_slice.h"
#include "engine/patterns/slice_getter.h"
#include "engine/patterns/unpack_callee.h"
#include "engine/patterns/unpacked_slice.h"
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

/// `data[-4:]`, `data[-8:-4]`: both the slice and `unpack_from` count from the end.
bool counts_from_end(Context& context, syntax::Slice slice) {
  const std::optional<std::int64_t> lower = context.model().constant_of(slice.lower());
  if (!lower || *lower >= 0) return false;
  if (!slice.upper()) return true;
  const std::optional<std::int64_t> upper = context.model().constant_of(slice.upper());
  return upper && *upper < 0;
}

/// A bound that does more than tell a number would be evaluated no more.
bool bounds_do_more(Node slice) {
  constexpr syntax::NodeId most_nodes = 64;
  if (slice.after() - slice.id() > most_nodes) return true;
  for (syntax::NodeId id = slice.id(); id < slice.after(); ++id) {
    if (slice.tree().node(id).is_any(Kind::named_expression, Kind::await, Kind::yield)) return true;
  }
  return false;
}

/// Why `unpack_from` may do otherwise; empty where it reads the same bytes and fails for the same buffers.
std::string doubt(Context& context, Subscript subscript, const Unpack& unpack, const semantics::Typed& base) {
  const syntax::Slice slice = subscript.slice();
  if (base.evidence == types::Evidence::consumer || base.evidence == types::Evidence::name) {
    return "nothing but its use says that " + code(subscript.value()) + " is a buffer";
  }
  const bool from_end = counts_from_end(context, slice);
  if (unpack.takes_offset && slice.upper() &&
      (unpack.offset || !is_as_wide_as_format(context.model(), subscript, unpack))) {
    return "the slice may end before what is read does: `unpack_from` fails there, and does not without it";
  }
  if (!unpack.takes_offset && !slice.upper() && !from_end)
    return "`unpack` fails where more bytes follow, `unpack_from` does not";
  if ((!unpack.takes_offset || from_end) && !is_as_wide_as_format(context.model(), subscript, unpack)) {
    return "the slice is not known to be as wide as the format: `unpack` fails where it is not, `unpack_from` does not";
  }
  if (slice.lower() && !from_end && !context.model().is_non_negative(slice.lower())) {
    return code(slice.lower()) + " may be negative: `unpack_from` counts from the end where the slice is empty";
  }
  return {};
}

std::optional<Fix> fix(Context& context, Subscript subscript, const Unpack& unpack, const semantics::Typed& base) {
  const Node argument = unpack.argument;
  if (unpack.way != Way::itself) return std::nullopt;
  const syntax::Slice slice = subscript.slice();
  if (bounds_do_more(slice.node()) || holds_comment(context.tree(), argument.range())) return std::nullopt;
  std::optional<UnpackCallee> callee =
      unpack.takes_offset ? UnpackCallee{} : unpack_from_for(context, unpack.call.function());
  if (!callee || (unpack.offset && slice.lower())) return std::nullopt;
  Fix fix{.title = "Use `unpack_from` with an offset",
          .reason = doubt(context, subscript, unpack, base),
          .edits = std::move(callee->edits),
          .local = !callee->imports};
  if (syntax::unparenthesized(argument) != subscript.node()) {  // the slice has a name
    if (holds_comment(context.tree(), subscript.range())) return std::nullopt;
    std::optional<text::Edit> removal = without_name(context, subscript, argument);
    if (!removal) return std::nullopt;
    fix.edits.push_back(*std::move(removal));
    fix.local = false;
    if (context.model().buffer_of(base).optional && fix.reason.empty()) {
      fix.reason = code(subscript.value()) + " may be `None`, which is noticed later then";
    }
  }

  std::string arguments(subscript.value().text());
  if (slice.lower()) arguments.append(", ").append(slice.lower().text());
  fix.edits.push_back({.range = argument.range(), .content = arguments});
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  if (fix.reason.empty()) fix.reason = "the slice is as wide as the format, so both read the same bytes or fail";
  return fix;
}

/// The call as it should be written.
std::string instead(Context& context, Subscript subscript, const Unpack& unpack) {
  const Node function = unpack.call.function();
  const Attribute method(function);
  std::string arguments(subscript.value().text());
  const Node lower = subscript.slice().lower();
  if (lower) arguments.append(", ").append(lower.text());
  if (unpack.offset) arguments.append(lower ? " + " : ", ").append(unpack.offset.text());
  if (unpack.takes_offset) {
    if (unpack.format) arguments = std::string(unpack.format.text()) + ", " + arguments;
    return code(std::string(function.text()) + "(" + arguments + ")");
  }
  if (unpack.way == Way::own_function) {
    return "with an `unpack_from` in it " + code(std::string(function.text()) + "(" + arguments + ")");
  }
  const std::string_view name = method ? method.name() : function.text();
  const bool has_its_name = name == "unpack" && (!method || is_of_struct(context.model(), method));
  const bool imported = !method && context.model().import_of(function);
  if (!has_its_name && !imported && (!unpack.format || method)) {
    return (unpack.way == Way::handed ? "with an `unpack_from` handed over " : "with an `unpack_from` kept there ") +
           code(std::string(function.text()) + "(" + arguments + ")");
  }
  std::string call = unpack.format ? "struct.unpack_from" : "unpack_from";
  if (method) {
    call = std::string(method.object().text()) + ".unpack_from";
  } else if (has_its_name && imported) {
    call = "unpack_from";
  }
  if (unpack.format) arguments = std::string(unpack.format.text()) + ", " + arguments;
  return code(call + "(" + arguments + ")");
}

/// True where the slice has a name and its base stands for something else once it is read.
bool is_changed_before_read(Context& context, Subscript subscript, const Unpack& unpack) {
  if (unpack.call.node().contains(subscript.node())) return false;
  const Node statement = syntax::enclosing_statement(subscript.node()).next_sibling();
  const auto changes = changes_from(context.model(), subscript.value(), statement, unpack.call.node());
  return std::ranges::any_of(
      changes, [&](const semantics::Change& change) { return change.where.id() < unpack.call.node().id(); });
}

std::string message(Context& context, Subscript subscript, const Unpack& unpack, const semantics::Typed& base,
                    bool in_loop) {
  const bool changed = is_changed_before_read(context, subscript, unpack);
  return code(subscript.node()) + (in_loop ? " is copied on every pass, only for " : " is copied, only for ") +
         code(unpack.call.function()) + " to read it; " + instead(context, subscript, unpack) + " reads it in place" +
         (changed ? " before " + code(subscript.value()) + " changes" : "") + because(base);
}

/// `unpack("<H", self.read(2))`, where `read` gives back a slice of `self._data`.
void check_getter(Context& context, const Unpack& unpack) {
  semantics::Model& model = context.model();
  Node argument = syntax::unparenthesized(unpack.argument);
  if (argument.is(Kind::identifier)) {
    argument = model.definition_of(argument);
    const semantics::Uses uses = argument.is(Kind::call) ? model.uses_of(argument) : semantics::Uses{};
    if (!uses.complete || uses.all.size() != 1 || uses.all.front().where != unpack.call.node()) return;
  }
  const Call getter(argument);
  const Subscript given = getter ? slice_given_by(model, getter) : Subscript();
  if (!given.value().is_any(Kind::identifier, Kind::attribute)) return;
  semantics::Typed base = model.type_of(given.value());
  const bool is_unknown = base.type == types::Type::unknown && base.evidence != types::Evidence::annotation;
  if (is_unknown) base = {.type = base.type, .evidence = types::Evidence::consumer, .because = unpack.call.node()};
  const Buffer buffer = model.buffer_of(base);
  if (!is_unknown && (!buffer.slices_copy() || buffer.may_be(Buffer::array))) {
    context.silent(getter.node(), "it is not known to give back a part of a buffer whose slices copy bytes");
    return;
  }
  const bool in_loop = static_cast<bool>(model.loop_around(getter.node()));
  const Node lower = given.slice().lower();
  Report report{
      .where = getter.node(),
      .message = code(getter.node()) + " copies the bytes out of " + code(given.value()) +
                 (in_loop ? " on every pass, only for " : ", only for ") + code(unpack.call.function()) +
                 " to read them; an `unpack_from` of " + code(given.value()) +
                 (lower ? " at " + code(lower) : std::string()) + " reads them in place" + because(base),
      .typed = base,
      .cost = {.growth = in_loop ? Growth::per_iteration : Growth::once,
               .width = model.width_of(given).exact(),
               .gains_from = {},
               .in_loop = in_loop},
  };
  report.notes.push_back({.message = "copied here", .range = given.range()});
  context.report(std::move(report));
}

void check(Context& context, Call call) {
  const std::optional<Unpack> unpack = unpack_of(context.model(), call);
  if (!unpack) return;
  const Subscript subscript = slice_read(context.model(), *unpack);
  if (!subscript) {
    check_getter(context, *unpack);
    return;
  }
  semantics::Model& model = context.model();
  const semantics::Loop loop = model.loop_around(subscript.node());
  if (!loop && !syntax::enclosing_function(subscript.node())) {
    context.silent(subscript.node(), "it runs once, at module level");
    return;
  }

  const semantics::Typed base = model.type_of(subscript.value());
  const Buffer buffer = model.buffer_of(base);
  // The bounds of an array's slice count items, the offset counts bytes.
  if (!buffer.slices_copy() || buffer.may_be(Buffer::array)) {
    context.silent(subscript.node(), "it is not known to be a buffer whose slices copy bytes");
    return;
  }

  const bool in_loop = static_cast<bool>(loop);
  Report report{
      .where = subscript.node(),
      .message = message(context, subscript, *unpack, base, in_loop),
      .typed = base,
      .cost = {.growth = in_loop ? Growth::per_iteration : Growth::once,
               .width = model.width_of(subscript).exact(),
               .gains_from = {},
               .in_loop = in_loop},
      .fix = fix(context, subscript, *unpack, base),
  };
  if (!unpack->call.node().contains(subscript.node())) {
    report.notes.push_back({.message = "read here and nowhere else", .range = unpack->call.range()});
  }
  if (auto note = origin(base, subscript.value())) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule sliced_unpack{
    .group = Group::slices,
    .severity = Severity::info,
    .summary = "slice copied only for `struct.unpack`",
    .why =
        R"(`struct.unpack(fmt, data[a:b])` copies the slice, reads it and drops it. `struct.unpack_from(fmt, data, a)` reads
the same bytes in place: 1.4 to 1.75 times as fast for records of 4 to 64 bytes, with a Struct made once (`RECORD =
struct.Struct(fmt)`, `RECORD.unpack_from(data, a)`) 1.4 to 2.1 times (CPython 3.11 and 3.13). It gains at every size. A
`memoryview` is no help here: `unpack(fmt, view[a:b])` is slower than the copy below 1 KB.

`unpack` wants exactly as many bytes as the format takes, `unpack_from` at least as many, and a negative offset counts from
the end. So the rewrite is safe where the slice is as wide as the format and its start cannot be negative. For records of
one format in a row, `struct.iter_unpack` is two to three times as fast again.

`struct.unpack_from(fmt, data[a:])` copies all the same: it wants the buffer and the position.

The slice may be made elsewhere: `struct.unpack("<H", self.read(2))`, where `read` is a method of the file that gives back
`self._data[a:b]`, spares a call as well with `unpack_from` of `self._data` at the position. A function of the file that does
nothing but unpack its argument counts as `unpack`, and so does a Struct's `unpack` under another name.

Silent: slices of a `memoryview`, which copy nothing, slices with a step, and slices that are used for something else too.)",
    .gains_from = 0,
    .supersedes = {"sliced-search", "sliced-prefix-test", "single-byte-slice", "chained-slice", "double-copy-slice",
                   "whole-mmap-copy", "copied-fields", "slice-in-loop", "sliced-argument"},
    .bad = R"(import struct


def points(data: bytes) -> list[tuple[int, int]]:
    found = []
    for offset in range(0, len(data) - 7, 8):
        found.append(struct.unpack("<II", data[offset : offset + 8]))
    return found


result = points(bytes(range(256)) * 64)
)",
    .good = R"(import struct


def points(data: bytes) -> list[tuple[int, int]]:
    found = []
    for offset in range(0, len(data) - 7, 8):
        found.append(struct.unpack_from("<II", data, offset))
    return found


result = points(bytes(range(256)) * 64)
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
