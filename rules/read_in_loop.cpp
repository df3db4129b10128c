// Finds a binary file read chunk by chunk, where each chunk is used and dropped: one buffer could be filled again and
// again. Four shapes of the loop, one condition: nothing keeps a chunk.

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

namespace {

// Measured: from 64 MB a chunk the pages of a fresh one cost more than the read.
constexpr std::uint64_t chunk_gains_from = 64_MiB;

/// `target.write(chunk)` is all that is done with a chunk.
bool only_copies(const ChunkLoop& chunks) {
  const syntax::Attribute method(syntax::Call(only_statement(chunks).first_child()).function());
  return method.name() == "write" || method.name() == "sendall";
}

void report(Context& context, const ChunkLoop& chunks) {
  semantics::Model& model = context.model();
  const std::optional<std::int64_t> size = usual_size(model, chunks);
  if (size && std::cmp_less(*size, chunk_gains_from)) {
    context.silent(chunks.read, "chunks below 64 MB take the same time either way");
    return;
  }
  if (!size && only_copies(chunks)) {
    context.silent(chunks.read, "it copies a file in chunks that are not known to be large");
    return;
  }
  // `read(None)` and `read(-1)` read everything: there is no buffer to make once.
  const types::Type type = model.type_of(chunks.size).type;
  if (!size && (!model.is_instance(type, types::Known::int_) || model.may_be_none(type))) {
    context.silent(chunks.read, "the size of a chunk is not known to be a number");
    return;
  }
  const semantics::Loop loop = model.loop_around(chunks.loop.child(syntax::Field::body).first_child());
  if (loop.node != chunks.loop || !model.is_invariant(chunks.size, loop)) {
    context.silent(chunks.read, "the size of a chunk may change from pass to pass");
    return;
  }
  if (!has_readinto(model, chunks.source)) {
    context.silent(chunks.read, "it is not known to be a file whose `readinto` fills a buffer");
    return;
  }
  if (!is_read_and_dropped(model, chunks.value)) {
    context.silent(chunks.read, "a chunk may live on, or is used where a view gives another result");
    return;
  }

  Report report{
      .where = chunks.read,
      .message = code(chunks.read) + " makes a new bytes object on every pass; fill one `bytearray` with " +
                 code(std::string(chunks.source.text()) + ".readinto") +
                 " and pass `view[:n]` of a memoryview of it (chunks of 64 MB and more take a third of the time; below "
                 "it is the "
                 "same)",
      .typed = {.type = model.type_of(chunks.like).type, .evidence = types::Evidence::stub, .because = {}},
      .cost = {.growth = Growth::per_iteration,
               .width = size ? std::optional(static_cast<std::uint64_t>(*size)) : std::nullopt,
               .gains_from = chunk_gains_from,
               .in_loop = true},
  };
  report.notes.push_back({.message = "in this loop", .range = head_of(chunks.loop)});
  if (std::optional<Note> note = origin(model.type_of(chunks.source), chunks.source))
    report.notes.push_back(std::move(*note));
  context.report(std::move(report));
}

template <typename Loop>
void check(Context& context, Loop loop) {
  if (const std::optional<ChunkLoop> chunks = chunk_loop(context.model(), loop.node())) report(context, *chunks);
}

void check_call(Context& context, syntax::Call call) {
  const syntax::Attribute method(call.function());
  if (!method || method.name() != "read" || call.argument_count() != 1 || !call.positional(0)) return;
  const bool fills = has_readinto(context.model(), method.object());
  std::optional<Report> report = read_into_buffer(context, call, fills ? "readinto" : "");
  if (report) context.report(*std::move(report));
}

}  // namespace

extern constexpr Rule read_in_loop{
    .group = Group::reads,
    .severity = Severity::info,
    .summary = "new bytes object for every chunk of a file",
    .why =
        R"(`file.read(n)` in a loop makes a new bytes object for every chunk and drops it. `file.readinto(buffer)`
fills one `bytearray` again and again:

    buffer = bytearray(size)
    view = memoryview(buffer)
    while n := file.readinto(buffer):
        digest.update(view[:n])

Do not expect it to be faster: the kernel copies each byte once either way. For chunks of 4 KB to 16 MB both take the
same time (0.9 to 1.1 times, raw and buffered, with and without a hash behind it; CPython 3.11 and 3.13). From 64 MB a
chunk it is 3 times as fast, because fresh pages cost more than the read. What it saves below that is memory: a `while
chunk := file.read(n)` holds two chunks at its peak, the old one and the new.

Bytes that are read only to be copied into a buffer are reported at any size from 1 KB: `buffer[a:b] = file.read(n)`, a
`bytearray` that grows up to a size that is known before, and a `readinto` that is built on the `read` of its class
where that only hands on what another file gives. There `file.readinto(view[a:b])` saves a copy.

Silent for text files, where the chunks are known to be below 64 MB (by a constant, or by what a parameter is where nobody
says otherwise), and wherever a chunk may live on: appended,
yielded, put in a queue, returned, stored, decoded, handed to unknown code or to an asyncio writer, which keeps it
until it is sent. Silent too for GzipFile, LZMAFile and ZipExtFile, whose `readinto` reads a chunk and copies it.)",
    .gains_from = chunk_gains_from,
    .bad = R"(import zlib


def checksum(path: str, size: int = 1 << 26) -> int:
    value = 0
    with open(path, "rb") as file:
        while chunk := file.read(size):
            value = zlib.crc32(chunk, value)
    return value
)",
    .good = R"(import zlib


def checksum(path: str, size: int = 1 << 26) -> int:
    value = 0
    buffer = bytearray(size)
    view = memoryview(buffer)
    with open(path, "rb") as file:
        while n := file.readinto(buffer):
            value = zlib.crc32(view[:n], value)
    return value
)",
    .visit = {on<check<syntax::WhileStatement>>, on<check<syntax::ForStatement>>, on<check_call>},
};

}  // namespace slicecop::rules
