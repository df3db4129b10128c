// Finds `data += chunk` on a bytes object where the value comes back: each pass makes a new object and copies what was
// gathered so far. bytearray, str, list and numbers are other matters.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/context.h"
#include "engine/patterns/gathered_total.h"
#include "engine/patterns/growing_sum.h"
#include "engine/patterns/known_limit.h"
#include "engine/patterns/put_back.h"
#include "engine/patterns/repeated.h"
#include "engine/patterns/splice.h"
#include "engine/rewrites/grown_bytearray.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

using namespace engine;
using namespace engine::literals;
using semantics::Buffer;
using syntax::Kind;
using syntax::Node;

namespace {

// Measured: at 16 KB in 1 KB pieces a list or a bytearray is 1.1 to 1.3 times as fast, below that nothing is gained.
constexpr std::uint64_t total_gains_from = 16_KiB;

/// Something in the loop looks at what is gathered so far, so that a list of pieces would not do.
bool is_read_in_loop(const semantics::Loop& loop, const GrowingSum& growth, Node statement) {
  constexpr syntax::NodeId most_nodes = 4096;
  const syntax::NodeId end = std::min(loop.node.after(), loop.node.id() + most_nodes);
  for (syntax::NodeId id = loop.node.id(); id < end; ++id) {
    const Node node = loop.node.tree().node(id);
    if (!statement.contains(node) && same_place(node, growth.target) && !is_growth(node)) return true;
  }
  return false;
}

bool is_returned(semantics::Model& model, const GrowingSum& growth) {
  for (const semantics::Use& use : model.uses_of(growth.target).all) {
    if (use.kind == semantics::UseKind::returned) return true;
  }
  return false;
}

/// `data = b""` in the class's own body, and in no `__init__`: all objects begin with the same one.
bool is_default_of_class(Node target) {
  const std::string_view name = syntax::Attribute(target).name();
  Node around = target;
  while (around && !around.is(Kind::class_definition)) around = around.parent();
  if (!around || name.empty()) return false;
  bool found = false;
  for (syntax::NodeId id = around.id(); id < around.after(); ++id) {
    const syntax::Assignment assignment(around.tree().node(id));
    if (!assignment) continue;
    const syntax::FunctionDefinition function(syntax::enclosing_function(assignment.node()));
    if (function && function.name().text() == "__init__" && same_place(assignment.left(), target)) return false;
    found = found || (!function && assignment.left().is(Kind::identifier) && assignment.left().text() == name);
  }
  return found;
}

std::string advice(semantics::Model& model, const GrowingSum& growth, const Repeated& repeated, Node statement) {
  if (growth.in_front) return "collect the pieces in a list and join them reversed";
  if (!repeated.loop && is_default_of_class(growth.target)) {
    return "keep it in a `bytearray` that `__init__` makes, which grows in place";
  }
  if (!repeated.loop) return "keep it in a `bytearray`, which grows in place";
  if (is_read_in_loop(repeated.loop, growth, statement)) return "use a `bytearray`, which grows in place";
  if (is_returned(model, growth)) {
    return "collect the pieces in a list and join them once, or grow a `bytearray` and return `bytes(...)` of it";
  }
  return "use a `bytearray`, or collect the pieces in a list and join them once";
}

/// Begins with `bytearray()` where it began with `b""`.
std::optional<Fix> fix(semantics::Model& model, const GrowingSum& growth, Node statement) {
  if (!growth.target.is(Kind::identifier) || growth.in_front || statement.is(Kind::named_expression))
    return std::nullopt;
  if (std::optional<Fix> whole = grown_bytearray_fix(model, growth)) return whole;
  Fix fix;
  for (const Node binding : model.bindings_of(growth.before)) {
    if (statement.contains(binding)) continue;
    if (!is_empty_bytes(model, binding) || !binding.parent().is(Kind::assignment)) return std::nullopt;
    fix.edits.push_back({.range = binding.range(), .content = "bytearray()"});
  }
  if (fix.edits.empty()) return std::nullopt;
  if (statement.is(Kind::assignment)) {
    std::optional<text::Edit> edit = augmented_edit(growth, statement);
    if (!edit) return std::nullopt;
    fix.edits.push_back(std::move(*edit));
  }
  fix.applicability = Applicability::unsafe;
  fix.title = "Grow a bytearray";
  fix.reason =
      code(growth.target) + " becomes a bytearray: what needs bytes refuses it, and what keeps it sees it grow";
  return fix;
}

bool makes_bytearray(Node value) {
  constexpr syntax::NodeId most_nodes = 256;
  const syntax::NodeId end = std::min(value.after(), value.id() + most_nodes);
  for (syntax::NodeId id = value.id(); id < end; ++id) {
    if (syntax::Call(value.tree().node(id)).function().text() == "bytearray") return true;
  }
  return false;
}

/// Bytes, or, where only what takes the value tells (`data.decode()`), bytes or a bytearray that nothing here makes:
/// who chose to grow a bytearray has made it himself. Whole pieces have to come in, too: fields stay small.
bool grows_anew(semantics::Model& model, const GrowingSum& growth, const semantics::Typed& typed) {
  const Buffer buffer = model.buffer_of(typed);
  if (buffer.only(Buffer::bytes)) return true;
  if (typed.evidence != types::Evidence::consumer || !buffer.only(Buffer::bytes | Buffer::bytearray)) return false;
  if (!growth.piece || syntax::Subscript(growth.piece).slice() || !model.is_bulk(growth.piece)) return false;
  return std::ranges::none_of(model.bindings_of(growth.before), makes_bytearray);
}

void report(Context& context, const GrowingSum& growth, Node statement) {
  semantics::Model& model = context.model();
  const std::optional<Repeated> repeated = repeated_binding(model, growth.target);
  if (!repeated) {
    context.silent(growth.target, "the sum does not come back to grow again");
    return;
  }
  const semantics::Typed typed = model.type_of(growth.before);
  if (!grows_anew(model, growth, typed)) {
    context.silent(growth.target, "it is not known to be a bytes object");
    return;
  }
  if (repeated->loop && ends_early(model, repeated->loop, growth.target, total_gains_from)) {
    context.silent(growth.target, "the loop ends before 16 KB are gathered");
    return;
  }
  if (is_filled_up(model, growth.target, total_gains_from)) {
    context.silent(growth.target, "it is filled up to less than 16 KB");
    return;
  }
  if (repeated->loop && gathers_line(model, repeated->loop, growth)) {
    context.silent(growth.target, "what is gathered is a line, which is short");
    return;
  }
  if (gathers_token(model, growth.target)) {
    context.silent(growth.target, "what is gathered is a token up to the next match of a pattern");
    return;
  }
  const Node region = repeated->loop ? repeated->loop.node : repeated->function.node();
  if (is_fed_while_small(model, region, growth.target, total_gains_from)) {
    context.silent(growth.target, "it is fed only while it is smaller than 16 KB");
    return;
  }
  if (repeated->loop && is_left_while_small(model, repeated->loop.node, growth.target, total_gains_from)) {
    context.silent(growth.target, "the loop is left before it holds 16 KB");
    return;
  }
  if (repeated->loop && grows_before(repeated->loop, growth)) {
    context.silent(growth.target, "the finding where it grows first in the loop speaks for this place, too");
    return;
  }
  if (repeated->loop && is_small_product(model, repeated->loop, growth.piece, total_gains_from)) {
    context.silent(growth.target, "number of passes and size of the pieces keep it below 16 KB");
    return;
  }
  if (!may_grow_large(model, repeated->loop, growth, statement)) {
    context.silent(growth.target, "nothing says that much comes together: no piece is read, received or handed in");
    return;
  }

  Report report{
      .where = syntax::enclosing_statement(growth.target).contains(statement) ? growth.target
                                                                              : statement.child(syntax::Field::left),
      .message = code(growth.target) + " is rebuilt " + repeated->how_often() +
                 ", as bytes cannot grow (16 MB in 4 KB pieces takes 1,000 times as long); " +
                 advice(model, growth, *repeated, statement),
      .typed = typed,
      .cost = {.growth = Growth::quadratic,
               .width = std::nullopt,
               .gains_from = total_gains_from,
               .in_loop = static_cast<bool>(repeated->loop)},
      .notes = {repeated->note()},
      .fix = fix(model, growth, statement),
  };
  if (std::optional<Note> note = origin(typed, growth.before)) report.notes.push_back(std::move(*note));
  context.report(std::move(report));
}

void report_splice(Context& context, const Splice& splice, Node statement) {
  semantics::Model& model = context.model();
  const semantics::Loop loop =
      model.loop_around(splice.target) ? model.carrying_loop(splice.target) : semantics::Loop{};
  const semantics::Typed typed = model.type_of(splice.before);
  const std::optional<std::uint64_t> total = most_bytes(model, splice.before);
  if (!loop || !loop.node.is(Kind::while_statement)) {
    // A loop over fields patches a packet a few times; one that looks for the next place goes on to the end.
    context.silent(splice.target, "no `while` loop patches it again and again");
    return;
  }
  if (!model.buffer_of(typed).only(Buffer::bytes)) {
    context.silent(splice.target, "it is not known to be a bytes object");
    return;
  }
  if ((total && *total < total_gains_from) || !model.is_bulk(splice.before)) {
    context.silent(splice.target, "nothing says that it is 16 KB or more");
    return;
  }
  const Repeated repeated{.loop = loop, .function = {}};
  Report report{
      .where = statement.child(syntax::Field::left),
      .message =
          "all of " + code(splice.target) + " is copied " + repeated.how_often() +
          " to change a part of it; patch a `bytearray` in place, or collect the pieces between and join them once",
      .typed = typed,
      .cost = {.growth = Growth::quadratic, .width = std::nullopt, .gains_from = total_gains_from, .in_loop = true},
      .notes = {repeated.note()},
  };
  if (std::optional<Note> note = origin(typed, splice.before)) report.notes.push_back(std::move(*note));
  context.report(std::move(report));
}

/// What cannot be added to bytes, as far as a look tells: most `+=` in the world count.
bool is_no_bytes(Node value) {
  if (value.is_any(Kind::integer, Kind::float_, Kind::list, Kind::tuple, Kind::list_comprehension)) return true;
  if (value.is(Kind::call)) return syntax::Call(value).function().text() == "len";
  const syntax::BinaryOperator binary(value);
  if (binary && binary.operator_kind() != Kind::token_star && binary.operator_kind() != Kind::token_percent) {
    return binary.left().is(Kind::integer) || binary.right().is(Kind::integer);
  }
  return value.is_any(Kind::string, Kind::concatenated_string) && !syntax::is_bytes_literal(value);
}

void check(Context& context, syntax::AugmentedAssignment augmented) {
  if (augmented.operator_kind() != Kind::token_plus_equal) return;
  const Node piece = syntax::unparenthesized(augmented.right());
  if (is_no_bytes(piece) || syntax::Subscript(augmented.left()).slice()) return;
  report(context, {.target = augmented.left(), .before = augmented.left(), .piece = piece, .in_front = false},
         augmented.node());
}

void check_assignment(Context& context, syntax::Assignment assignment) {
  if (const std::optional<GrowingSum> growth = growth_of(assignment.left(), assignment.right())) {
    report(context, *growth, assignment.node());
  } else if (const std::optional<PutBack> back = put_back(context.model(), assignment)) {
    report(context, {.target = back->item, .before = back->before, .piece = {}, .in_front = false}, assignment.node());
  } else if (const std::optional<Splice> splice = splice_of(assignment)) {
    report_splice(context, *splice, assignment.node());
  }
}

void check_named(Context& context, syntax::NamedExpression named) {
  if (const std::optional<GrowingSum> growth = growth_of(named.name(), named.value())) {
    report(context, *growth, named.node());
  }
}

}  // namespace

extern constexpr Rule bytes_accumulation{
    .group = Group::quadratic,
    .severity = Severity::warning,
    .summary = "bytes object grown in a loop",
    .why =
        R"(A bytes object cannot grow: `data += chunk` makes a new one and copies everything gathered so far. The
work grows with the square of the total: 3 to 6 times that of the other ways at 64 KB in 1 KB pieces, over 110 times
at 1 MB, 1,100 to 1,700 times at 16 MB in 4 KB pieces, and 20 seconds instead of 0.1 for a 64 MB frame (CPython 3.11
and 3.13). Unlike a str, a bytes object is never extended in place. In a method that is fed again and again the same
happens from call to call.

Write instead:

- **`bytearray`** and the same `+=`, which grows in place. What needs bytes in the end (a dict key, `json`) wants
  `bytes(data)`: one copy.
- **a list** of the pieces and one `b"".join(pieces)`, where nothing looks at the data before it is complete: the
  fastest of those that need no size.
- **a `bytearray(n)` made once** where the size is known, filled with `sock.recv_into(view[k:])` or
  `file.readinto(view[k:])`: nothing is copied but what arrives (up to 3 times as fast again).

The same goes for `data = data[:start] + part + data[end:]` in a `while` loop, which copies all of it to change a part:
patch a `bytearray` in place.

Silent for a bytearray, a str, a list; where the value is made anew on every pass; in loops of at most 8 passes; where
the loop's condition keeps the total below 16 KB (`while len(head) < 4`), since nothing is gained there; and where
nothing says that much comes together: headers, keys and records are put together of fields and stay small. What says
so is a piece that is read, received, decompressed or handed in, or a loop over the bytes of such data.)",
    .gains_from = total_gains_from,
    .bad = R"(def gathered(chunks):
    data = b""
    for chunk in chunks:
        data += chunk
    return data
)",
    .good = R"(def gathered(chunks):
    pieces = []
    for chunk in chunks:
        pieces.append(chunk)
    return b"".join(pieces)
)",
    .visit = {on<check>, on<check_assignment>, on<check_named>},
};

}  // namespace slicecop::rules
