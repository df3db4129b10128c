// Finds a file that is read whole only to be gone through once: hashed, sent, written.
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/context.h"
#include "engine/patterns/readers.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

using namespace engine;
using namespace engine::literals;
using semantics::UseKind;
using syntax::Node;

namespace {

// Measured: below, one read and many take the same time.
constexpr std::uint64_t file_gains_from = 64_KiB;

constexpr std::uint8_t first_version_with_file_digest = 11;

/// A file that is read to its end: `file.read()`, `path.read_bytes()`.
struct Whole {
  Node file;
  bool is_path = false;
};

std::optional<Whole> whole_file(semantics::Model& model, syntax::Call call) {
  const syntax::Attribute method(call.function());
  if (!method || call.argument_count() != 0) return std::nullopt;
  if (method.name() == "read_bytes") {
    if (model.callee_name(call) != "pathlib.Path.read_bytes") return std::nullopt;
    return Whole{.file = method.object(), .is_path = true};
  }
  if (method.name() != "read" || !has_readinto(model, method.object())) return std::nullopt;
  // All of a BytesIO is there already.
  if (model.is_instance(model.type_of(method.object()).type, types::Known::bytes_io)) return std::nullopt;
  return Whole{.file = method.object(), .is_path = false};
}

bool is_checksum(std::string_view callee) {
  return callee == "zlib.crc32" || callee == "zlib.adler32" || callee == "binascii.crc32";
}

bool is_hash(std::string_view callee) {
  return callee.starts_with("hashlib.") && !callee.ends_with(".new") && !callee.ends_with(".update");
}

/// What to do instead, by what takes the bytes; empty where it needs all of them at once.
std::string advice(Context& context, const Whole& whole, syntax::Call taker) {
  semantics::Model& model = context.model();
  const std::string file(whole.file.text());
  const std::string_view callee = model.callee_name(taker);
  const syntax::Attribute method(taker.function());
  std::string chunks =
      whole.is_path ? "open it and go through it in chunks of 64 KB" : "go through it in chunks of 64 KB";
  if (is_checksum(callee)) return chunks + ", or map it (`mmap`): a quarter of the time at 64 MB";
  if (is_hash(callee)) {
    if (context.settings().target_version < first_version_with_file_digest) return chunks + " with `update`";
    return whole.is_path ? "open it and hand the file to `hashlib.file_digest`"
                         : code("hashlib.file_digest(" + file + ", ...)") + " reads it into one buffer";
  }
  if (callee.starts_with("hashlib.") && method.name() == "update") return chunks;
  if (whole.is_path || !method) return {};
  if (method.name() == "sendall" && model.is_instance(model.type_of(method.object()).type, types::Known::socket)) {
    return code(std::string(method.object().text()) + ".sendfile(" + file + ")") + " lets the kernel send it";
  }
  if (method.name() == "write" && model.takes_everything(taker)) {
    return code("shutil.copyfileobj(" + file + ", " + std::string(method.object().text()) + ")") +
           " copies it in chunks of 64 KB";
  }
  return {};
}

void check(Context& context, syntax::Call call) {
  semantics::Model& model = context.model();
  const std::optional<Whole> whole = whole_file(model, call);
  if (!whole) return;
  if (!syntax::enclosing_function(call.node()) && !model.loop_around(call.node())) {
    context.silent(call.node(), "it runs once, at module level");
    return;
  }
  const semantics::Uses uses = model.uses_of(call.node());
  if (!uses.complete || uses.all.size() != 1 || uses.all.front().kind != UseKind::buffer_sink) {
    context.silent(call.node(), "it is not gone through just once");
    return;
  }
  const syntax::Call taker(uses.all.front().where);
  const Node statement = syntax::enclosing_statement(call.node());
  if (statement.parent() != syntax::enclosing_statement(taker.node()).parent()) {
    context.silent(call.node(), "the file may be closed, or another one, where the bytes are used");
    return;
  }
  const std::string instead = advice(context, *whole, taker);
  if (instead.empty()) {
    context.silent(call.node(), "what takes it is not known to take parts of it");
    return;
  }
  const bool in_loop = static_cast<bool>(model.loop_around(call.node()));
  Report report{
      .where = call.node(),
      .message = code(call.node()) + " reads the whole file into memory, only for " + code(taker.function()) +
                 " to go through it once; " + instead,
      .typed = model.type_of(call.node()),
      .cost = {.growth = in_loop ? Growth::per_iteration : Growth::once,
               .width = {},
               .gains_from = file_gains_from,
               .in_loop = in_loop},
  };
  if (!taker.node().contains(call.node()))
    report.notes.push_back({.message = "gone through here", .range = taker.range()});
  if (std::optional<Note> note = origin(model.type_of(whole->file), whole->file)) {
    report.notes.push_back(*std::move(note));
  }
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule whole_file_pass{
    .group = Group::reads,
    .severity = Severity::info,
    .summary = "whole file read into memory to go through it once",
    .why =
        R"(`zlib.crc32(file.read())` makes one bytes object of the whole file, goes through it once and drops it. That
costs memory of the file's size, and time: fresh pages are slower than the work. A CRC of 64 MB takes 56 ms that way, 15 ms
in chunks of 256 KB, and 13 ms over an `mmap` of the file (CPython 3.11 and 3.13); 256 MB take 250 ms and 100 ms.

Write instead, by what takes the bytes:

- a hash: `hashlib.file_digest(file, "sha256")` from Python 3.11 on, else `update` with chunks of 64 KB or more;
- a checksum: `value = zlib.crc32(chunk, value)` for each chunk, or the `mmap` itself;
- `sock.sendall(file.read())`: `sock.sendfile(file)`;
- `target.write(source.read())`: `shutil.copyfileobj(source, target)`.

Below 64 KB there is nothing to gain. Silent where the bytes are used for anything else, for what needs all of them at once,
for a `BytesIO` and for files that are unpacked (GzipFile, LZMAFile, ZipExtFile), and at module level.

In preview, because nothing in the code tells how large a file is: of what it reports in public projects one in four reads
small files by their nature, such as configuration.)",
    .gains_from = file_gains_from,
    .supersedes = {"double-copy-slice"},
    .bad = R"(import os
import tempfile
import zlib


def checksum(path: str) -> int:
    with open(path, "rb") as file:
        return zlib.crc32(file.read())


with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, "data")
    with open(name, "wb") as out:
        out.write(b"slicecop" * 65536)
    result = checksum(name)
)",
    .good = R"(import os
import tempfile
import zlib


def checksum(path: str) -> int:
    value = 0
    with open(path, "rb") as file:
        while chunk := file.read(32768):
            value = zlib.crc32(chunk, value)
    return value


with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, "data")
    with open(name, "wb") as out:
        out.write(b"slicecop" * 65536)
    result = checksum(name)
)",
    .preview = true,
    .visit = on<check>,
};

}  // namespace slicecop::rules
