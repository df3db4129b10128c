// Finds messages and chunks that a socket makes new bytes objects for, where one buffer could be received into again
// and again.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/context.h"
#include "engine/patterns/chunk_loop.h"
#include "engine/patterns/into_buffer.h"
#include "engine/patterns/readers.h"
#include "engine/patterns/repeated.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

using namespace engine;
using namespace engine::literals;
using semantics::UseKind;
using syntax::Node;

namespace {

// Measured: from 64 MB a chunk the pages of a fresh one cost more than receiving it.
constexpr std::uint64_t chunk_gains_from = 64_MiB;

// Below, an allocation costs nothing beside what is done with the chunk.
constexpr std::int64_t smallest_chunk = 65'536;

/// Looked at and gone: a view of the buffer that it is received into would do.
bool is_only_looked_at(semantics::Model& model, Node value) {
  const semantics::Uses uses = model.uses_of(value);
  const auto looks = [](UseKind kind) {
    return kind == UseKind::buffer_sink || kind == UseKind::decoded || kind == UseKind::parsed ||
           kind == UseKind::indexed;
  };
  const bool is_looked_at = std::ranges::any_of(uses.all, looks, &semantics::Use::kind);
  return is_looked_at && uses.all_are([&](UseKind kind) { return kind == UseKind::measured || looks(kind); });
}

/// Another part of the same message is received by the function around `call`.
bool receives_more(syntax::Call call) {
  constexpr syntax::NodeId most_nodes = 4096;
  const syntax::Attribute method(call.function());
  const Node function = syntax::enclosing_function(call.node());
  const syntax::NodeId end = std::min(function.after(), function.id() + most_nodes);
  for (syntax::NodeId id = function.id(); function && id < end; ++id) {
    const Node node = function.tree().node(id);
    const syntax::Attribute other(syntax::Call(node).function());
    const bool receives = other.name() == "recv" || other.name() == "recv_into";
    if (receives && node != call.node() && same_place(other.object(), method.object())) return true;
  }
  return false;
}

Report report_of(Context& context, syntax::Call call, std::string message) {
  const bool in_loop = static_cast<bool>(context.model().loop_around(call.node()));
  return {.where = call.node(),
          .message = std::move(message),
          .typed = context.model().type_of(call.node()),
          .cost = {.growth = Growth::per_iteration,
                   .width = context.model().size_of(call.node()).exact(),
                   .gains_from = chunk_gains_from,
                   .in_loop = in_loop}};
}

std::string receiver_of(syntax::Call call) {
  return code(std::string(syntax::Attribute(call.function()).object().text()) + ".recv_into");
}

/// `while chunk := sock.recv(n): digest.update(chunk)`
void check_chunk(Context& context, syntax::Call call, const semantics::Loop& loop) {
  semantics::Model& model = context.model();
  const syntax::Attribute method(call.function());
  if (!model.is_invariant(method.object(), loop) || !model.is_invariant(call.positional(0), loop)) {
    context.silent(call.node(), "the socket or the size may be another one on each pass");
    return;
  }
  if (!is_read_and_dropped(model, call.node())) {
    context.silent(call.node(), "what is received may live on, or is used where a view gives another result");
    return;
  }
  Report report =
      report_of(context, call,
                code(call.node()) + " makes a new bytes object on every pass; make one `bytearray`, receive with " +
                    receiver_of(call) +
                    " and pass `view[:n]` of a memoryview of it (that saves the allocations, the time stays the same)");
  report.notes.push_back({.message = "in this loop", .range = head_of(loop.node)});
  context.report(std::move(report));
}

/// A part of a message, of a size that the message tells, in a method that is called for each message.
void check_part(Context& context, syntax::Call call, const semantics::Loop& loop) {
  semantics::Model& model = context.model();
  const syntax::FunctionDefinition function(syntax::enclosing_function(call.node()));
  if (!loop && (!function || !model.is_fed_repeatedly(function.node()))) {
    context.silent(call.node(), "it is not known to be received again and again");
    return;
  }
  if (!receives_more(call) || !is_only_looked_at(model, call.node())) {
    context.silent(call.node(), "what is received may live on, or is used where a view gives another result");
    return;
  }
  Report report = report_of(context, call,
                            code(call.node()) + " makes a new bytes object for every message, only to be looked at; " +
                                "keep one `bytearray` and receive into a memoryview of it with " + receiver_of(call));
  report.notes.push_back(loop ? Note{.message = "in this loop", .range = head_of(loop.node)}
                              : Note{.message = "called again and again", .range = function.name().range()});
  context.report(std::move(report));
}

void check(Context& context, syntax::Call call) {
  const syntax::Attribute method(call.function());
  if (!method || method.name() != "recv" || call.argument_count() != 1 || !call.positional(0)) return;
  semantics::Model& model = context.model();
  if (!has_recv_into(model, method.object())) {
    context.silent(call.node(), "it is not known to be a socket");
    return;
  }
  if (std::optional<Report> report = read_into_buffer(context, call, "recv_into")) {
    context.report(*std::move(report));
    return;
  }
  const std::optional<std::int64_t> size = model.constant_of(call.positional(0));
  if (size && std::cmp_less(*size, smallest_chunk)) {
    context.silent(call.node(), "below 64 KB an allocation costs nothing");
    return;
  }
  const semantics::Loop loop = model.loop_around(call.node());
  if (loop && model.is_invariant(call.positional(0), loop)) {
    check_chunk(context, call, loop);
  } else if (!size) {
    check_part(context, call, loop);
  }
}

}  // namespace

extern constexpr Rule recv_in_loop{
    .group = Group::reads,
    .severity = Severity::info,
    .summary = "new bytes object for everything that a socket receives",
    .why =
        R"(`sock.recv(n)` makes a bytes object of n bytes for every chunk, and shortens it to what came. Where the chunk
is only looked at, or copied to where it belongs, one buffer could be received into again and again:

    buffer = bytearray(65536)
    view = memoryview(buffer)
    while n := sock.recv_into(buffer):
        digest.update(view[:n])

What is copied once more is what gains: `buffer[a:b] = sock.recv(n)`, or pieces that are gathered up to a size that is known
before, in a list or a `bytearray`, where `sock.recv_into(view[filled:])` puts them in their place (up to 3 times as
fast). A chunk that is hashed or written and dropped takes the same time either way (0.9 to 1.1 times, 4 KB to 1 MB,
CPython 3.11 and 3.13), because the kernel copies each byte once; what is saved is the allocation, which matters where
memory is short.

Silent for chunks known to be below 64 KB, wherever a chunk may live on (appended, yielded, returned, stored, handed to
unknown code), and for what is not known to be a socket. Gathering bytes with `+=` is `read-to-fill` or
`bytes-accumulation`.)",
    .gains_from = chunk_gains_from,
    .bad = R"(import socket
import zlib


def checksum(sock: socket.socket, size: int = 1 << 16) -> int:
    value = 0
    while chunk := sock.recv(size):
        value = zlib.crc32(chunk, value)
    return value


near, far = socket.socketpair()
far.sendall(b"slicecop" * 512)
far.close()
result = checksum(near)
near.close()
)",
    .good = R"(import socket
import zlib


def checksum(sock: socket.socket, size: int = 1 << 16) -> int:
    value = 0
    buffer = bytearray(size)
    view = memoryview(buffer)
    while n := sock.recv_into(buffer):
        value = zlib.crc32(view[:n], value)
    return value


near, far = socket.socketpair()
far.sendall(b"slicecop" * 512)
far.close()
result = checksum(near)
near.close()
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
