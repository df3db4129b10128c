// Finds a binary file read chunk by chunk, where each chunk is used and dropped: one buffer could be filled again and
// again. Four shapes of the loop, one condition: nothing keeps a chunk.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/context.h"
#include "engine/repeated.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

using namespace engine;
using namespace engine::literals;
using semantics::UseKind;
using syntax::Kind;
using syntax::Node;

namespace {

// Measured: from 64 MB a chunk the pages of a fresh one cost more than the read.
constexpr std::uint64_t chunk_gains_from = 64_MiB;

// Below, an allocation costs nothing beside what is done with the chunk: measured, reading 16 MB through SHA-256 in
// chunks of 8 KB takes the same time and memory either way.
constexpr std::int64_t smallest_chunk = 65'536;

struct ChunkLoop {
  Node loop;
  Node read;  ///< `file.read(n)`, or `partial(file.read, n)`
  Node file;
  Node size;
  Node value;  ///< whose uses are those of a chunk: the call, or the name that the loop binds
  Node like;   ///< what has the type of a chunk
};

/// `file.read(size)` with nothing else.
std::optional<ChunkLoop> read_call(Node loop, Node value) {
  const syntax::Call call(syntax::unparenthesized(value));
  const syntax::Attribute method(call.function());
  if (!method || method.name() != "read" || call.argument_count() != 1 || !call.positional(0)) return std::nullopt;
  return ChunkLoop{.loop = loop,
                   .read = call.node(),
                   .file = method.object(),
                   .size = call.positional(0),
                   .value = call.node(),
                   .like = call.node()};
}

bool is_empty_bytes(Node node) {
  return syntax::is_bytes_literal(node) && node.is(Kind::string) && syntax::string_content(node).empty();
}

Node empty_bytes_in(Node comparison) {
  for (const Node operand : comparison.children()) {
    if (is_empty_bytes(operand)) return operand;
  }
  return {};
}

/// The named expression in `chunk := f.read(n)`, `(chunk := ...) != b""`, `len(chunk := ...) > 0`.
syntax::NamedExpression named_in(Node condition) {
  condition = syntax::unparenthesized(condition);
  if (condition.is(Kind::comparison_operator)) condition = syntax::unparenthesized(condition.first_child());
  const syntax::Call length(condition);
  if (length && length.function().text() == "len") condition = syntax::unparenthesized(length.positional(0));
  return syntax::NamedExpression{condition};
}

Node exit_in(Node block) {
  for (const Node statement : block.children()) {
    if (statement.is_any(Kind::break_statement, Kind::return_statement)) return statement;
  }
  return {};
}

/// `if not chunk: break`, or any other test of the chunk that leaves the loop.
bool leaves_on(Node statement, Node chunk) {
  const syntax::IfStatement test(statement);
  if (!exit_in(test.consequence())) return false;
  const Node condition = test.condition();
  for (syntax::NodeId id = condition.id(); id < condition.after(); ++id) {
    const Node node = condition.tree().node(id);
    if (node.is(Kind::identifier) && node.text() == chunk.text()) return true;
  }
  return false;
}

/// `while True: chunk = f.read(n); if not chunk: break`
std::optional<ChunkLoop> endless(syntax::WhileStatement loop) {
  for (const Node statement : loop.body().children()) {
    const syntax::Assignment assignment(statement.first_child());
    if (!statement.is(Kind::expression_statement) || !assignment.left().is(Kind::identifier)) continue;
    std::optional<ChunkLoop> found = read_call(loop.node(), assignment.right());
    if (found && leaves_on(statement.next_sibling(), assignment.left())) return found;
  }
  return std::nullopt;
}

std::optional<ChunkLoop> chunk_loop(semantics::Model& /*model*/, syntax::WhileStatement loop) {
  const Node condition = syntax::unparenthesized(loop.condition());
  if (condition.is_any(Kind::true_, Kind::integer)) return endless(loop);
  const syntax::NamedExpression named = named_in(condition);
  return named ? read_call(loop.node(), named.value()) : std::nullopt;
}

/// `for chunk in iter(lambda: f.read(n), b"")`, or with `partial(f.read, n)`.
std::optional<ChunkLoop> chunk_loop(semantics::Model& model, syntax::ForStatement loop) {
  const syntax::Call iter(syntax::unparenthesized(loop.right()));
  if (iter.function().text() != "iter" || iter.argument_count() != 2 || !loop.left().is(Kind::identifier)) {
    return std::nullopt;
  }
  if (!is_empty_bytes(iter.positional(1)) || model.callee_name(iter) != "builtins.iter") return std::nullopt;
  const Node source = syntax::unparenthesized(iter.positional(0));
  if (source.is(Kind::lambda)) {
    std::optional<ChunkLoop> found = read_call(loop.node(), source.child(syntax::Field::body));
    if (found) found->value = loop.left();
    return found;
  }
  const syntax::Call partial(source);
  const syntax::Attribute method(partial.positional(0));
  if (!method || method.name() != "read" || partial.argument_count() != 2 || !partial.positional(1))
    return std::nullopt;
  if (model.callee_name(partial) != "functools.partial") return std::nullopt;
  return ChunkLoop{.loop = loop.node(),
                   .read = partial.node(),
                   .file = method.object(),
                   .size = partial.positional(1),
                   .value = loop.left(),
                   .like = iter.positional(1)};
}

/// A file whose `readinto` fills the buffer it is given. Measured: that of GzipFile, LZMAFile and ZipExtFile is the one
/// of BufferedIOBase, which reads a chunk all the same and copies it.
bool fills_buffers(semantics::Model& model, const ChunkLoop& chunks) {
  const types::Type file = model.type_of(chunks.file).type;
  const std::string name = model.describe(file);
  if (name.starts_with("GzipFile") || name.starts_with("LZMAFile") || name.starts_with("ZipExtFile")) return false;
  if (model.is_instance(file, types::Known::raw_io_base)) return true;
  if (model.is_instance(file, types::Known::buffered_io_base)) return true;
  return name.starts_with("IO[bytes]") || name.starts_with("BinaryIO");
}

/// A chunk is read where it is used, and nobody has it afterwards.
bool is_dropped(semantics::Model& model, const ChunkLoop& chunks) {
  const semantics::Uses uses = model.uses_of(chunks.value);
  if (!uses.complete) return false;
  bool is_read = false;
  for (const semantics::Use& use : uses.all) {
    switch (use.kind) {
      case UseKind::measured:
        break;
      case UseKind::buffer_sink:
        is_read = true;
        break;
      case UseKind::compared:
        // `if chunk == b"": break` becomes a look at the count.
        if (!empty_bytes_in(use.where)) return false;
        break;
      default:
        return false;
    }
  }
  return is_read;
}

void report(Context& context, const ChunkLoop& chunks) {
  semantics::Model& model = context.model();
  const std::optional<std::int64_t> size = model.constant_of(chunks.size);
  if (size && std::cmp_less(*size, smallest_chunk)) {
    context.silent(chunks.read, "chunks below 64 KB gain nothing");
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
  if (!fills_buffers(model, chunks)) {
    context.silent(chunks.read, "it is not known to be a file whose `readinto` fills a buffer");
    return;
  }
  if (!is_dropped(model, chunks)) {
    context.silent(chunks.read, "a chunk may live on, or is used where a view gives another result");
    return;
  }

  Report report{
      .where = chunks.read,
      .message =
          code(chunks.read) + " makes a new bytes object on every pass; fill one `bytearray` with " +
          code(std::string(chunks.file.text()) + ".readinto") +
          " and pass `view[:n]` of a memoryview of it (that saves the allocations; below chunks of 64 MB it takes the "
          "same time)",
      .typed = {.type = model.type_of(chunks.like).type, .evidence = types::Evidence::stub, .because = {}},
      .cost = {.growth = Growth::per_iteration,
               .width = size ? std::optional(static_cast<std::uint64_t>(*size)) : std::nullopt,
               .gains_from = chunk_gains_from,
               .in_loop = true},
  };
  report.notes.push_back({.message = "in this loop", .range = head_of(chunks.loop)});
  if (std::optional<Note> note = origin(model.type_of(chunks.file), chunks.file))
    report.notes.push_back(std::move(*note));
  context.report(std::move(report));
}

template <typename Loop>
void check(Context& context, Loop loop) {
  if (const std::optional<ChunkLoop> chunks = chunk_loop(context.model(), loop)) report(context, *chunks);
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

Silent for text files, for chunks known to be below 64 KB, and wherever a chunk may live on: appended,
yielded, put in a queue, returned, stored, decoded, handed to unknown code or to an asyncio writer, which keeps it
until it is sent. Silent too for GzipFile, LZMAFile and ZipExtFile, whose `readinto` reads a chunk and copies it.)",
    .gains_from = chunk_gains_from,
    .bad = R"(import zlib


def checksum(path: str, size: int = 1 << 20) -> int:
    value = 0
    with open(path, "rb") as file:
        while chunk := file.read(size):
            value = zlib.crc32(chunk, value)
    return value
)",
    .good = R"(import zlib


def checksum(path: str, size: int = 1 << 20) -> int:
    value = 0
    buffer = bytearray(size)
    view = memoryview(buffer)
    with open(path, "rb") as file:
        while n := file.readinto(buffer):
            value = zlib.crc32(view[:n], value)
    return value
)",
    .visit = {on<check<syntax::WhileStatement>>, on<check<syntax::ForStatement>>},
};

}  // namespace slicecop::rules
