// A slice of a buffer that is taken on every pass of a loop, only to be handed to something that takes any buffer: a
// view made once above the loop gives the same parts without copying them.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "engine/context.h"
#include "engine/patterns/copying_slice.h"
#include "engine/patterns/only_looked_at.h"
#include "engine/patterns/repeated.h"
#include "engine/patterns/socket_kind.h"
#include "engine/patterns/view_readers.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using namespace engine::literals;
using semantics::Buffer;
using semantics::Loop;
using semantics::UseKind;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

/// A slice in a loop that copies for its readers alone.
struct Copy {
  Node base;
  semantics::Typed typed;
  Buffer buffer;
  semantics::Width width;
  Loop loop;                ///< the innermost one
  Loop home;                ///< the outermost one in which the base stays the same: a view can be made above it
  bool is_written = false;  ///< its bytes may change in `home`
  std::optional<semantics::Change> change;  ///< what forbids that a view lives all through `home`
  std::vector<semantics::Use> readers;
  std::uint64_t threshold = 0;
};

/// What raises while a view lives.
bool ends_views(semantics::ChangeKind kind) {
  return kind == semantics::ChangeKind::resized || kind == semantics::ChangeKind::closed;
}

/// Fills in above which loop a view can be made, if any, and what would end it there.
void find_home(Context& context, Copy& copy) {
  constexpr int most_loops = 8;
  semantics::Model& model = context.model();
  if (!syntax::is_dotted_name(copy.base)) return;
  Loop loop = copy.loop;
  for (int depth = 0; loop && depth < most_loops && model.is_invariant(copy.base, loop); ++depth) {
    const std::optional<semantics::Change> change = model.written_in(copy.base, loop.node);
    // An attribute may be another object once a method of its owner was called.
    if (change && copy.base.is(Kind::attribute) && change->kind == semantics::ChangeKind::unknown) break;
    copy.home = loop;
    copy.is_written = change.has_value();
    copy.change = change && ends_views(change->kind) ? change : std::nullopt;
    loop = model.loop_around(loop.node);
  }
  if (!copy.home || copy.change) return;
  // The name of the view outlives the loop.
  const std::optional<semantics::Change> after = model.changed_after(copy.base, copy.home.node);
  if (after && ends_views(after->kind)) copy.change = after;
}

/// `block[:count]` of a bytearray: one that was made beforehand and filled in part, mostly a large one.
bool is_filled_part(Subscript subscript, const Copy& copy) {
  using types::Evidence;
  const bool certain = copy.typed.evidence != Evidence::consumer && copy.typed.evidence != Evidence::name;
  return certain && copy.buffer.only(Buffer::bytearray) && !subscript.slice().lower() &&
         subscript.slice().upper().is_any(Kind::identifier, Kind::attribute);
}

/// Too little is known to tell that a view made for each slice pays: a line of text, an item, what was computed, a part
/// that is added to a bytearray, or what only its use shows to be a buffer.
bool may_be_small(Context& context, Subscript subscript, const Copy& copy) {
  semantics::Model& model = context.model();
  if (is_filled_part(subscript, copy)) return false;
  if (copy.buffer.only(Buffer::consumed) || model.is_fragment(copy.base) || !model.is_bulk(copy.base)) return true;
  // What was written into a file in memory on this pass: a record that is put together.
  if (syntax::Attribute(syntax::Call(copy.base).function()).name() == "getvalue") return true;
  return std::ranges::all_of(copy.readers, [](const auto& reader) {
    const syntax::Attribute method(syntax::Call(reader.where).function());
    return reader.where.is(Kind::augmented_assignment) || method.name() == "extend";
  });
}

/// True where the loop cuts the base itself: `data = data[n:]`. An offset is the remedy there, and resliced-buffer says
/// so.
bool is_resliced(Context& context, const Copy& copy) {
  constexpr syntax::NodeId most_nodes = 64;
  const auto change = context.model().written_in(copy.base, copy.loop.node);
  if (!change || change->kind != semantics::ChangeKind::rebound) return false;
  Node binding = change->where;
  while (binding.is_any(Kind::pattern_list, Kind::tuple_pattern)) binding = binding.parent();
  if (!binding.is_any(Kind::assignment, Kind::named_expression)) return false;
  const syntax::NodeId end = std::min(binding.after(), binding.id() + most_nodes);
  for (syntax::NodeId id = binding.id(); id < end; ++id) {
    const Subscript part(binding.tree().node(id));
    if (part.slice() && part.value().text() == copy.base.text()) return true;
  }
  return false;
}

std::optional<Copy> copy_in_loop(Context& context, Subscript subscript) {
  const syntax::Slice slice = subscript.slice();
  if (!slice || slice.step() || is_written(subscript.node())) return std::nullopt;
  semantics::Model& model = context.model();
  Copy copy;
  copy.loop = model.loop_around(subscript.node());
  if (!copy.loop) {
    context.silent(subscript.node(), "no loop runs it again and again");
    return std::nullopt;
  }

  copy.base = syntax::unparenthesized(subscript.value());
  copy.typed = model.type_of(copy.base);
  copy.buffer = model.buffer_of(copy.typed);
  if (!copy.buffer.slices_copy()) {
    context.silent(subscript.node(), "it is not known to be a buffer whose slices copy");
    return std::nullopt;
  }
  // `data[:]` of a bytes object is that object.
  const bool whole = !slice.lower() && !slice.upper();
  if (whole && copy.buffer.may_be(Buffer::bytes | Buffer::consumed)) {
    context.silent(subscript.node(), "all of a bytes object is that object");
    return std::nullopt;
  }

  copy.width = model.width_of(subscript);
  const std::uint64_t smallest = context.settings().min_slice_bytes;
  if (copy.width.below(smallest) || model.size_of(copy.base).below(smallest)) {
    context.silent(subscript.node(), "the slice is known to be too small for a view to gain (`min-slice-bytes`)");
    return std::nullopt;
  }
  if (model.is_fragment(subscript.node()) && !model.is_fragment(copy.base)) {
    context.silent(subscript.node(), "it ends where a line or a name does, and these are short");
    return std::nullopt;
  }
  copy.readers = view_readers(context, subscript.node(), copy.base, copy.buffer);
  // Read behind the loop only: of all the slices the last one counts, and one copy is as good as none.
  const auto reads_in_loop = [&](const semantics::Use& use) { return copy.loop.node.contains(use.where); };
  if (std::ranges::none_of(copy.readers, reads_in_loop)) {
    context.silent(subscript.node(), "its uses in the loop do not all take a view with the same result");
    return std::nullopt;
  }

  find_home(context, copy);
  if (!copy.home && is_resliced(context, copy)) {
    context.silent(subscript.node(), "the loop cuts the buffer itself: an offset is the remedy");
    return std::nullopt;
  }
  if (!copy.home && may_be_small(context, subscript, copy)) {
    context.silent(subscript.node(), "each pass has another buffer, and none is known to be large");
    return std::nullopt;
  }
  const bool one_view = copy.home && !copy.change;
  copy.threshold = one_view ? smallest : context.settings().min_slice_bytes_new_view;
  if (copy.width.below(copy.threshold) || model.size_of(copy.base).below(copy.threshold)) {
    context.silent(subscript.node(),
                   "a view made for each slice does not gain at this size (`min-slice-bytes-new-view`)");
    return std::nullopt;
  }
  return copy;
}

/// A part of a slice that is reported itself: with a view there, this one is a view's slice.
bool is_part_of_reported(Context& context, const Copy& copy) {
  const Node definition = context.model().definition_of(copy.base);
  return definition.is(Kind::subscript) && copy_in_loop(context, Subscript(definition)).has_value();
}

std::string read_by(const Copy& copy) {
  const Node function = copy.readers.size() == 1 ? syntax::Call(copy.readers.front().where).function() : Node{};
  return function ? "only for " + code(function) + " to read it" : "only to be read";
}

std::string indexed(Subscript subscript) {
  const text::Range all = subscript.range();
  const text::Range base = subscript.value().range();
  return std::string(subscript.text().substr(base.end - all.start));
}

/// Text that can be followed by `[`, or stand as an argument.
std::string text_of(Node node) { return std::string(node.text()); }

/// True where the slice itself, not only a view, can be made above the loop.
bool is_same_each_pass(Context& context, Subscript subscript, const Copy& copy) {
  return copy.home && !copy.is_written && context.model().is_invariant(subscript.slice().node(), copy.loop);
}

std::string message(Context& context, Subscript subscript, const Copy& copy) {
  if (is_same_each_pass(context, subscript, copy)) {
    return "the same bytes are copied on every pass by " + code(subscript.node()) +
           "; take the slice once above the loop" + because(copy.typed);
  }
  const std::optional<std::uint64_t> width = copy.width.exact();
  std::string sentence = code(subscript.node());
  sentence += width ? " copies " + with_separators(*width) + " bytes on every pass, " : " is copied on every pass, ";
  sentence += read_by(copy) + "; ";

  const std::string view = "memoryview(" + text_of(copy.base) + ")";
  if (copy.change) {
    sentence += "do it inside " + code("with " + view + " as view:") + " with " + code("view" + indexed(subscript)) +
                ", and end the block before ";
    // A `with` statement closes what its head opened.
    const bool by_block = copy.change->where.id() < copy.home.node.id();
    sentence += by_block ? code(copy.base) + " is closed" : code(copy.change->where);
  } else if (copy.home) {
    const bool statement = !syntax::is_comprehension(copy.home.node.kind());
    sentence += "make " + code("view = " + view) + (statement ? " above the loop and use " : " before and use ") +
                code("view" + indexed(subscript));
  } else {
    sentence += code(view + indexed(subscript)) + " copies nothing, and pays from " +
                with_separators(context.settings().min_slice_bytes_new_view) + " bytes";
  }
  return sentence + because(copy.typed);
}

/// Why a view above the loop may behave otherwise than the slices; empty where it cannot.
std::string doubt(Context& context, const Copy& copy) {
  using types::Evidence;
  const std::string base = code(copy.base);
  if (copy.typed.evidence == Evidence::consumer || copy.typed.evidence == Evidence::name) {
    return "nothing but its use says that " + base + " is a buffer";
  }
  if (!copy.buffer.only(Buffer::bytes)) return base + " can be written or closed while the view lives";
  if (copy.buffer.optional) return base + " may be `None`, of which no view can be made";
  if (!copy.base.is(Kind::identifier)) return base + " may be another object on a later pass";
  for (const semantics::Use& reader : copy.readers) {
    if (reader.kind == UseKind::kept) return code(syntax::Call(reader.where).function()) + " may keep the view";
    if (reader.kind == UseKind::unknown) return code(syntax::Call(reader.where).function()) + " may be overridden";
  }
  if (context.model().meaning_of("memoryview", copy.home.node) != "builtins.memoryview") {
    return "`memoryview` means something else here";
  }
  return {};
}

std::optional<Fix> fix(Context& context, Subscript subscript, const Copy& copy) {
  if (!copy.home || copy.change || !copy.base.is(Kind::identifier)) return std::nullopt;
  if (!copy.home.node.is_any(Kind::for_statement, Kind::while_statement)) return std::nullopt;
  if (is_same_each_pass(context, subscript, copy)) return std::nullopt;
  if (subscript.value() != copy.base) return std::nullopt;

  const std::optional<ViewAbove> view = view_above(context.model(), copy.base, copy.home.node);
  if (!view) return std::nullopt;
  Fix fix;
  fix.title = "Slice a view made above the loop";
  fix.edits.push_back({.range = copy.base.range(), .content = view->name});
  if (view->line) fix.edits.push_back(*view->line);
  fix.reason = doubt(context, copy);
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  if (fix.reason.empty()) fix.reason = "bytes never change, and whatever reads the slice takes any buffer";
  return fix;
}

/// `self._decode(data[at:])`: the rest of the buffer, for an own function that looks at its start.
bool check_rest(Context& context, Subscript subscript) {
  const syntax::Slice slice = subscript.slice();
  const Node operand = syntax::with_parentheses(subscript.node());
  if (!slice.lower() || slice.upper() || slice.step() || !operand.parent().is(Kind::argument_list)) return false;
  semantics::Model& model = context.model();
  const Loop loop = model.loop_around(subscript.node());
  const Node base = syntax::unparenthesized(subscript.value());
  if (!loop || model.is_invariant(slice.lower(), loop) || !model.is_invariant(base, loop)) return false;
  const semantics::Typed typed = model.type_of(base);
  const Buffer buffer = model.buffer_of(typed);
  if (!buffer.slices_copy() || model.is_fragment(base)) return false;
  if (model.size_of(base).below(context.settings().min_slice_bytes)) return false;
  if (!is_only_looked_at(model, subscript.node())) return false;
  const std::string function = code(syntax::Call(operand.parent().parent()).function());
  Report report{
      .where = subscript.node(),
      .message = code(subscript.node()) + " copies the rest of " + code(base) + " on every pass, only for " + function +
                 " to look at it; hand over " + code(base) + " and " + code(slice.lower()) +
                 ", or slice a `memoryview` made above the loop" + because(typed),
      .typed = typed,
      .cost = {.growth = Growth::per_iteration,
               .width = {},
               .gains_from = context.settings().min_slice_bytes,
               .in_loop = true},
  };
  report.notes.push_back({.message = "copied on each pass of this loop", .range = head_of(loop.node)});
  if (auto note = origin(typed, base)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
  return true;
}

/// `sock.send(data[sent:])` of a socket that takes all at once, so that there is no second pass.
bool is_unsent_rest(semantics::Model& model, Subscript subscript, const Copy& copy) {
  return !subscript.slice().upper() && std::ranges::any_of(copy.readers, [&](const semantics::Use& reader) {
    const syntax::Call call(reader.where);
    return syntax::Attribute(call.function()).name() == "send" && takes_all_at_once(model, call);
  });
}

void check(Context& context, Subscript subscript) {
  if (check_rest(context, subscript)) return;
  const std::optional<Copy> copy = copy_in_loop(context, subscript);
  if (!copy || is_part_of_reported(context, *copy)) return;
  if (is_unsent_rest(context.model(), subscript, *copy)) {
    context.silent(subscript.node(), "one send takes all of it");
    return;
  }

  Report report{
      .where = subscript.node(),
      .message = message(context, subscript, *copy),
      .typed = copy->typed,
      .cost = {.growth = Growth::per_iteration,
               .width = copy->width.exact(),
               .gains_from = copy->threshold,
               .in_loop = true},
      .fix = fix(context, subscript, *copy),
  };
  report.notes.push_back({.message = "copied on each pass of this loop", .range = head_of(copy->loop.node)});
  if (copy->change) {
    report.notes.push_back(
        {.message = "a view that lives here makes this raise", .range = copy->change->where.range()});
  }
  if (auto note = origin(copy->typed, copy->base)) report.notes.push_back(std::move(*note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule slice_in_loop{
    .group = Group::slices,
    .severity = Severity::info,
    .summary = "slice of a buffer copied on every pass of a loop",
    .why =
        R"(`data[a:b]` of a `bytes`, `bytearray`, `mmap` or `array` copies the bytes. Where the slice is only handed on to
something that takes any buffer (a file, a socket, a hash, a compressor, `join`, a slice assignment), a slice of a
`memoryview` does the same and copies nothing.

A view that was made once above the loop wins from about 0.6 KB a slice: 1.2 to 1.35 times as fast at 1 KB, 1.7 times at
4 KB, 14 to 20 times at 64 KB, over 240 times at 1 MB (the slice alone; CPython 3.8 to 3.13). What takes the slice has
its own cost: writing 4 KB gains 1.2 to 1.3 times, a checksum hardly anything beyond the memory saved. A view that has to
be made for each slice (`memoryview(packet)[4:]`) wins from 8 to 12 KB only, and below 256 bytes is three times slower.

`self._decode(data[at:])` with `at` moving on copies all that is left of the buffer on every pass. Where the method only looks
at its start (by index, length, unpacking), hand over the buffer and the position.

Silent: slices known to be smaller (`min-slice-bytes`, `min-slice-bytes-new-view`), with a step, and those that are
compared, hashed, looked up, iterated, indexed, decoded or turned into a number, where a view is slower or wrong; those
that are kept, returned or handed to unknown code; lines, headers and names up to a delimiter that was found; loops that
run once or a known few times, and code that is followed by the way out of its loop; `target[a:b] = source[c:d]` with two bytearrays, as CPython makes a bytearray of any other right side first and so copies a view, too.

While a view of a `bytearray` or `mmap` lives, resizing or closing it raises `BufferError`. Where the loop does that, end a
`with memoryview(buffer) as view:` block before it, or copy.)",
    .gains_from = 1_KiB,
    .supersedes = {"sliced-argument"},
    .bad = R"(import zlib


def checksums(data: bytes, size: int = 65536) -> list[int]:
    sums = []
    for start in range(0, len(data), size):
        sums.append(zlib.crc32(data[start : start + size]))
    return sums


result = checksums(bytes(range(256)) * 1024)
)",
    .good = R"(import zlib


def checksums(data: bytes, size: int = 65536) -> list[int]:
    sums = []
    view = memoryview(data)
    for start in range(0, len(view), size):
        sums.append(zlib.crc32(view[start : start + size]))
    return sums


result = checksums(bytes(range(256)) * 1024)
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
