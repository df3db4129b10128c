// A bytearray that is copied to bytes, only for something that takes a bytearray as well.
#include <algorithm>
#include <optional>
#include <string>

#include "engine/context.h"
#include "engine/patterns/alike.h"
#include "engine/patterns/content_size.h"
#include "engine/patterns/item_by_item.h"
#include "engine/patterns/python_2.h"
#include "engine/patterns/snapshot.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using semantics::Buffer;
using semantics::UseKind;
using syntax::Attribute;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

constexpr std::uint64_t smallest = 256;  // bytes; below, what is saved is the call alone

struct Conversion {
  Call call;
  Node source;
  semantics::Typed typed;
  semantics::Uses uses;
  Node reader = {};      ///< what the bytes go to, where that is around the call
  bool by_name = false;  ///< the bytes are bound to a name first
  bool is_kept = false;  ///< the bytes are kept in an attribute, and a function of this project made the bytearray

  [[nodiscard]] const semantics::Use& first() const { return uses.all.front(); }
  /// `bytes(buffer).find(...)`
  [[nodiscard]] bool is_called() const { return Attribute(call.node().parent()).object() == call.node(); }
};

/// `buffer[2:2] = bytes(buffer)`, `buffer += bytes(buffer)`: a bytearray cannot take itself while it grows.
bool is_into_itself(const Conversion& conversion, const semantics::Use& use) {
  if (use.kind != UseKind::assigned_into) return false;
  const Node target = use.where.child(syntax::Field::left);
  return !target || sliced_name(target).text() == sliced_name(conversion.source).text();
}

bool is_unpacked_small(semantics::Model& model, const semantics::Use& use) {
  return use.kind == UseKind::parsed && model.unpacked_size(Call(use.where)).value_or(smallest) < smallest;
}

/// `bytes(buffer) == bytes.fromhex(expected)`, where no more than the lengths is looked at if there are many, and what
/// is asserted.
bool is_compared_with_few(semantics::Model& model, const semantics::Use& use, Node copy) {
  if (use.kind != UseKind::compared) return false;
  if (use.where.parent().is(Kind::assert_statement)) return true;
  for (const Node operand : use.where.children()) {
    if (operand.contains(copy)) continue;
    if (model.is_small_by_making(operand) || model.size_of(operand).below(smallest)) return true;
  }
  return false;
}

/// `self.content = bytes(self.build())`: what was made to be handed over is copied once more to be kept.
bool is_handed_over(semantics::Model& model, const Conversion& conversion) {
  if (conversion.uses.all.size() != 1 || conversion.first().kind != UseKind::stored) return false;
  const syntax::Assignment assignment(conversion.first().where);
  const Call maker(syntax::unparenthesized(conversion.source));
  return assignment.right() == conversion.call.node() && assignment.left().is(Kind::attribute) && maker &&
         model.callee_name(maker).empty();
}

/// Empty where the copy is needless, else why it is needed.
std::string_view need(Context& context, Conversion& conversion) {
  semantics::Model& model = context.model();
  const Node copy = conversion.call.node();
  if (!conversion.uses.complete || conversion.uses.all.empty()) return "not all of its uses are known";
  conversion.is_kept = is_handed_over(model, conversion);
  if (conversion.is_kept) return {};
  for (const semantics::Use& use : conversion.uses.all) {
    if (is_unpacked_small(model, use) || is_compared_with_few(model, use, copy))
      return "so few bytes are copied that nothing is gained";
    if (!is_alike(model, use)) return "the copy is needed: not all of its uses take a bytearray with the same result";
    if (is_into_itself(conversion, use)) return "it may go into the very bytearray that is copied";
  }
  const semantics::Use& first = conversion.first();
  if (conversion.uses.all.size() == 1 && first.where.contains(copy)) {
    conversion.reader = first.where;
    return {};
  }
  conversion.by_name = true;
  const Node source = syntax::unparenthesized(conversion.source);
  if (!source.is_any(Kind::identifier, Kind::attribute)) return {};  // made for this alone
  const bool changes = may_be_snapshot(model, copy, source, conversion.uses);
  return changes ? "the bytearray may change before the copy is used" : std::string_view{};
}

std::optional<Conversion> conversion_of(Context& context, Call call) {
  if (call.function().text() != "bytes" || call.argument_count() != 1) return std::nullopt;
  const Node source = call.positional(0);
  if (!source || source.is_any(Kind::keyword_argument, Kind::list_splat)) return std::nullopt;
  semantics::Model& model = context.model();
  if (!model.loop_around(call.node()) && !syntax::enclosing_function(call.node())) return std::nullopt;
  if (mends_layout(call.node())) return std::nullopt;
  Conversion conversion{.call = call, .source = source, .typed = model.type_of(source), .uses = {}};
  const Buffer buffer = model.buffer_of(conversion.typed);
  if (!buffer.only(Buffer::bytearray) || buffer.optional) return std::nullopt;
  if (model.callee_name(call) != "builtins.bytes") return std::nullopt;
  if (runs_on_python_2(context.tree())) {
    context.silent(call.node(),
                   "the module runs on Python 2, too, where a bytearray is not read by all that reads bytes");
    return std::nullopt;
  }
  if (model.size_of(source).below(smallest) || is_mostly_small(model, source)) {
    context.silent(call.node(), "so few bytes are copied that nothing is gained");
    return std::nullopt;
  }
  if (is_built_by_items(model, source, Building::appended)) {
    context.silent(call.node(), "it is built number by number, beside which the copy costs nothing");
    return std::nullopt;
  }
  conversion.uses = model.uses_of(call.node());
  const std::string_view needed = need(context, conversion);
  if (!needed.empty()) {
    context.silent(call.node(), needed);
    return std::nullopt;
  }
  return conversion;
}

/// The text of the bytearray, in parentheses where something around it would bind tighter.
std::string instead_text(const Conversion& conversion) {
  const Node source = conversion.source;
  const std::string text(source.text());
  const bool binds_tightly =
      source.is_any(Kind::identifier, Kind::attribute, Kind::subscript, Kind::call, Kind::parenthesized_expression);
  const bool is_argument = conversion.call.node().parent().is_any(Kind::argument_list, Kind::keyword_argument);
  return binds_tightly || is_argument ? text : "(" + text + ")";
}

std::string purpose(const Conversion& conversion) {
  const semantics::Use& use = conversion.first();
  if (conversion.uses.all.size() > 1) return "only to be read";
  if (const std::string_view method = called_method(use); conversion.is_called() && !method.empty()) {
    return "only for `" + std::string(method) + "`, which a bytearray has";
  }
  switch (use.kind) {
    case UseKind::measured:
      return "only to be measured";
    case UseKind::compared:
      return "only to be compared";
    case UseKind::decoded:
      return "only to be decoded";
    default:
      break;
  }
  const Node function = Call(use.where).function();
  return function ? "only for " + code(function) + " to read it" : "only to be read";
}

std::string message(const Conversion& conversion, bool in_loop) {
  std::string sentence = code(conversion.call.node());
  sentence += in_loop ? " copies the whole bytearray on every pass, " : " copies the whole bytearray, ";
  if (conversion.is_kept) {
    const Node maker = Call(syntax::unparenthesized(conversion.source)).function();
    return code(conversion.call.node()) + " copies the whole bytearray that " + code(maker) +
           " has made, only to keep it; keep the bytearray, if nobody writes to it later";
  }
  sentence += purpose(conversion) + "; ";
  const bool is_argument = conversion.reader.is(Kind::call) && !conversion.is_called();
  return sentence + (is_argument ? "pass " : "use ") + code(instead_text(conversion));
}

/// True where the reader is done before anything else can run, and holds no view of the bytearray meanwhile.
bool is_done_at_once(const Conversion& conversion) {
  switch (conversion.first().kind) {
    case UseKind::measured:
    case UseKind::compared:
    case UseKind::indexed:
    case UseKind::silent_sink:
      return true;
    default:
      return conversion.is_called();
  }
}

std::string doubt(Context& context, const Conversion& conversion) {
  semantics::Model& model = context.model();
  if (model.describe(conversion.typed.type) != "bytearray") return "a subclass may make other bytes of itself";
  if (conversion.reader.is_any(Kind::assignment, Kind::augmented_assignment)) {
    return "the target may be the very bytearray that is copied";
  }
  if (is_compared_with_unknown(model, conversion.first())) {
    return "what it is compared with may tell a bytearray from bytes";
  }
  const std::string source = code(conversion.source);
  if (is_awaited(model, conversion.reader)) {
    return source + " may change before " + code(Call(conversion.reader).function()) + " is done";
  }
  if (is_done_at_once(conversion) || is_unshared(model, conversion.source)) return {};
  return "another thread that resizes " + source + " meanwhile would raise `BufferError`";
}

std::optional<Fix> fix(Context& context, const Conversion& conversion) {
  const Node copy = conversion.call.node();
  if (conversion.by_name || conversion.is_kept || holds_comment(context.tree(), copy.range())) return std::nullopt;
  if (!copy.parent().is_any(Kind::argument_list, Kind::keyword_argument, Kind::list, Kind::tuple, Kind::assignment,
                            Kind::augmented_assignment, Kind::binary_operator, Kind::comparison_operator,
                            Kind::attribute, Kind::subscript)) {
    return std::nullopt;
  }
  Fix fix;
  fix.title = "Use the bytearray itself";
  fix.reason = doubt(context, conversion);
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  fix.local = fix.applicability == Applicability::safe;
  if (fix.reason.empty()) fix.reason = "it is read at once, with the same result as bytes";
  fix.edits.push_back({.range = copy.range(), .content = instead_text(conversion)});
  return fix;
}

void check(Context& context, Call call) {
  const std::optional<Conversion> conversion = conversion_of(context, call);
  if (!conversion) return;
  const bool in_loop = static_cast<bool>(context.model().loop_around(call.node()));
  Report report{
      .where = call.node(),
      .message = message(*conversion, in_loop),
      .typed = conversion->typed,
      .cost = {.growth = in_loop ? Growth::per_iteration : Growth::once,
               .width = {},
               .gains_from = {},
               .in_loop = in_loop},
      .fix = fix(context, *conversion),
  };
  if (auto note = origin(conversion->typed, conversion->source)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule bytes_of_bytearray{
    .group = Group::conversions,
    .severity = Severity::info,
    .summary = "bytearray copied to bytes for something that takes a bytearray",
    .why =
        R"(`bytes(buffer)` of a bytearray copies all of it. Files, sockets, hashes, compressors, `join` and `json.loads` take the
bytearray itself; it compares like bytes, and has `decode`, `find`, `startswith` and the other methods of bytes.

It gains at every size. At 1 KB `decode` and a write are 1.1 to 1.7 times as fast; at 64 KB the copy takes 2 to 3 us, ten
times as long as a write that buffers nothing; at 1 MB `decode` takes 110 us instead of 280, and `find` 13 us instead of 70
(CPython 3.11).

Silent where bytes are needed: as a key or in a set, where the value is returned, stored or handed to unknown code, where
a transport of asyncio keeps it, where a method would give back another bytearray, and where the bytearray may change before
the copy is used: the copy is a snapshot then.

While something reads a bytearray, nobody else can resize it: where it is an attribute or a parameter, which another
thread may hold, the fix is not offered as safe.)",
    .gains_from = 0,
    .supersedes = {"double-copy-slice", "sliced-unpack", "sliced-from-bytes", "sliced-search", "sliced-prefix-test",
                   "single-byte-slice", "chained-slice", "copied-fields", "slice-in-loop", "sliced-argument",
                   "copied-bytearray"},
    .bad = R"(import zlib


def checksum(parts: list[bytes]) -> int:
    buffer = bytearray()
    for part in parts:
        buffer += part
    return zlib.crc32(bytes(buffer))


result = checksum([bytes(range(256))] * 1024)
)",
    .good = R"(import zlib


def checksum(parts: list[bytes]) -> int:
    buffer = bytearray()
    for part in parts:
        buffer += part
    return zlib.crc32(buffer)


result = checksum([bytes(range(256))] * 1024)
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
