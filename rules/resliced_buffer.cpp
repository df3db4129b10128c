// Finds `data = data[n:]` where the value comes back: each pass copies everything that is left. What to write instead
// depends on what the buffer is and whether it grows too.

#include <algorithm>
#include <string>
#include <utility>

#include "engine/context.h"
#include "engine/patterns/cut_down.h"
#include "engine/patterns/handed_back.h"
#include "engine/patterns/known_limit.h"
#include "engine/patterns/repeated.h"
#include "engine/patterns/socket_kind.h"
#include "engine/rewrite.h"
#include "engine/rewrites/offset_rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

using namespace engine;
using namespace engine::literals;
using semantics::Buffer;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

namespace {

// Measured with 64-byte records: an offset is 1.1 to 1.3 times as fast at 512 bytes, `del` from 4 KB on.
constexpr std::uint64_t offset_gains_from = 512;
constexpr std::uint64_t deletion_gains_from = 4_KiB;

std::string deletion(const Cut& cut) {
  const std::string base(cut.target.text());
  const syntax::Slice slice = cut.slice.slice();
  if (cut.front) return "del " + base + "[:" + std::string(slice.lower().text()) + "]";
  return "del " + base + "[" + std::string(slice.upper().text()) + ":]";
}

bool can_change_in_place(semantics::Model& model, const Cut& cut) {
  if (!cut.target.is(Kind::identifier)) return true;
  if (is_parameter(cut.target)) return false;
  // A bytearray that has another name (`buf = self.spare`) would change under it.
  for (const Node binding : model.bindings_of(cut.base)) {
    const Subscript part(binding);
    const bool made_here = binding.is_any(Kind::call, Kind::string, Kind::concatenated_string, Kind::binary_operator);
    const bool of_itself = part.slice() && same_place(part.value(), cut.target);
    if (!made_here && !of_itself) return false;
  }
  return true;
}

std::string advice(semantics::Model& model, const Cut& cut, const Buffer& buffer, const Repeated& repeated) {
  if (cut.front && cut.back) return "keep a start and an end offset and slice once";
  const bool in_place = can_change_in_place(model, cut);
  const std::string removal = cut.slice ? code(deletion(cut)) : "`del` of what is taken";
  if (buffer.only(Buffer::bytearray) && in_place) return "remove it in place: " + removal;
  if (cut.back) return "keep the end as an offset and slice once";
  const bool stream = !repeated.loop || is_grown(model, cut.base);
  if (stream && in_place && buffer.only(Buffer::bytes)) return "keep it in a `bytearray` and " + removal;
  if (!cut.slice) return "keep an offset into it and look for the end of the next piece with `find`";
  if (buffer.only(Buffer::bytes)) return "keep an offset into it, or read from a `BytesIO` of it";
  return "keep an offset into it";
}

/// `buf = buf[n:]` to `del buf[:n]`, with `head = buf[:n]` before it where the same statement takes that.
std::optional<Fix> deletion_fix(const syntax::Tree& tree, const Cut& cut) {
  const Node statement = cut.statement.parent();
  if (!cut.slice || (cut.front && cut.back) || !cut.statement.is(Kind::assignment) ||
      !statement.is(Kind::expression_statement)) {
    return std::nullopt;
  }
  if (cut.statement.child(syntax::Field::type) || holds_comment(tree, statement.range())) return std::nullopt;
  std::string content = deletion(cut);
  if (cut.head) {
    // Two statements need no line of their own: they stand where one stood, after a colon or a semicolon too.
    const Node head_target = cut.statement.child(syntax::Field::left).first_child();
    content = std::string(head_target.text()) + " = " + std::string(cut.head.text()) + "; " + content;
  } else if (cut.statement.child(syntax::Field::left) != cut.target) {
    return std::nullopt;
  }
  return Fix{.applicability = Applicability::unsafe,
             .title = "Delete in place",
             .reason = "the one bytearray changes: other names for it see that, and a view of it that lives forbids it",
             .edits = {{.range = statement.range(), .content = std::move(content)}}};
}

/// `data = data[file.write(data):]` with a buffered file leaves nothing.
bool leaves_nothing(semantics::Model& model, const Cut& cut) {
  const Node lower = cut.slice ? cut.slice.slice().lower() : Node{};
  const syntax::Call call(lower ? model.definition_of(lower) : Node{});
  return call && model.takes_everything(call);
}

/// `data = data[n:]; data = head + pad + data`: something is put in, nothing is taken off.
bool is_put_back(const Cut& cut, const semantics::Loop& loop) {
  constexpr syntax::NodeId most_nodes = 4096;
  if (!loop) return false;
  const syntax::NodeId end = std::min(loop.node.after(), loop.node.id() + most_nodes);
  for (syntax::NodeId id = loop.node.id(); id < end; ++id) {
    const syntax::Assignment assignment(loop.node.tree().node(id));
    if (!assignment || !same_place(assignment.left(), cut.target)) continue;
    const syntax::BinaryOperator sum(assignment.right());
    if (sum && sum.operator_kind() == Kind::token_plus && same_place(sum.right(), cut.target)) return true;
  }
  return false;
}

/// The same value is cut in the same way further up in the loop already: one finding speaks for all of them.
bool is_said_before(semantics::Model& model, const semantics::Loop& loop, const Cut& cut) {
  constexpr syntax::NodeId most_nodes = 4096;
  const Node target = cut.target;
  if (target.id() - loop.node.id() > most_nodes) return false;
  for (syntax::NodeId id = loop.node.id(); id < cut.statement.id(); ++id) {
    const syntax::Assignment assignment(loop.node.tree().node(id));
    if (!assignment) continue;
    const auto is_same = [&](const Cut& before) {
      const bool alike = static_cast<bool>(before.slice) == static_cast<bool>(cut.slice);
      return alike && same_place(before.target, target) && model.buffer_of(before.base).slices_copy();
    };
    if (std::ranges::any_of(cuts_of(assignment.node()), is_same)) return true;
  }
  return false;
}

void report(Context& context, const Cut& cut) {
  semantics::Model& model = context.model();
  std::optional<Repeated> repeated = repeated_binding(model, cut.target);
  if (!repeated) repeated = repeated_with_growth(model, cut.target);
  if (!repeated) {
    context.silent(cut.expression, "what is cut does not come back to be cut again");
    return;
  }
  if (!cut.slice && !repeated->loop) {
    context.silent(cut.expression, "one piece is split off a call, of a handshake perhaps");
    return;
  }
  const Node base = cut.base;
  const semantics::Typed typed = model.type_of(base);
  const Buffer buffer = model.buffer_of(typed);
  if (!buffer.slices_copy()) {
    context.silent(cut.expression, "it is not known to be a buffer whose slices copy");
    return;
  }
  const std::optional<std::uint64_t> total = most_bytes(model, base);
  if (total && *total < offset_gains_from) {
    context.silent(cut.expression, "all of it is known to be smaller than 512 bytes");
    return;
  }
  if (leaves_nothing(model, cut)) {
    context.silent(cut.expression, "the write takes everything, so nothing is left to copy");
    return;
  }
  if (repeated->loop && follows_foreign_parse(model, repeated->loop, cut)) {
    context.silent(cut.expression,
                   "what tells how much to cut off is handed all of the rest, and would be with an offset");
    return;
  }
  if (const syntax::Call send = send_that_counts(model, cut)) {
    constexpr std::uint64_t one_send = 64_KiB;
    const Node region = repeated->loop ? repeated->loop.node : repeated->function.node();
    if (takes_all_at_once(model, send) || is_foreign_write(model, send) || is_made_of_short_parts(model, base) ||
        is_fed_while_small(model, region, base, one_send)) {
      context.silent(cut.expression, "one send takes everything, as far as is known");
      return;
    }
  }
  if (counts_down_skip(model, cut)) {
    context.silent(cut.expression, "a number of bytes is skipped, and that once");
    return;
  }
  if (is_put_back(cut, repeated->loop)) {
    context.silent(cut.expression, "something is put in before the rest: nothing is consumed");
    return;
  }
  if (model.is_line(base) || model.is_small_by_making(base)) {
    context.silent(cut.expression, "a line of a file is short, and so are keys, digests and decoded digits");
    return;
  }
  if (repeated->loop && is_said_before(model, repeated->loop, cut)) {
    context.silent(cut.expression, "the finding where it is cut first in the loop speaks for this place, too");
    return;
  }

  const bool deletes = buffer.only(Buffer::bytearray) && can_change_in_place(model, cut);
  Report report{
      .where = cut.expression,
      .message = code(cut.expression) + " copies what is left of " + code(base) + " " + repeated->how_often() +
                 " (1 MB in 64-byte records takes 190 times as long)" + because(typed) + "; " +
                 advice(model, cut, buffer, *repeated),
      .typed = typed,
      .cost = {.growth = Growth::quadratic,
               .width = std::nullopt,
               .gains_from = deletes ? deletion_gains_from : offset_gains_from,
               .in_loop = static_cast<bool>(repeated->loop)},
      .notes = {repeated->note()},
  };
  if (std::optional<Note> note = origin(typed, base)) report.notes.push_back(std::move(*note));
  report.fix = deletes ? deletion_fix(context.tree(), cut) : offset_fix(model, cut.target);
  if (cut.head) report.also_covers.push_back(cut.head.node());
  context.report(std::move(report));
}

/// `return record, data[n:]`, for a loop that hands the rest in again.
void check_handed_back(Context& context, syntax::FunctionDefinition function) {
  semantics::Model& model = context.model();
  const std::optional<HandedBack> back = handed_back(model, function);
  if (!back) return;
  const Node base = back->rest.value();
  const semantics::Typed typed = model.type_of(base);
  if (!model.buffer_of(typed).slices_copy()) {
    context.silent(back->rest.node(), "it is not known to be a buffer whose slices copy");
    return;
  }
  Report report{
      .where = back->rest.node(),
      .message = code(back->rest.node()) + " copies what is left of " + code(base) +
                 " on every pass of the loop that hands it to " + code(function.name()) +
                 " again (1 MB in 64-byte records takes 190 times as long)" + because(typed) +
                 "; hand over the whole buffer and an offset, and return the new offset",
      .typed = typed,
      .cost = {.growth = Growth::quadratic, .width = std::nullopt, .gains_from = offset_gains_from, .in_loop = true},
      .notes = {{.message = "handed in again here", .range = back->call.range()},
                {.message = "in this loop", .range = head_of(back->loop.node)}},
  };
  if (std::optional<Note> note = origin(typed, base)) report.notes.push_back(std::move(*note));
  context.report(std::move(report));
}

void check(Context& context, syntax::Assignment assignment) {
  for (const Cut& cut : cuts_of(assignment.node())) report(context, cut);
}

void check_named(Context& context, syntax::NamedExpression named) {
  for (const Cut& cut : cuts_of(named.node())) report(context, cut);
}

}  // namespace

extern constexpr Rule resliced_buffer{
    .group = Group::quadratic,
    .severity = Severity::warning,
    .summary = "buffer cut down by slicing it in a loop",
    .why =
        R"(`data = data[n:]` makes a new object of everything that is left, on every pass. The work grows with the
square of the data: 1 MB taken in 64-byte records costs 190 times what an offset costs, 16 MB in 4 KB records 1,800 to
2,700 times (CPython 3.11 and 3.13). In a method that is fed again and again the same happens from call to call.

Write instead:

- **an offset** into data that is there as a whole: `data[start:start + n]`, `start += n`. It gains at every size, 1.1
  to 1.3 times already at 512 bytes.
- **`io.BytesIO(data).read(n)`**, which keeps the offset itself: 1.8 to 2.6 times already at 512 bytes to 1 KB.
- **`del buf[:n]`** where the buffer is a `bytearray`, or where it grows too and so had better be one. A bytearray
  remembers where it starts, so that deleting its front copies nothing most of the time (130 to 150 times at 1 MB; it
  gains from 4 KB on). It changes the one object in place: another name for it sees that, and a view that lives
  forbids it.
- **a memoryview** cut the same way (`view = view[n:]`) for large data only: below 2 to 4 KB in total it is slower
  than the copy.

The same copy is made by `line, data = data.split(b"\n", 1)` and by `partition`, and where a function returns the rest
(`return record, data[n:]`) and a loop hands it in again (`record, data = take(data)`).

Silent where the base is a memoryview, where the value does not come back (rebound on every pass, a loop that ends
there, at most 8 passes), where it is known to be smaller than 512 bytes to begin with, and for `data[-n:]` and
`data[:n]`, which keep a bounded piece; for a line of a file, a digest or decoded digits, which are short; and where something is put in before the
rest (`data = head + data`).)",
    .gains_from = offset_gains_from,
    .supersedes = {"slice-in-loop", "copied-fields"},
    .bad = R"(def records(data: bytes, size: int):
    found = []
    while data:
        record, data = data[:size], data[size:]
        found.append(record)
    return found
)",
    .good = R"(def records(data: bytes, size: int):
    found = []
    for start in range(0, len(data), size):
        found.append(data[start:start + size])
    return found
)",
    .visit = {on<check>, on<check_named>, on<check_handed_back>},
};

}  // namespace slicecop::rules
