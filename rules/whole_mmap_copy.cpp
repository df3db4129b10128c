// A whole mapped file that is copied to be read once: the mapping itself can be read.
#include <algorithm>
#include <optional>
#include <string>

#include "engine/context.h"
#include "engine/patterns/copying_slice.h"
#include "engine/patterns/followed_uses.h"
#include "engine/patterns/view_readers.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using namespace engine::literals;
using semantics::Buffer;
using semantics::UseKind;
using syntax::Attribute;
using syntax::Call;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

constexpr std::uint64_t smallest = 64_KiB;  ///< measured: below, mapping the file costs more than the copy

/// `mapped[:]`, `mapped[0:]`, `mapped[:len(mapped)]`.
bool takes_all(semantics::Model& model, Subscript subscript) {
  const syntax::Slice slice = subscript.slice();
  if (!slice || slice.step()) return false;
  if (slice.lower() && model.constant_of(slice.lower()) != 0) return false;
  if (!slice.upper()) return true;
  const Call length(syntax::unparenthesized(slice.upper()));
  return model.callee_name(length) == "builtins.len" && length.positional(0).text() == subscript.value().text();
}

/// What the copy is used for, in words; empty where the mapping cannot stand for it.
std::string used_for(Context& context, Node copy, Node mapped) {
  const semantics::Uses uses = followed_uses(context.model(), copy);
  const bool all_take = uses.all_are([](UseKind kind) {
    return kind == UseKind::buffer_sink || kind == UseKind::measured || kind == UseKind::indexed ||
           kind == UseKind::parsed;
  });
  if (!all_take) return {};
  const auto is_measured = [](const semantics::Use& use) { return use.kind == UseKind::measured; };
  if (std::ranges::all_of(uses.all, is_measured))
    return "only to be measured; " + code("len(" + std::string(mapped.text()) + ")") + " is the same";
  const Node reader = uses.all.size() == 1 ? Call(uses.all.front().where).function() : Node{};
  const std::string what = reader ? "only for " + code(reader) + " to read it" : std::string("only to be read");
  return what + "; pass " + code(mapped) + " itself";
}

/// The mapping where its copy stands. Another process may write the file, or another thread close it, while it is read:
/// never safe.
std::optional<Fix> fix(Context& context, Node copy, Node mapped) {
  const semantics::Uses uses = context.model().uses_of(copy);
  const bool is_read_here =
      uses.complete && uses.all.size() == 1 && uses.all.front().where.contains(copy) &&
      (uses.all.front().kind == UseKind::buffer_sink || uses.all.front().kind == UseKind::measured);
  // `mapped.read()` gives what is behind the place where the mapping stands, and moves that.
  if (!is_read_here || copy.is(Kind::call) || !copy.parent().is_any(Kind::argument_list, Kind::keyword_argument)) {
    return std::nullopt;
  }
  if (!mapped.is_any(Kind::identifier, Kind::attribute) || holds_comment(context.tree(), copy.range())) {
    return std::nullopt;
  }
  return Fix{.applicability = Applicability::unsafe,
             .title = "Pass the mapping",
             .reason = code(mapped) + " may be written by another process, or closed, while it is read",
             .edits = {{.range = copy.range(), .content = std::string(mapped.text())}}};
}

void report(Context& context, Node copy, Node mapped) {
  semantics::Model& model = context.model();
  const bool in_loop = static_cast<bool>(model.loop_around(copy));
  if (!in_loop && !syntax::enclosing_function(copy)) return;
  const semantics::Typed typed = model.type_of(mapped);
  const Buffer buffer = model.buffer_of(typed);
  if (!buffer.only(Buffer::mmap)) return;
  if (model.size_of(mapped).below(smallest) || model.size_of(copy).below(smallest)) {
    context.silent(copy, "the mapping is known to be smaller than 64 KB");
    return;
  }
  const std::string use = used_for(context, copy, mapped);
  if (use.empty()) {
    context.silent(copy, "its uses do not all take the mapping with the same result");
    return;
  }
  Report report{
      .where = copy,
      .message = code(copy) + " copies all of the mapped file, " + use,
      .typed = typed,
      .cost = {.growth = in_loop ? Growth::per_iteration : Growth::once,
               .width = {},
               .gains_from = smallest,
               .in_loop = in_loop},
      .fix = fix(context, copy, mapped),
  };
  if (auto note = origin(typed, mapped)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

void check_slice(Context& context, Subscript subscript) {
  if (is_written(subscript.node())) return;
  if (takes_all(context.model(), subscript))
    report(context, subscript.node(), syntax::unparenthesized(subscript.value()));
}

void check_read(Context& context, Call call) {
  const Attribute method(call.function());
  if (method.name() != "read" || call.argument_count() != 0) return;
  report(context, call.node(), method.object());
}

}  // namespace

extern constexpr Rule whole_mmap_copy{
    .group = Group::slices,
    .severity = Severity::info,
    .summary = "all of a mapped file copied to be read once",
    .why =
        R"(A file is mapped in order not to copy it. `mapped[:]` and `mapped.read()` copy all of it into memory. A checksum, hash,
compressor, file or socket takes the mapping itself: a CRC of 256 MB takes 100 ms that way, 280 to 340 ms by `mapped[:]` and 250 ms by
`read()` (CPython 3.11 and 3.13), and the memory of the copy is saved.

A view of a part (`memoryview(mapped)[a:b]`) copies nothing either, but must be released before the mapping is closed.

Silent: mappings known to be smaller than 64 KB, and uses that need bytes: methods of bytes, comparison, keys, code that is not known.)",
    .gains_from = smallest,
    .supersedes = {"copied-fields", "slice-in-loop", "sliced-argument"},
    .bad = R"(import mmap
import tempfile
import zlib


def checksum(path: str) -> int:
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        return zlib.crc32(mapped[:])


with tempfile.NamedTemporaryFile() as sample:
    sample.write(bytes(range(256)) * 1024)
    sample.flush()
    result = checksum(sample.name)
)",
    .good = R"(import mmap
import tempfile
import zlib


def checksum(path: str) -> int:
    with open(path, "rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        return zlib.crc32(mapped)


with tempfile.NamedTemporaryFile() as sample:
    sample.write(bytes(range(256)) * 1024)
    sample.flush()
    result = checksum(sample.name)
)",
    .visit = {on<check_slice>, on<check_read>},
};

}  // namespace slicecop::rules
