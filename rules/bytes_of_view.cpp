// A view that is copied to bytes, only for something that takes a view as well.
#include <algorithm>
#include <optional>
#include <string>

#include "engine/context.h"
#include "engine/patterns/followed_uses.h"
#include "engine/patterns/snapshot.h"
#include "engine/patterns/summed_copy.h"
#include "engine/patterns/text_of_view.h"
#include "engine/patterns/viewed_memory.h"
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
using syntax::Subscript;

/// The copy, and what would do instead of it.
enum class Instead : std::uint8_t { view, nbytes, slice, text, empty, sum };

struct Conversion {
  Call call;
  Node view;       ///< what is converted
  bool is_method;  ///< `view.tobytes()`
  semantics::Typed typed = {};
  Instead instead = Instead::view;
  Node reader = {};      ///< the call, assignment or slice that the bytes go to, where there is one
  bool by_name = false;  ///< the bytes are bound to a name first
  std::optional<SummedCopy> summed = {};
};

/// `x` of `bytes(x)` and `x.tobytes()`; told without the model.
Node converted(Call call) {
  const Attribute method(call.function());
  if (method) return method.name() == "tobytes" && call.argument_count() == 0 ? method.object() : Node{};
  if (call.function().text() != "bytes" || call.argument_count() != 1) return {};
  return call.positional(0);
}

bool takes_a_view(UseKind kind) {
  return kind == UseKind::buffer_sink || kind == UseKind::assigned_into || kind == UseKind::parsed ||
         kind == UseKind::measured || kind == UseKind::joined;
}

/// True where what is behind the view may change between the copy and its uses: the copy is a snapshot then.
bool is_snapshot(Context& context, const Conversion& conversion, const semantics::Uses& uses) {
  semantics::Model& model = context.model();
  const Node copy = conversion.call.node();
  const Node name = sliced_name(conversion.view);
  if (may_be_snapshot(model, copy, name, uses)) return true;
  const Node base = Call(model.definition_of(name)).positional(0);
  return base.is_any(Kind::identifier, Kind::attribute) && may_be_snapshot(model, copy, base, uses);
}

/// `bytes(view) == b""`
bool is_compared_with_nothing(Node comparison, Node copy) {
  if (!comparison.is(Kind::comparison_operator) || comparison.child(3U)) return false;
  const Node other = comparison.child(comparison.child(0U).contains(copy) ? 2U : 0U);
  const std::string_view text = other.text();
  return syntax::is_bytes_literal(other) && (text == "b\"\"" || text == "b''");
}

bool is_decoded(const semantics::Use& use) { return use.kind == UseKind::decoded; }

/// Fills in what would do instead; false where the copy is needed.
bool find_instead(Context& context, Conversion& conversion) {
  const Node copy = conversion.call.node();
  const semantics::Uses uses = context.model().uses_of(copy);
  if (!uses.complete || uses.all.empty()) return false;
  const semantics::Use& first = uses.all.front();
  const bool direct = uses.all.size() == 1 && first.where.contains(copy);
  if (direct) conversion.reader = first.where;

  const syntax::Slice part = Subscript(first.where).slice();
  if (direct && first.kind == UseKind::sliced) {
    conversion.instead = Instead::slice;
    return part && !part.step();
  }
  if (direct && first.kind == UseKind::compared) {
    conversion.instead = Instead::empty;
    return is_compared_with_nothing(first.where, copy);
  }
  if (direct && first.kind == UseKind::bytes_sink) {
    constexpr std::uint64_t few = 64;
    conversion.instead = Instead::sum;
    conversion.summed = summed_copy(context.model(), copy);
    if (!conversion.summed || context.model().width_of(Subscript(conversion.view)).below(few)) return false;
    conversion.reader = conversion.summed->sum;
    return true;
  }
  if (direct && first.kind == UseKind::measured) {
    conversion.instead = Instead::nbytes;
    return first.where.is(Kind::call);
  }
  if (direct && first.kind == UseKind::decoded) {
    // `str(bytes(view), "utf-8")` takes the view as it is; `bytes(view).decode()` is to be written so.
    constexpr std::uint64_t few = 16;
    const bool is_small = context.model().width_of(Subscript(conversion.view)).below(few);
    const bool is_for_error = syntax::enclosing_statement(copy).is(Kind::raise_statement);
    if (is_small || is_for_error) return false;
    const bool by_method = Attribute(copy.parent()).object() == copy;
    conversion.instead = by_method ? Instead::text : Instead::view;
    return !by_method || !Call(first.where).has_splat();
  }
  if (std::ranges::any_of(uses.all, is_decoded) && std::ranges::all_of(uses.all, is_done_with_text)) {
    conversion.instead = Instead::text;
    conversion.by_name = true;
    return !is_snapshot(context, conversion, uses);
  }
  const semantics::Uses followed = followed_uses(context.model(), copy);
  if (!followed.all_are(takes_a_view)) return false;
  if (direct) return true;

  conversion.by_name = true;
  const bool outlived =
      std::ranges::any_of(followed.all, [&](const semantics::Use& use) { return outlives_a_block(copy, use.where); });
  return !outlived && !is_snapshot(context, conversion, followed);
}

/// Known to be no more than a block of a hash or a field: where it is unpacked, the copy is still half of the work.
bool is_of_few_bytes(semantics::Model& model, const Conversion& conversion) {
  constexpr std::uint64_t few = 65;
  const Subscript part(conversion.view);
  if (!(part.slice() ? model.width_of(part).below(few) : model.size_of(conversion.view).below(few))) return false;
  const semantics::Uses uses = model.uses_of(conversion.call.node());
  return std::ranges::none_of(uses.all, [](const semantics::Use& use) { return use.kind == UseKind::parsed; });
}

std::optional<Conversion> conversion_of(Context& context, Call call) {
  const Node view = converted(call);
  if (!view || view.is_any(Kind::keyword_argument, Kind::list_splat)) return std::nullopt;
  semantics::Model& model = context.model();
  if (!model.loop_around(call.node()) && !syntax::enclosing_function(call.node())) return std::nullopt;
  if (mends_layout(call.node())) return std::nullopt;
  Conversion conversion{.call = call, .view = view, .is_method = Attribute(call.function()).node() != Node{}};
  conversion.typed = model.type_of(view);
  const Buffer buffer = model.buffer_of(conversion.typed);
  // `bytes | memoryview`, `Buffer`: what takes a view takes the others as well.
  const bool is_declared = conversion.typed.evidence == types::Evidence::annotation;
  const int allowed = Buffer::view | (is_declared ? Buffer::bytes | Buffer::bytearray | Buffer::consumed : 0);
  if (!buffer.only(allowed) || buffer.only(Buffer::bytes | Buffer::bytearray) || buffer.optional) {
    context.silent(call.node(), "it is not known to be a memoryview");
    return std::nullopt;
  }
  if (!conversion.is_method && model.callee_name(call) != "builtins.bytes") return std::nullopt;
  if (is_of_few_bytes(model, conversion)) {
    context.silent(call.node(), "so few bytes are copied that nothing is gained");
    return std::nullopt;
  }
  if (is_trailer_of_copy(model, call.node())) {
    context.silent(call.node(), "the sum is told of at its first part");
    return std::nullopt;
  }
  if (!find_instead(context, conversion)) {
    context.silent(call.node(), "the copy is needed: not all of its uses take a view with the same result");
    return std::nullopt;
  }
  return conversion;
}

/// The text of the view, so that `[` or `.` can follow.
std::string view_text(const Conversion& conversion) {
  const Node view = conversion.view;
  const std::string text(view.text());
  const bool binds_tightly =
      view.is_any(Kind::identifier, Kind::attribute, Kind::subscript, Kind::call, Kind::parenthesized_expression);
  return binds_tightly ? text : "(" + text + ")";
}

std::string instead_text(semantics::Model& model, const Conversion& conversion) {
  std::string view = view_text(conversion);
  switch (conversion.instead) {
    case Instead::nbytes:
      return view + ".nbytes";
    case Instead::slice: {
      const std::uint32_t start = conversion.call.range().end - conversion.reader.range().start;
      const std::string part = view + std::string(conversion.reader.text().substr(start));
      return conversion.is_method ? part + ".tobytes()" : "bytes(" + part + ")";
    }
    case Instead::text: {
      const Node arguments = Call(conversion.reader).arguments();
      std::string text(arguments.text());
      const bool has_none = conversion.by_name || Call(conversion.reader).argument_count() == 0;
      text = has_none ? ", \"utf-8\")" : ", " + text.substr(1);
      return "str(" + std::string(conversion.view.text()) + text;
    }
    case Instead::sum:
      return joined_text(model, *conversion.summed, conversion.view.text());
    case Instead::empty:
      return view;
    case Instead::view:
      break;
  }
  return conversion.reader.is(Kind::binary_operator) ? view : std::string(conversion.view.text());
}

std::string message(semantics::Model& model, const Conversion& conversion, bool in_loop) {
  const std::string copied = code(conversion.call.node());
  const std::string instead = code(instead_text(model, conversion));
  switch (conversion.instead) {
    case Instead::nbytes:
      return copied + " copies the view only to measure it; " + instead + " is the same";
    case Instead::slice:
      return copied + " copies all of the view for a part of it; slice first: " + instead;
    case Instead::text:
      if (!conversion.by_name) return copied + " copies the view only to decode it; " + instead + " is the same";
      return copied + " copies the view only to decode it and look into it; decode it once with " + instead +
             " and look into the text";
    case Instead::sum:
      return copied + " copies the view, and the sum copies it once more; " + instead + " copies it once";
    case Instead::empty:
      return copied + " copies the view only to see whether it is empty; compare " + instead + " itself";
    case Instead::view:
      break;
  }
  const Node reader = Call(conversion.reader).function();
  std::string sentence = copied + (in_loop ? " is copied on every pass, " : " is copied, ");
  sentence += reader ? "only for " + code(reader) + " to read it; " : "only to be read; ";
  return sentence + (conversion.by_name ? "use " : "pass ") + instead;
}

std::string doubt(Context& context, const Conversion& conversion) {
  if (conversion.instead == Instead::nbytes) return {};
  if (conversion.instead == Instead::text && context.model().meaning_of("str", conversion.reader) != "builtins.str") {
    return "`str` means something else here";
  }
  const ViewedMemory viewed = viewed_memory(context.model(), conversion.view);
  if (!viewed.plain) return code(conversion.view) + " may have gaps or items wider than a byte";
  if (conversion.summed && !conversion.summed->doubt.empty()) return std::string(conversion.summed->doubt);
  if (!viewed.immutable && is_awaited(context.model(), conversion.reader)) {
    return "the buffer may change before " + code(Call(conversion.reader).function()) + " is done";
  }
  if (conversion.reader.is_any(Kind::assignment, Kind::augmented_assignment)) {
    return "the target may be the very buffer that is viewed";
  }
  return {};
}

std::optional<Fix> fix(Context& context, const Conversion& conversion) {
  if (conversion.by_name || !conversion.reader) return std::nullopt;
  // A sum with `view.tobytes()` is as fast below 1 KB: whoever knows the sizes is to decide.
  if (conversion.summed && conversion.is_method) return std::nullopt;
  const bool whole_reader = conversion.instead != Instead::view && conversion.instead != Instead::empty;
  const Node replaced = whole_reader ? conversion.reader : conversion.call.node();
  if (holds_comment(context.tree(), replaced.range())) return std::nullopt;
  // Where something other than the list of arguments is around the copy, a bare view may not be what is meant there.
  const Node parent = conversion.call.node().parent();
  if (!whole_reader &&
      !parent.is_any(Kind::argument_list, Kind::keyword_argument, Kind::list, Kind::tuple, Kind::assignment,
                     Kind::augmented_assignment, Kind::binary_operator, Kind::comparison_operator)) {
    return std::nullopt;
  }
  Fix fix;
  fix.reason = doubt(context, conversion);
  fix.edits.push_back({.range = replaced.range(), .content = instead_text(context.model(), conversion)});
  switch (conversion.instead) {
    case Instead::nbytes:
      fix.title = "Use `nbytes`";
      break;
    case Instead::slice:
      fix.title = "Slice before the copy";
      break;
    case Instead::text:
      fix.title = "Decode the view";
      break;
    case Instead::sum:
      fix.title = "Join the parts";
      break;
    case Instead::empty:
      fix.title = "Compare the view";
      break;
    case Instead::view:
      fix.title = "Pass the view";
      break;
  }
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  fix.local = fix.applicability == Applicability::safe;
  if (fix.reason.empty()) fix.reason = "the bytes are read at once, by what takes any buffer";
  return fix;
}

void check(Context& context, Call call) {
  const std::optional<Conversion> conversion = conversion_of(context, call);
  if (!conversion) return;
  const bool in_loop = static_cast<bool>(context.model().loop_around(call.node()));
  Report report{
      .where = call.node(),
      .message = message(context.model(), *conversion, in_loop),
      .typed = conversion->typed,
      .cost = {.growth = in_loop ? Growth::per_iteration : Growth::once,
               .width = {},
               .gains_from = {},
               .in_loop = in_loop},
      .fix = fix(context, *conversion),
  };
  if (auto note = origin(conversion->typed, conversion->view)) report.notes.push_back(*std::move(note));
  if (conversion->instead == Instead::slice) report.also_covers.push_back(conversion->reader);
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule bytes_of_view{
    .group = Group::conversions,
    .severity = Severity::info,
    .summary = "view copied to bytes for something that takes a view",
    .why =
        R"(`bytes(view)` and `view.tobytes()` copy what a view was made to spare. Files, sockets, hashes, compressors, `join`,
`struct` and `int.from_bytes` take the view itself; its length in bytes is `view.nbytes`; and where only a part is needed,
`bytes(view[a:b])` copies that part alone. What is added to the bytes copies them once more: `b"".join((view, tail))` makes
the sum at once, twice as fast at 64 KB and up to 60 times at 1 MB.

It gains at every size: 1.7 to 1.8 times at 64 bytes; at 64 KB each copy takes 1.5 us, which `len(bytes(view))` pays 12 times
over (CPython 3.11 and 3.13). What is only decoded needs no copy either: `str(view, "utf-8")` is twice as fast as
`bytes(view).decode()` at 16 bytes and at 1 MB, 1.3 times between.

Silent where bytes are needed: as a key or in a set, for `==` (but with `b""`) and `in`, for `json`, `pickle` and other code that takes bytes
only, where the value is returned, stored or handed to unknown code, where a transport of asyncio keeps it, and where the buffer may change
before the copy is used.

A view with a step, or of items wider than a byte, is another matter for some takers: then the fix is not offered as safe.)",
    .gains_from = 0,
    .supersedes = {"double-copy-slice", "sliced-unpack", "sliced-from-bytes", "sliced-search", "sliced-prefix-test",
                   "single-byte-slice", "chained-slice", "whole-mmap-copy", "copied-fields", "slice-in-loop",
                   "sliced-argument"},
    .bad = R"(import zlib


def checksums(data: bytes, size: int = 65536) -> list[int]:
    view = memoryview(data)
    return [zlib.crc32(bytes(view[at : at + size])) for at in range(0, len(view), size)]


result = checksums(bytes(range(256)) * 1024)
)",
    .good = R"(import zlib


def checksums(data: bytes, size: int = 65536) -> list[int]:
    view = memoryview(data)
    return [zlib.crc32(view[at : at + size]) for at in range(0, len(view), size)]


result = checksums(bytes(range(256)) * 1024)
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
