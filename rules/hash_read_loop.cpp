// Finds a file that is hashed chunk by chunk where `hashlib.file_digest` does it.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

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

constexpr std::uint8_t first_version_with_file_digest = 11;

// Measured: SHA-256 of 64 MB takes 1.2 times as long in chunks of 4 KB as in chunks of 64 KB, 1.1 times with 8 KB.
constexpr std::int64_t largest_small_chunk = 4096;

/// `digest.update(chunk)`: `digest`.
Node updated_by(Node statement, Node chunk) {
  const syntax::Call call(statement.is(Kind::expression_statement) ? statement.first_child() : Node{});
  const syntax::Attribute method(call.function());
  const Node hashed = syntax::unparenthesized(call.positional(0));
  const bool takes_chunk = call.argument_count() == 1 && hashed.is(Kind::identifier) && hashed.text() == chunk.text();
  return method.name() == "update" && takes_chunk && method.object().is(Kind::identifier) ? method.object() : Node{};
}

/// How `file_digest` is told which hash it is, where `made` makes one that has not taken anything yet.
std::string algorithm_of(semantics::Model& model, syntax::Call made) {
  const std::string_view callee = model.callee_name(made);
  if (callee == "hashlib.new" && made.argument_count() == 1) return std::string(made.positional(0).text());
  if (!made || made.argument_count() != 0) return {};
  const std::string type = model.describe(model.type_of(made.node()).type);
  if (type == "blake2b" || type == "blake2s") return "\"" + type + "\"";
  if (!callee.starts_with("hashlib.") && !callee.starts_with("_hashlib.")) return {};
  std::string name(callee.substr(callee.rfind('.') + 1));
  if (name.starts_with("openssl_")) name.erase(0, std::string_view("openssl_").size());
  return "\"" + name + "\"";
}

/// True where only this loop hands anything to the hash.
bool takes_nothing_else(Node digest, const ChunkLoop& chunks) {
  constexpr syntax::NodeId most_nodes = 4096;
  const Node function = syntax::enclosing_function(digest);
  const Node scope = function ? function : digest.tree().root();
  if (scope.after() - scope.id() > most_nodes) return false;
  for (syntax::NodeId id = scope.id(); id < scope.after(); ++id) {
    const Node node = scope.tree().node(id);
    if (!node.is(Kind::identifier) || node.text() != digest.text() || chunks.loop.contains(node)) continue;
    const syntax::Attribute method(node.parent());
    const bool is_bound = node.field() == syntax::Field::left;
    const bool is_read = method && (method.name() == "hexdigest" || method.name() == "digest");
    if (!is_bound && !is_read && !node.parent().is(Kind::return_statement)) return false;
  }
  return true;
}

std::string digest_call(const ChunkLoop& chunks, const std::string& algorithm) {
  return code("hashlib.file_digest(" + std::string(chunks.source.text()) + ", " + algorithm + ")");
}

/// Between the making of the hash and the loop there is nothing but `with open(...)`: where one is run, so is the
/// other.
bool is_run_with(semantics::Model& model, Node made, Node loop) {
  const Node block = made.parent();
  for (Node around = loop.parent(); around != block; around = around.parent()) {
    if (around.is(Kind::block)) continue;
    if (!around.is(Kind::with_statement)) return false;
    for (syntax::NodeId id = around.id(); id < around.child(syntax::Field::body).id(); ++id) {
      const Node item = around.tree().node(id);
      if (!item.is(Kind::with_item)) continue;
      Node value = item.first_child();
      if (value.is(Kind::as_pattern)) value = value.first_child();
      if (model.callee_name(syntax::Call(value)) != "builtins.open") return false;
    }
  }
  return loop.id() > made.id();
}

/// Nobody looks at the hash before the loop or in another block, nor at the chunk outside of the loop.
bool is_seen_behind_alone(const ChunkLoop& chunks, Node digest, Node made) {
  constexpr syntax::NodeId most_nodes = 4096;
  const Node function = syntax::enclosing_function(digest);
  if (!function || function.after() - function.id() > most_nodes) return false;
  for (syntax::NodeId id = function.id(); id < function.after(); ++id) {
    const Node node = function.tree().node(id);
    if (!node.is(Kind::identifier) || chunks.loop.contains(node) || made.contains(node)) continue;
    if (node.text() == chunks.name.text() || node.text() == "locals") return false;
    const bool is_behind = made.parent().contains(node) && node.id() >= chunks.loop.after();
    if (node.text() == digest.text() && (!is_behind || syntax::enclosing_function(node) != function)) return false;
  }
  return true;
}

std::string doubt(semantics::Model& model, const ChunkLoop& chunks) {
  const Node source = chunks.source;
  if (model.is_instance(model.type_of(source).type, types::Known::bytes_io)) {
    return "all of a `BytesIO` is hashed, wherever it stands";
  }
  return opening_of(model, source, "rb") ? "" : code(source) + " may be a file of one's own, without `readinto`";
}

/// `digest = hashlib.file_digest(file, "sha256")` in place of the loop, and no hash made before.
std::optional<Fix> fix(Context& context, const ChunkLoop& chunks, Node digest, syntax::Call made,
                       std::string algorithm) {
  semantics::Model& model = context.model();
  const Node loop = chunks.loop;
  const syntax::Assignment assignment(made.node().parent());
  const Node statement = syntax::enclosing_statement(made.node());
  const bool is_plain = assignment.left().is(Kind::identifier) && assignment.right() == made.node() &&
                        !assignment.type() && assignment.node().parent() == statement;
  if (!is_plain || (!algorithm.starts_with('"') && !algorithm.starts_with('\''))) return std::nullopt;
  if (!is_run_with(model, statement, loop) || !is_seen_behind_alone(chunks, digest, statement)) return std::nullopt;
  if (holds_comment(context.tree(), loop.range()) || module_name("hashlib", loop) != ModuleName::imported) {
    return std::nullopt;
  }
  std::optional<text::Edit> without_making = without_lines(statement);
  if (!without_making) return std::nullopt;
  // In the quotes of the mode that the file is opened with.
  if (opening_of(model, chunks.source, "rb").positional(1).text().starts_with('\'')) {
    std::ranges::replace(algorithm, '"', '\'');
  }
  Fix fix{.title = "Use `hashlib.file_digest`",
          .reason = doubt(model, chunks),
          .edits = {*std::move(without_making),
                    {.range = loop.range(),
                     .content = std::string(digest.text()) + " = hashlib.file_digest(" +
                                std::string(chunks.source.text()) + ", " + algorithm + ")"}}};
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  if (fix.reason.empty())
    fix.reason = "it hashes the file to its end as the loop did, and nobody has seen the hash before";
  return fix;
}

void report(Context& context, const ChunkLoop& chunks, Node digest) {
  semantics::Model& model = context.model();
  if (!has_readinto(model, chunks.source)) {
    context.silent(chunks.read, "it is not known to be a file whose `readinto` fills a buffer");
    return;
  }
  const syntax::Call made(model.definition_of(digest));
  const std::string algorithm = algorithm_of(model, made);
  if (algorithm.empty()) {
    context.silent(chunks.read, "it is not known which hash takes it, and that it is a new one");
    return;
  }
  const semantics::Loop around = model.loop_around(chunks.loop);
  if ((around && !around.node.contains(made.node())) || !takes_nothing_else(digest, chunks)) {
    context.silent(chunks.read, "the hash takes something else, too");
    return;
  }
  const std::optional<std::int64_t> size = model.constant_of(chunks.size);
  const bool has_file_digest = context.settings().target_version >= first_version_with_file_digest;
  if (!has_file_digest && (!size || *size <= 0 || *size > largest_small_chunk)) {
    context.silent(chunks.read, "`hashlib.file_digest` came with Python 3.11");
    return;
  }
  Report report{
      .where = chunks.read,
      .message = code(chunks.read) + " makes a new bytes object for every chunk, only to be hashed; " +
                 (has_file_digest ? digest_call(chunks, algorithm) + " reads into one buffer"
                                  : "chunks of 64 KB take less time, and from Python 3.11 on " +
                                        digest_call(chunks, algorithm) + " does it"),
      .typed = model.type_of(chunks.like),
      .cost = {.growth = Growth::per_iteration,
               .width = size && *size > 0 ? std::optional(static_cast<std::uint64_t>(*size)) : std::nullopt,
               .gains_from = {},
               .in_loop = true},
      .notes = {{.message = "in this loop", .range = head_of(chunks.loop)}},
      .fix = has_file_digest ? fix(context, chunks, digest, made, algorithm) : std::nullopt,
  };
  report.notes.push_back({.message = "made here", .range = made.range()});
  context.report(std::move(report));
}

template <typename Loop>
void check(Context& context, Loop loop) {
  const std::optional<ChunkLoop> chunks = chunk_loop(context.model(), loop.node());
  if (!chunks) return;
  if (const Node digest = updated_by(only_statement(*chunks), chunks->name)) report(context, *chunks, digest);
}

}  // namespace

extern constexpr Rule hash_read_loop{
    .group = Group::reads,
    .severity = Severity::info,
    .summary = "file hashed chunk by chunk in Python",
    .why =
        R"(From Python 3.11 on, `hashlib.file_digest(file, "sha256")` reads a file into one buffer of 256 KB and hashes
that. A loop of `digest.update(file.read(n))` makes a bytes object for each chunk: for 64 MB and SHA-256 it takes 1.35 times as
long with chunks of 1 KB, 1.2 times with 4 KB, 1.1 times with 8 KB, and the same with 64 KB and more (CPython 3.11 and
3.13).

It hashes from where the file stands, to its end; of a `BytesIO` all of it, wherever that stands. It returns the hash, not
its digest.

For an older target version only chunks of up to 4 KB are reported: larger ones take less time. Silent where the hash takes anything else than this file, and where the loop
does anything else.)",
    .supersedes = {"read-in-loop", "manual-copy-loop"},
    .bad = R"(import hashlib
import os
import tempfile


def digest(path: str) -> str:
    sha = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(4096):
            sha.update(chunk)
    return sha.hexdigest()


with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, "data")
    with open(name, "wb") as out:
        out.write(b"slicecop" * 65536)
    result = digest(name)
)",
    .good = R"(import hashlib
import os
import tempfile


def digest(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, "data")
    with open(name, "wb") as out:
        out.write(b"slicecop" * 65536)
    result = digest(name)
)",
    .visit = {on<check<syntax::WhileStatement>>, on<check<syntax::ForStatement>>},
};

}  // namespace slicecop::rules
