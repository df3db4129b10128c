// Finds the receive-exactly loop: bytes that grow, piece by piece, up to a size that was known before the first read.
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/context.h"
#include "engine/patterns/filled_buffer.h"
#include "engine/patterns/filling.h"
#include "engine/patterns/known_limit.h"
#include "engine/patterns/readers.h"
#include "engine/patterns/repeated.h"
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

// Measured: below 16 KB in all, bytes that are rebuilt cost 1.1 to 1.3 times what any other way does.
constexpr std::uint64_t total_gains_from = 16_KiB;

/// What fills a buffer, or reads all of it at once, in place of the read; empty where nothing is known to, because what
/// is read from is made like a socket or a file, and nobody says that it can do more than `recv` or `read`.
std::string_view instead_of(semantics::Model& model, const Filling& filling) {
  const Node reader = filling.method.object();
  const types::Type type = model.type_of(reader).type;
  if (filling.method.name() == "recv") return has_recv_into(model, reader) ? "recv_into" : "";
  if (filling.read.node().parent().is(Kind::await)) {
    return model.describe(type).starts_with("StreamReader") ? "readexactly" : "";
  }
  return fills_buffers(model, reader) ? "readinto" : "";
}

/// At least what it reads can be gathered in another way.
bool may_be_read(semantics::Model& model, const Filling& filling) {
  const Node reader = filling.method.object();
  if (filling.method.name() == "recv") return may_be_unknown(model, model.type_of(reader).type);
  return !filling.read.node().parent().is(Kind::await) && has_readinto(model, reader);
}

std::string advice(const Filling& filling, std::string_view method) {
  if (method.empty()) return "collect the pieces in a list and join them once, or grow a `bytearray`";
  const std::string reader(filling.method.object().text());
  const std::string total(syntax::unparenthesized(filling.total).text());
  if (method == "readexactly") return "`await " + reader + ".readexactly(" + total + ")` does all of it";
  return "make " + code("bytearray(" + total + ")") + " once and fill it with " +
         code(reader + "." + std::string(method)) + " through a memoryview of what is still empty";
}

/// Where its value so far is read: the target itself in `data += piece`.
Node read_before(const Filling& filling) {
  const syntax::Assignment assignment(filling.growing);
  return assignment ? syntax::BinaryOperator(syntax::unparenthesized(assignment.right())).left() : filling.target;
}

/// A bytearray that grows, where that changes nothing; else the buffer that the advice is about, where it can be
/// written; else the bytearray all the same.
std::optional<Fix> fix(Context& context, const Filling& filling, std::string_view method) {
  const GrowingSum growth{.target = filling.target, .before = read_before(filling), .piece = {}};
  std::optional<Fix> growing = grown_bytearray_fix(context.model(), growth);
  if (growing && growing->applicability == Applicability::safe) return growing;
  const bool fills = method == "recv_into" || method == "readinto";
  const std::optional<Fix> filled = fills ? fill_buffer(context, filling, method) : std::nullopt;
  return filled ? filled : growing;
}

void check(Context& context, syntax::Call call) {
  const syntax::Attribute method(call.function());
  if (!method || (method.name() != "recv" && method.name() != "read")) return;
  semantics::Model& model = context.model();
  const std::optional<Filling> filling = filling_of(model, call);
  if (!filling || filling->by != Gathering::sum) return;
  const std::string_view instead = instead_of(model, *filling);
  if (instead.empty() && !may_be_read(model, *filling)) {
    context.silent(call.node(), "it is not known to be something that fills a buffer");
    return;
  }
  const std::optional<Repeated> repeated = repeated_binding(model, filling->target);
  if (!repeated || !repeated->loop) {
    context.silent(call.node(), "what is read does not come back to grow again");
    return;
  }
  const Node before = read_before(*filling);
  const semantics::Typed typed = model.type_of(before);
  if (!model.buffer_of(typed).only(Buffer::bytes)) {
    context.silent(call.node(), "what grows is not known to be a bytes object");
    return;
  }
  const std::optional<std::int64_t> total = most_of(model, filling->total);
  if (total && std::cmp_less(*total, total_gains_from)) {
    context.silent(call.node(), "less than 16 KB are read in all");
    return;
  }

  Report report{
      .where = call.node(),
      .message = code(filling->target) + " is rebuilt with every " + code(call.node()) +
                 ", though its size is known before (16 MB in 4 KB pieces takes 1,000 times as long); " +
                 advice(*filling, instead),
      .typed = typed,
      .cost = {.growth = Growth::quadratic,
               .width = total ? std::optional(static_cast<std::uint64_t>(*total)) : std::nullopt,
               .gains_from = total_gains_from,
               .in_loop = true},
      .notes = {{.message = "gathered here", .range = filling->growing.range()}, repeated->note()},
      .fix = fix(context, *filling, instead),
      .also_covers = {filling->target},
  };
  if (std::optional<Note> note = origin(typed, before)) report.notes.push_back(std::move(*note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule read_to_fill{
    .group = Group::reads,
    .severity = Severity::warning,
    .summary = "bytes grown up to a size that is known before",
    .why =
        R"(A stream gives what it has, so whoever wants n bytes asks again for what is missing. With `data +=
sock.recv(n - len(data))` each pass makes a bytes object of what came, and another one of all that came so far: the work
grows with the square of the frame. 64 MB in 4 KB pieces take 20 seconds instead of 0.08, 16 MB over 1,000 times as long,
1 MB in 1 KB pieces over 110 times (CPython 3.11 and 3.13).

The size is known, so the buffer can be made once and filled where it is. Nothing is copied but what arrives:

    data = bytearray(n)
    view = memoryview(data)
    filled = 0
    while filled < n:
        count = sock.recv_into(view[filled:])
        if not count:
            raise EOFError
        filled += count

A file has `readinto`, and an asyncio StreamReader `readexactly(n)`, which does all of it. That is up to 3 times as fast as
a `bytearray` that grows with `+=`, and the fastest way that there is. The result is a bytearray: what needs bytes wants
`bytes(data)`, one copy. Where nothing says that there is more than `recv` or `read` (a `BinaryIO` of the caller, what is
made like a socket), a list of the pieces, joined once, or a growing `bytearray` takes the square away, too.

Silent where less than 16 KB are wanted in all (a header of a constant size), and where what is read from is known not to
fill buffers.)",
    .gains_from = total_gains_from,
    .supersedes = {"bytes-accumulation", "recv-in-loop", "read-in-loop"},
    .bad = R"(import socket


def receive(sock: socket.socket, n: int) -> bytes:
    data = b""
    while len(data) < n:
        chunk = sock.recv(n - len(data))
        if not chunk:
            raise EOFError
        data += chunk
    return data


near, far = socket.socketpair()
far.sendall(b"slicecop" * 512)
result = bytes(receive(near, 4096))
near.close()
far.close()
)",
    .good = R"(import socket


def receive(sock: socket.socket, n: int) -> bytearray:
    data = bytearray(n)
    view = memoryview(data)
    filled = 0
    while filled < n:
        count = sock.recv_into(view[filled:])
        if not count:
            raise EOFError
        filled += count
    return data


near, far = socket.socketpair()
far.sendall(b"slicecop" * 512)
result = bytes(receive(near, 4096))
near.close()
far.close()
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
