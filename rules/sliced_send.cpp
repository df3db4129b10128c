// Finds the loop that sends what is left of a buffer as a slice: `sent += sock.send(data[sent:])`, or `data = data[n:]`
// after a send that returned n. Two shapes, one proof: the count that the call returns moves the slice's own lower
// bound.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/context.h"
#include "engine/patterns/cut_name.h"
#include "engine/patterns/known_limit.h"
#include "engine/patterns/repeated.h"
#include "engine/patterns/socket_kind.h"
#include "engine/rewrite.h"
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

// Measured with 64 KB a send: nothing is gained below.
constexpr std::uint64_t total_gains_from = 64_KiB;

struct Send {
  syntax::Call call;
  Subscript rest;     ///< the slice that copies what is not sent yet
  Node target;        ///< what is bound: the position, or the buffer itself
  bool cuts = false;  ///< `data = data[n:]`; otherwise the position moves
};

Node without_await(Node node) {
  node = syntax::unparenthesized(node);
  while (node.is(Kind::await)) node = syntax::unparenthesized(node.first_child());
  return node;
}

/// The call whose result `count` is, itself or through a name.
syntax::Call call_behind(semantics::Model& model, Node count) {
  count = without_await(count);
  if (count.is(Kind::identifier)) count = without_await(model.definition_of(count));
  return syntax::Call{count};
}

/// `data[start:]`, with nothing that bounds its width.
bool is_rest(Subscript subscript) {
  const syntax::Slice slice = subscript.slice();
  if (!slice || !slice.lower() || slice.step()) return false;
  return !slice.upper() || is_length_of(slice.upper(), subscript.value());
}

/// The argument of `call` that is `data[position:]`.
Subscript rest_from(syntax::Call call, Node position) {
  for (const Node argument : call.arguments().children()) {
    const Subscript subscript(argument);
    if (is_rest(subscript) && same_place(subscript.slice().lower(), position)) return subscript;
  }
  return {};
}

/// The argument of `call` that is `buffer` or a slice from its beginning.
Node argument_of(syntax::Call call, Node buffer) {
  for (const Node argument : call.arguments().children()) {
    const Subscript subscript(argument);
    const bool head = subscript.slice() && !subscript.slice().lower();
    if (same_place(head ? subscript.value() : argument, buffer)) return argument;
  }
  return {};
}

std::string_view called_name(syntax::Call call) {
  const syntax::Attribute method(call.function());
  return method ? method.name() : call.function().text();
}

/// What is sent, if it is a buffer of which a slice copies. A library's function proves that by what it takes and
/// returns, one that is not known by the shape and its name alone; but text files have a `write` that returns a count
/// too.
std::optional<semantics::Typed> proven(semantics::Model& model, const Send& send) {
  const std::string_view name = called_name(send.call);
  const bool sends = name.find("send") != std::string_view::npos;
  const bool writes = name.find("write") != std::string_view::npos;
  if (!sends && !writes) return std::nullopt;

  semantics::Typed typed = model.type_of(send.rest.value());
  if (const Buffer buffer = model.buffer_of(typed)) {
    if (!buffer.slices_copy()) return std::nullopt;
    if (model.takes_everything(send.call)) return std::nullopt;
    const bool library = !model.callee_name(send.call).empty();
    if (send.cuts && is_foreign_write(model, send.call)) return std::nullopt;
    if (library && !model.is_instance(model.type_of(send.call.node()).type, types::Known::int_)) return std::nullopt;
    return typed;
  }
  if (typed.type != types::Type::unknown || writes) return std::nullopt;
  typed.evidence = types::Evidence::consumer;
  return typed;
}

bool is_own(Node place) { return !place.is(Kind::identifier); }

/// How often it is sent: a loop, or, where the object keeps what is left, whoever calls again for that.
std::optional<Repeated> repeated(semantics::Model& model, const Send& send) {
  if (semantics::Loop loop = model.loop_around(send.target)) {
    if (send.cuts) {
      loop = model.carrying_loop(send.target);
    } else if (!model.is_invariant(send.rest.value(), loop)) {
      loop = {};
    }
    return loop ? std::optional(Repeated{.loop = loop, .function = {}}) : std::nullopt;
  }
  if (!is_own(send.target) || !is_own(send.rest.value())) return std::nullopt;
  const syntax::FunctionDefinition function(syntax::enclosing_function(send.target));
  if (!function) return std::nullopt;
  return Repeated{.loop = {}, .function = function};
}

std::string indexed(Subscript subscript, std::string_view base) {
  return std::string(base) + std::string(subscript.text().substr(subscript.value().text().size()));
}

std::string deletion(const Send& send) {
  const std::string_view bound = send.rest.slice().lower().text();
  return "del " + std::string(send.rest.value().text()) + "[:" + std::string(bound) + "]";
}

/// Deleting the front of the buffer in place suits one that is the object's own or made here, not the caller's.
bool deletes(semantics::Model& model, const Send& send, Buffer buffer, const Repeated& repeated) {
  const Node base = send.rest.value();
  if (!send.cuts || (!is_own(base) && is_parameter(base))) return false;
  return buffer.only(Buffer::bytearray) || !repeated.loop || is_grown(model, base);
}

std::string advice(semantics::Model& model, const Send& send, Buffer buffer, const Repeated& repeated) {
  const std::string base(send.rest.value().text());
  if (deletes(model, send, buffer, repeated)) {
    return buffer.only(Buffer::bytearray) ? "remove what is sent in place: " + code(deletion(send))
                                          : "keep it in a `bytearray` and " + code(deletion(send));
  }
  const std::string view = "make " + code("view = memoryview(" + base + ")");
  std::string text = view + (repeated.loop ? " above the loop" : " once") + " and ";
  if (send.cuts && send.rest.slice().lower().is(Kind::call)) {
    text += "cut that by what each call took: `view = view[n:]`";
  } else if (send.cuts) {
    text += "cut that: " + code("view = " + indexed(send.rest, "view"));
  } else {
    text += "send " + code(indexed(send.rest, "view"));
  }
  if (repeated.loop && model.callee_name(send.call) == "socket.socket.send") {
    text += "; on a blocking socket " +
            code(std::string(syntax::Attribute(send.call.function()).object().text()) + ".sendall") + " does it all";
  }
  return text;
}

/// Why the view might not do what the slices do; empty where it must.
std::string doubt(semantics::Model& model, const Send& send, const semantics::Typed& typed, Buffer buffer, Node loop) {
  const std::string base = code(send.rest.value());
  if (model.callee_name(send.call).empty()) return code(send.call.function()) + " is not known to take a view";
  if (typed.evidence == types::Evidence::consumer || typed.evidence == types::Evidence::name) {
    return "nothing but its use says that " + base + " is a buffer";
  }
  if (!buffer.only(Buffer::bytes)) return base + " must not be resized or closed while the view lives";
  if (model.meaning_of("memoryview", loop) != "builtins.memoryview") return "`memoryview` means something else here";
  if (buffer.optional) return base + " may be `None`, of which no view can be made";
  return {};
}

/// The view takes the place of the name, whose type stays what it is.
std::optional<Fix> renaming_fix(semantics::Model& model, const Send& send, Node loop) {
  const auto uses = uses_for_view({.target = send.target, .reader = send.call, .cut = send.rest}, loop);
  if (!uses) return std::nullopt;
  const std::optional<ViewAbove> view = view_above(model, send.rest.value(), loop);
  if (!view || !view->line) return std::nullopt;
  Fix fix{.title = "Send and cut a view made above the loop", .reason = {}, .edits = {*view->line}};
  for (const Node use : *uses) fix.edits.push_back({.range = use.range(), .content = view->name});
  return fix;
}

/// A view made above the loop. Where the name of what is cut is used otherwise, it becomes the view itself.
std::optional<Fix> view_fix(semantics::Model& model, const Send& send, const semantics::Typed& typed, Buffer buffer,
                            const Repeated& repeated) {
  const Node base = send.rest.value();
  const Node loop = repeated.loop.node;
  if (!loop.is_any(Kind::while_statement, Kind::for_statement) || is_own(base)) return std::nullopt;
  if (send.cuts && is_grown(model, base)) return std::nullopt;
  Fix fix;
  fix.reason = doubt(model, send, typed, buffer, loop);
  if (auto renaming = send.cuts ? renaming_fix(model, send, loop) : std::nullopt) {
    fix.title = std::move(renaming->title);
    fix.edits = std::move(renaming->edits);
  } else if (send.cuts) {
    const std::string name(base.text());
    std::optional<text::Edit> line = line_above(loop, name + " = memoryview(" + name + ")");
    if (!line) return std::nullopt;
    fix.title = "Cut a view of it";
    fix.edits.push_back(std::move(*line));
    fix.reason = code(base) + " is a memoryview from there on";
  } else {
    std::optional<ViewAbove> view = view_above(model, base, loop);
    if (!view) return std::nullopt;
    fix.title = "Send slices of a view made above the loop";
    if (view->line) fix.edits.push_back(std::move(*view->line));
    fix.edits.push_back({.range = base.range(), .content = view->name});
  }
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  if (fix.reason.empty()) fix.reason = "bytes never change, and " + code(send.call.function()) + " takes any buffer";
  return fix;
}

void report(Context& context, const Send& send) {
  semantics::Model& model = context.model();
  const std::optional<semantics::Typed> typed = proven(model, send);
  if (!typed) {
    context.silent(send.rest.node(), "the call is not known to send a part of a buffer and to tell how much");
    return;
  }
  const std::optional<Repeated> often = repeated(model, send);
  if (!often) {
    context.silent(send.rest.node(), "what is left is not sent again");
    return;
  }
  const std::optional<std::uint64_t> total = most_bytes(model, send.rest.value());
  if (total && *total < total_gains_from) {
    context.silent(send.rest.node(), "it is known to be smaller than 64 KB, which one send takes");
    return;
  }
  const Node region = often->loop ? often->loop.node : often->function.node();
  if (is_fed_while_small(model, region, send.rest.value(), total_gains_from) ||
      is_made_of_short_parts(model, send.rest.value())) {
    context.silent(send.rest.node(), "it never holds 64 KB, which one send takes");
    return;
  }
  if (takes_all_at_once(model, send.call)) {
    context.silent(send.rest.node(), "a blocking socket, or one for datagrams, takes everything at once");
    return;
  }
  const Buffer buffer = model.buffer_of(*typed);
  const Node base = send.rest.value();

  std::string message = code(send.rest.node()) + " copies the unsent rest of " + code(base);
  message += send.cuts ? " after each " : " for each ";
  message += code(send.call.function()) + (often->loop ? "" : " in " + code(often->function.name()));
  message += " (64 MB through a socket takes 190 times as long)" + because(*typed) + "; ";
  Report report{
      .where = send.rest.node(),
      .message = message + advice(model, send, buffer, *often),
      .typed = *typed,
      .cost = {.growth = Growth::quadratic,
               .width = std::nullopt,
               .gains_from = total_gains_from,
               .in_loop = static_cast<bool>(often->loop)},
      .notes = {often->note()},
  };
  if (send.cuts && !send.rest.node().contains(send.call.node())) {
    report.notes.push_back({.message = "sent here", .range = send.call.range()});
  }
  if (std::optional<Note> note = origin(*typed, base)) report.notes.push_back(std::move(*note));
  if (send.cuts) {
    const Subscript window(argument_of(send.call, send.target));
    if (window) report.also_covers.push_back(window.node());
  }
  if (!deletes(model, send, buffer, *often)) report.fix = view_fix(model, send, *typed, buffer, *often);
  context.report(std::move(report));
}

/// `position += count`, written in either way.
void check_advance(Context& context, Node position, Node count) {
  if (!position.is_any(Kind::identifier, Kind::attribute)) return;
  const syntax::Call call = call_behind(context.model(), count);
  const Subscript rest = rest_from(call, position);
  if (rest) report(context, {.call = call, .rest = rest, .target = position, .cuts = false});
}

/// `buffer = buffer[count:]`
void check_cut(Context& context, Node target, Subscript rest) {
  if (!is_rest(rest) || !same_place(target, rest.value()) || !target.is_any(Kind::identifier, Kind::attribute)) return;
  const syntax::Call call = call_behind(context.model(), rest.slice().lower());
  if (argument_of(call, target)) report(context, {.call = call, .rest = rest, .target = target, .cuts = true});
}

void check_value(Context& context, Node target, Node value) {
  value = syntax::unparenthesized(value);
  if (value.is(Kind::subscript)) check_cut(context, target, Subscript(value));
  const syntax::BinaryOperator sum(value);
  if (sum && sum.operator_kind() == Kind::token_plus && same_place(target, sum.left())) {
    check_advance(context, target, sum.right());
  }
}

/// True where a slice from `position` on is taken somewhere before it is moved.
bool begins_slice(Node position) {
  constexpr syntax::NodeId most_nodes = 512;
  const syntax::NodeId first = position.id() > most_nodes ? position.id() - most_nodes : 0;
  for (syntax::NodeId id = first; id < position.id(); ++id) {
    const syntax::Slice slice(position.tree().node(id));
    if (slice && same_place(slice.lower(), position)) return true;
  }
  return false;
}

void check(Context& context, syntax::AugmentedAssignment augmented) {
  if (augmented.operator_kind() != Kind::token_plus_equal) return;
  const Node count = without_await(augmented.right());
  // `total += n` is everywhere, and mostly no slice begins there.
  if (count.is(Kind::identifier) && !begins_slice(augmented.left())) return;
  if (count.is_any(Kind::call, Kind::identifier)) check_advance(context, augmented.left(), count);
}

void check_assignment(Context& context, syntax::Assignment assignment) {
  check_value(context, assignment.left(), assignment.right());
}

void check_named(Context& context, syntax::NamedExpression named) { check_value(context, named.name(), named.value()); }

}  // namespace

extern constexpr Rule sliced_send{
    .group = Group::quadratic,
    .severity = Severity::warning,
    .summary = "unsent rest of a buffer copied for every send",
    .why =
        R"(`sent += sock.send(data[sent:])` copies all that is not sent yet, for every part that is: with 64 KB a
send, 64 MB are copied 500 times over. Through a real non-blocking socket 16 MB take 4 to 14 times as long as with a
view, 64 MB 195 to 560 times (CPython 3.11 and 3.13). The same holds for `data = data[n:]` after a send or a write
that took n bytes.

Write instead:

- **a view made once** above the loop: `view = memoryview(data)`, then `view[sent:]`, or `view = view[n:]`. A view's
  slice copies nothing, and sockets, files and `os.write` take it.
- **`sock.sendall(data)`** where the socket blocks: the loop is there already.
- **`del buf[:n]`** where what is to be sent waits in a `bytearray` that grows too.
- **a window**, `data[sent:sent + 65536]`, where a view will not do: then each send copies no more than it can take.

Silent where the base is a memoryview, where the slice is bounded, for text, and for a `write` of something that is
not known (a text file's returns a count too). Below 64 KB in total one send mostly takes everything, and nothing is
gained.)",
    .gains_from = total_gains_from,
    .supersedes = {"resliced-buffer", "slice-in-loop", "copied-fields", "sliced-argument"},
    .bad = R"(import os


def write_all(descriptor: int, data: bytes) -> int:
    written = 0
    while written < len(data):
        written += os.write(descriptor, data[written:])
    return written
)",
    .good = R"(import os


def write_all(descriptor: int, data: bytes) -> int:
    written = 0
    view = memoryview(data)
    while written < len(view):
        written += os.write(descriptor, view[written:])
    return written
)",
    .visit = {on<check>, on<check_assignment>, on<check_named>},
};

}  // namespace slicecop::rules
