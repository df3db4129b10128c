// Finds a loop that reads a chunk and writes it, and does nothing else: the library copies files, and lets the kernel
// do it where it can.
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/context.h"
#include "engine/patterns/chunk_loop.h"
#include "engine/patterns/imported_module.h"
#include "engine/patterns/readers.h"
#include "engine/patterns/repeated.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

using namespace engine;
using namespace engine::literals;
using syntax::Kind;
using syntax::Node;

namespace {

/// `target.write(chunk)` or `sock.sendall(chunk)`.
struct Write {
  syntax::Call call;
  Node target;
  bool sends = false;
};

std::optional<Write> write_of(Node statement, Node chunk) {
  const syntax::Call call(statement.is(Kind::expression_statement) ? statement.first_child() : Node{});
  const syntax::Attribute method(call.function());
  if (!method || (method.name() != "write" && method.name() != "sendall")) return std::nullopt;
  const Node written = syntax::unparenthesized(call.positional(0));
  if (call.argument_count() != 1 || !written.is(Kind::identifier) || written.text() != chunk.text()) {
    return std::nullopt;
  }
  return Write{.call = call, .target = method.object(), .sends = method.name() == "sendall"};
}

// Measured: from here on a chunk is as large as the library's, for all that time tells.
constexpr std::int64_t chunk_of_no_matter = 8192;
// Measured: 1.4 times up to here, where the kernel copies; nothing with chunks of 1 MB.
constexpr std::int64_t largest_kernel_beats = 65'536;

/// True where nothing but the loop reads or writes `file`, a name that `made` binds: the library opens it anew.
bool is_for_loop_alone(semantics::Model& model, const ChunkLoop& chunks, Node file, Node made) {
  constexpr syntax::NodeId most_nodes = 8192;
  const Node function = syntax::enclosing_function(chunks.loop);
  const Node scope = function ? function : chunks.loop.tree().root();
  if (scope.after() - scope.id() > most_nodes) return false;
  const semantics::Loop around = model.loop_around(chunks.loop);
  if (around && !around.node.contains(made)) return false;
  for (syntax::NodeId id = scope.id(); id < scope.after(); ++id) {
    const Node node = scope.tree().node(id);
    if (!node.is(Kind::identifier) || node.text() != file.text() || chunks.loop.contains(node)) continue;
    const syntax::Attribute method(node.parent());
    if (method && method.object() == node) {
      if (method.name() != "close") return false;
    } else if (!made.parent().contains(node)) {
      return false;
    }
  }
  return true;
}

/// The path of a file that is opened for the loop alone, so that the library may open it instead.
Node path_of(semantics::Model& model, const ChunkLoop& chunks, Node file, std::string_view mode) {
  const syntax::Call open = opening_of(model, file, mode);
  return open && is_for_loop_alone(model, chunks, file, open.node()) ? open.positional(0) : Node{};
}

/// What to write instead; empty where that takes as long.
std::string advice(semantics::Model& model, const ChunkLoop& chunks, const Write& write) {
  const std::optional<std::int64_t> size = usual_size(model, chunks);
  const std::string source(chunks.source.text());
  const std::string target(write.target.text());
  if (write.sends) return code(target + ".sendfile(" + source + ")") + " lets the kernel send it";
  const Node from = path_of(model, chunks, chunks.source, "rb");
  const Node to = path_of(model, chunks, write.target, "wb");
  if (from && to && size.value_or(0) <= largest_kernel_beats) {
    return code("shutil.copyfile(" + std::string(from.text()) + ", " + std::string(to.text()) + ")") +
           " lets the kernel copy it";
  }
  if (!size || *size >= chunk_of_no_matter) return {};
  return code("shutil.copyfileobj(" + source + ", " + target + ")") + " does the same in chunks of 64 KB";
}

/// The last chunk, which is empty, is asked for after the loop.
bool is_used_elsewhere(const ChunkLoop& chunks, const Write& write) {
  constexpr syntax::NodeId most_nodes = 1024;
  const Node parent = chunks.loop.parent();
  const syntax::NodeId end = std::min(parent.after(), chunks.loop.after() + most_nodes);
  for (syntax::NodeId id = chunks.loop.after(); id < end; ++id) {
    const Node node = parent.tree().node(id);
    if (node.is(Kind::identifier) && node.text() == chunks.name.text() && node != write.target) return true;
  }
  return false;
}

/// No mention of the chunk but those of the loop: what it is afterwards, nobody asks. And nothing leaves the function.
bool is_local_to_loop(const ChunkLoop& chunks) {
  constexpr syntax::NodeId most_nodes = 8192;
  const Node function = syntax::enclosing_function(chunks.loop);
  if (!function || function.after() - function.id() > most_nodes) return false;
  for (syntax::NodeId id = function.id(); id < function.after(); ++id) {
    const Node node = function.tree().node(id);
    const bool in_loop = chunks.loop.contains(node);
    if (in_loop && node.is(Kind::return_statement)) return false;
    if (!in_loop && node.is(Kind::identifier) && node.text() == chunks.name.text()) return false;
  }
  return true;
}

/// One call in place of the loop, where both are files of the library.
std::optional<Fix> fix(Context& context, const ChunkLoop& chunks, const Write& write) {
  semantics::Model& model = context.model();
  const bool are_files = has_readinto(model, chunks.source) && model.takes_everything(write.call);
  if (write.sends || !are_files || !is_local_to_loop(chunks)) return std::nullopt;
  if (holds_comment(context.tree(), chunks.loop.range())) return std::nullopt;
  std::vector<text::Edit> edits{{.range = chunks.loop.range(),
                                 .content = "shutil.copyfileobj(" + std::string(chunks.source.text()) + ", " +
                                            std::string(write.target.text()) + ")"}};
  const ModuleName shutil = module_name("shutil", chunks.loop);
  if (shutil == ModuleName::other) return std::nullopt;
  if (shutil == ModuleName::unused) {
    std::optional<text::Edit> import = import_module(context.tree(), "shutil");
    if (!import) return std::nullopt;
    edits.push_back(*std::move(import));
  }
  const bool has_all = opening_of(model, chunks.source, "rb") ||
                       model.is_instance(model.type_of(chunks.source).type, types::Known::bytes_io);
  return Fix{.applicability = has_all ? Applicability::safe : Applicability::unsafe,
             .title = "Use `shutil.copyfileobj`",
             .reason = has_all ? "it reads and writes as the loop did, and nobody asks for the chunk afterwards"
                               : "it reads 64 KB at once: what comes through a pipe is written later",
             .edits = std::move(edits),
             .local = shutil == ModuleName::imported};
}

void report(Context& context, const ChunkLoop& chunks, const Write& write) {
  semantics::Model& model = context.model();
  if (!model.buffer_of(chunks.like)) {
    context.silent(chunks.read, "what is read is not known to be bytes");
    return;
  }
  const semantics::Loop loop = model.loop_around(write.call.node());
  if (loop.node != chunks.loop || !model.is_invariant(chunks.source, loop) || !model.is_invariant(write.target, loop)) {
    context.silent(chunks.read, "what is read or written may be another file on each pass");
    return;
  }
  if (write.sends ? !has_readinto(model, chunks.source) || !has_recv_into(model, write.target)
                  : model.describe(model.type_of(write.target).type).starts_with("StreamWriter")) {
    context.silent(chunks.read, "it is not known to be a file that is copied");
    return;
  }
  if (!model.is_invariant(chunks.size, loop) || syntax::Call(syntax::unparenthesized(chunks.size))) {
    context.silent(chunks.read,
                   "the size of a chunk may change from pass to pass: the file may not be read to its end");
    return;
  }
  if (is_used_elsewhere(chunks, write)) {
    context.silent(chunks.read, "the last chunk is used after the loop");
    return;
  }
  const std::string instead = advice(model, chunks, write);
  if (instead.empty()) {
    context.silent(chunks.read, "it is not known to be copied in chunks of less than 8 KB: the library takes as long");
    return;
  }
  const std::optional<std::int64_t> size = model.constant_of(chunks.size);
  Report report{
      .where = chunks.read,
      .message = code(chunks.read) + " and " + code(write.call.function()) +
                 " copy a file chunk by chunk, and nothing else is done in the loop; " + instead,
      .typed = model.type_of(chunks.like),
      .cost = {.growth = Growth::per_iteration,
               .width = size && *size > 0 ? std::optional(static_cast<std::uint64_t>(*size)) : std::nullopt,
               .gains_from = {},
               .in_loop = true},
      .notes = {{.message = "in this loop", .range = head_of(chunks.loop)}},
      .fix = fix(context, chunks, write),
  };
  if (std::optional<Note> note = origin(model.type_of(chunks.source), chunks.source)) {
    report.notes.push_back(*std::move(note));
  }
  context.report(std::move(report));
}

template <typename Loop>
void check(Context& context, Loop loop) {
  const std::optional<ChunkLoop> chunks = chunk_loop(context.model(), loop.node());
  if (!chunks) return;
  if (const std::optional<Write> write = write_of(only_statement(*chunks), chunks->name)) {
    report(context, *chunks, *write);
  }
}

}  // namespace

extern constexpr Rule manual_copy_loop{
    .group = Group::reads,
    .severity = Severity::info,
    .summary = "file copied chunk by chunk in Python",
    .why =
        R"(`while chunk := source.read(n): target.write(chunk)` is what `shutil.copyfileobj(source, target)` does, in chunks of
64 KB. For 64 MB it takes 50 ms either way where the chunks are of 8 KB or more; with chunks of 1 to 4 KB, as they are often
written, up to 1.8 times that (CPython 3.11 and 3.13). Where both files are opened by their names,
`shutil.copyfile(source, target)` lets the kernel copy, and the bytes never come to Python at all; a socket has
`sock.sendfile(file)`.

Silent where the chunks are not known to be of less than 8 KB, by a constant or by what a parameter is where nobody says
otherwise; where the kernel would copy, only where they are known to be of more than 64 KB. Silent where the loop does anything else: counts, hashes, reports progress,
waits. `copyfile` is not named where anything else is read from or written to one of the files. Silent for text, for asyncio writers, and
where the size of a chunk changes from pass to pass, because then only a part of the file may be meant.)",
    .supersedes = {"read-in-loop", "recv-in-loop"},
    .bad = R"(import io


def copy(source: io.BytesIO, target: io.BytesIO) -> None:
    while chunk := source.read(1024):
        target.write(chunk)


copied = io.BytesIO()
copy(io.BytesIO(b"slicecop" * 4096), copied)
result = copied.getvalue()
)",
    .good = R"(import io
import shutil


def copy(source: io.BytesIO, target: io.BytesIO) -> None:
    shutil.copyfileobj(source, target)


copied = io.BytesIO()
copy(io.BytesIO(b"slicecop" * 4096), copied)
result = copied.getvalue()
)",
    .visit = {on<check<syntax::WhileStatement>>, on<check<syntax::ForStatement>>},
};

}  // namespace slicecop::rules
