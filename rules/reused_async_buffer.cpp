// A buffer that an asyncio transport may still have to send when it is filled anew.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/context.h"
#include "engine/patterns/certain_view.h"
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
using syntax::NodeId;
using syntax::Subscript;

/// What is written, and the bytearray behind it.
struct Sent {
  Call call;
  Node argument;
  Node base;                            ///< a name
  std::vector<std::string_view> names;  ///< of the buffer and of its views
  semantics::Typed typed = {};
};

bool keeps(std::string_view callee) {
  if (!callee.starts_with("asyncio.")) return false;
  const std::string_view method = callee.substr(callee.rfind('.') + 1);
  return method == "write" || method == "sendto";
}

Node innermost(Node view) {
  constexpr int most_steps = 8;
  for (int step = 0; step < most_steps && view.is_any(Kind::subscript, Kind::parenthesized_expression); ++step) {
    view = view.is(Kind::subscript) ? Subscript(view).value() : syntax::unparenthesized(view);
  }
  return view;
}

bool is_bytearray(Context& context, Node name) {
  const semantics::Typed typed = context.model().type_of(name);
  const bool is_certain = typed.evidence != types::Evidence::consumer && typed.evidence != types::Evidence::name;
  return name.is(Kind::identifier) && is_certain && context.model().buffer_of(typed).only(Buffer::bytearray);
}

/// `bytearray(65536)`
bool is_made_here(Context& context, Node base) {
  return context.model().callee_name(Call(base)) == "builtins.bytearray";
}

/// What `call` hands over without a copy: a bytearray, or a view of one.
std::optional<Sent> sent_by(Context& context, Call call) {
  const Attribute method(call.function());
  if ((method.name() != "write" && method.name() != "sendto") || call.argument_count() == 0) return std::nullopt;
  const Node argument = syntax::unparenthesized(call.positional(0));
  if (!argument.is_any(Kind::identifier, Kind::subscript, Kind::call)) return std::nullopt;
  if (!keeps(context.model().callee_name(call))) return std::nullopt;
  Sent sent{.call = call, .argument = argument, .base = {}, .names = {}, .typed = context.model().type_of(argument)};
  if (is_bytearray(context, argument)) {
    sent.base = argument;
  } else if (certain_view(context, argument).alone) {
    const std::optional<ViewOrigin> origin = origin_of_view(context.model(), argument);
    if (!origin) return std::nullopt;
    const Node name = innermost(argument);
    if (is_bytearray(context, origin->base)) {
      sent.base = origin->base;
      if (name.is(Kind::identifier)) sent.names.push_back(name.text());
    } else if (is_made_here(context, origin->base) && name.is(Kind::identifier)) {
      sent.base = name;  // the buffer has no name but that of its view
    } else {
      return std::nullopt;
    }
  } else {
    return std::nullopt;
  }
  sent.names.push_back(sent.base.text());
  return sent;
}

bool is_one_of(const Sent& sent, Node node) {
  return node.is(Kind::identifier) && std::ranges::find(sent.names, node.text()) != sent.names.end();
}

bool fills(std::string_view name) { return name.ends_with("into") || name.ends_with("into1"); }

/// True where `node` writes new bytes into the buffer: `readinto(buffer)`, `recv_into(view[4:])`, `view[:4] = header`.
bool refills(const Sent& sent, Node node) {
  if (const Call call(node); call) {
    const Node function = call.function();
    const std::string_view name = function.is(Kind::attribute) ? Attribute(function).name() : function.text();
    if (!fills(name)) return false;
    for (const Node argument : call.arguments().children()) {
      if (is_one_of(sent, innermost(argument))) return true;
    }
    return false;
  }
  if (!node.is_any(Kind::assignment, Kind::augmented_assignment)) return false;
  const Node left = node.child(Field::left);
  return left.is(Kind::subscript) && is_one_of(sent, innermost(left));
}

/// Code after which nothing is left to be sent, or the buffer is another one.
bool ends_wait(const Sent& sent, Node node) {
  const Attribute attribute(node);
  if (attribute.name() == "wait_closed" || attribute.name() == "get_write_buffer_size") return true;
  const bool is_bound = node.is(Kind::assignment) && node.child(Field::left).is(Kind::identifier) &&
                        node.child(Field::left).text() == sent.base.text();
  return is_bound;
}

Node first_refill(const Sent& sent, NodeId first, NodeId end) {
  const syntax::Tree& tree = sent.base.tree();
  for (NodeId id = first; id < end; ++id) {
    const Node node = tree.node(id);
    if (ends_wait(sent, node)) return {};
    if (refills(sent, node)) return node;
  }
  return {};
}

/// Where the buffer is filled while the transport may have it: on the next pass of a loop, or further down.
Node refill(Context& context, const Sent& sent) {
  constexpr int most_loops = 4;
  Node at = sent.call.node();
  semantics::Loop loop = context.model().loop_around(at);
  for (int loops = 0; loop && loops < most_loops; ++loops) {
    if (!context.model().is_invariant(sent.base, loop)) return {};
    at = loop.node;
    const Node body = at.child(Field::body);
    const NodeId end = syntax::is_comprehension(at.kind()) || !body ? at.after() : body.after();
    if (const Node found = first_refill(sent, at.id(), end)) return found;
    loop = context.model().loop_around(at);
  }
  const Node statement = syntax::enclosing_statement(at);
  return first_refill(sent, statement.after(), statement.parent().after());
}

/// A transport without a buffer of its own: `drain` then waits until everything is sent.
bool sets_limits(Node node) { return node.tree().text().find("set_write_buffer_limits") != std::string_view::npos; }

void check(Context& context, Call call) {
  const std::optional<Sent> sent = sent_by(context, call);
  if (!sent) return;
  const Node filled = refill(context, *sent);
  if (!filled || sets_limits(call.node())) {
    context.silent(call.node(), "the buffer is not seen to be filled again");
    return;
  }
  const Node function = Call(filled).function();
  Report report{
      .where = sent->argument,
      .message = code(call.function()) + " may still have to send " + code(sent->argument) + " when " +
                 code(function ? function : filled.child(Field::left)) + " overwrites it; hand over " +
                 code("bytes(" + std::string(sent->argument.text()) + ")") + " or fill a new buffer",
      .typed = sent->typed,
      .cost = {},
      .notes = {{.message = "overwritten here", .range = filled.range()}},
  };
  if (context.model().meaning_of("bytes", call.node()) == "builtins.bytes") {
    report.fix = Fix{
        .applicability = Applicability::unsafe,
        .title = "Hand over a copy",
        .reason = "it copies what is sent",
        .edits = {{.range = sent->argument.range(), .content = "bytes(" + std::string(sent->argument.text()) + ")"}}};
  }
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule reused_async_buffer{
    .group = Group::views,
    .severity = Severity::warning,
    .summary = "buffer filled anew while asyncio may still have to send it",
    .why =
        R"(`writer.write(data)` of asyncio sends what the socket takes at once and keeps the rest. From Python 3.12 on it keeps the
object itself and no copy: where that is a bytearray or a view of one, and the buffer is filled anew before all is sent, the
new bytes go out in the place of the old. Measured: of 400,000 bytes, 8,064 were sent as they were meant and 391,936 were
those of the next round (CPython 3.12 and 3.13; 3.8 and 3.11 copy the rest and send it right). `await writer.drain()` is no
cure: it returns while up to 64 KiB, the high-water mark, are still waiting. No error is raised.

Hand over `bytes(view[:n])`, fill a new buffer on every pass, or use `loop.sock_sendall`, which returns when all is sent.

Silent where the buffer is made anew on every pass, for slices of a bytearray, which are copies, and in files that set the
limits of the transport's buffer.)",
    .gains_from = 0,
    .supersedes = {},
    .bad = R"(import asyncio
import io


async def copy(source: io.BytesIO, writer: asyncio.StreamWriter) -> None:
    buffer = bytearray(65536)
    view = memoryview(buffer)
    while count := source.readinto(buffer):
        writer.write(view[:count])
        await writer.drain()


result = asyncio.iscoroutinefunction(copy)
)",
    .good = R"(import asyncio
import io


async def copy(source: io.BytesIO, writer: asyncio.StreamWriter) -> None:
    buffer = bytearray(65536)
    view = memoryview(buffer)
    while count := source.readinto(buffer):
        writer.write(bytes(view[:count]))
        await writer.drain()


result = asyncio.iscoroutinefunction(copy)
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
