// A small view of a large buffer that outlives the function that read the buffer: all of the buffer lives with it.
#include <array>
#include <optional>
#include <string>

#include "engine/context.h"
#include "engine/patterns/certain_view.h"
#include "engine/patterns/view_origin.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using namespace engine::literals;
using semantics::Buffer;
using semantics::UseKind;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

constexpr std::uint64_t small = 4_KiB;   // bytes that the view needs, at most
constexpr std::uint64_t large = 64_KiB;  // bytes that it may keep alive

/// What reads a buffer whose size is not known, or known to be large.
bool is_large(semantics::Model& model, Node base) {
  if (model.size_of(base).below(large)) return false;
  const syntax::Call made(syntax::unparenthesized(model.definition_of(base)));
  const syntax::Attribute method(made.function());
  const std::string_view name = method ? method.name() : made.function().text();
  constexpr std::array<std::string_view, 5> readers{"read", "read_bytes", "decompress", "recv", "readall"};
  for (const std::string_view reader : readers) {
    if (name == reader) return model.buffer_of(base).only(Buffer::bytes | Buffer::bytearray);
  }
  return false;
}

/// True where the buffer itself, or all of the view, is kept or handed on as well.
bool lives_anyway(semantics::Model& model, Node base) {
  const Node made = model.definition_of(base);
  const semantics::Uses uses = model.uses_of(made);
  if (!uses.complete) return true;
  for (const semantics::Use& use : uses.all) {
    if (use.kind == UseKind::stored || use.kind == UseKind::returned || use.kind == UseKind::unknown) return true;
  }
  return false;
}

void check(Context& context, Subscript part) {
  if (!part.slice() || part.slice().step()) return;
  semantics::Model& model = context.model();
  const CertainView view = certain_view(context, part.value());
  if (!view || !view.alone || view.optional) return;
  const std::optional<std::uint64_t> width = model.width_of(part).at_most;
  if (!width || *width >= small) return;
  const semantics::Uses uses = model.uses_of(part.node());
  const semantics::Use* leaving = nullptr;
  for (const semantics::Use& use : uses.all) {
    if (use.kind == UseKind::returned || use.kind == UseKind::stored) leaving = &use;
  }
  if (leaving == nullptr) return;
  const std::optional<ViewOrigin> origin = origin_of_view(model, part.value());
  if (!origin || !origin->base.is(Kind::identifier) || !syntax::enclosing_function(part.node())) return;
  if (!is_large(model, origin->base) || lives_anyway(model, origin->base)) {
    context.silent(part.node(), "the buffer is not known to be large, or lives on anyway");
    return;
  }
  const std::string kept = "bytes(" + std::string(part.text()) + ")";
  Report report{
      .where = part.node(),
      .message = code(part.node()) + " needs " + with_separators(*width) + " bytes and keeps all of " +
                 code(origin->base) + " alive; " + code(kept) + " lets it go",
      .typed = view.typed,
      .cost = {.growth = Growth::once, .width = width, .gains_from = {}, .in_loop = false},
  };
  if (!holds_comment(context.tree(), part.range())) {
    Fix fix;
    fix.applicability = Applicability::unsafe;
    fix.title = "Keep bytes";
    fix.reason = "who gets it may ask for a view";
    fix.edits.push_back({.range = part.range(), .content = kept});
    report.fix = std::move(fix);
  }
  report.notes.push_back({.message = "leaves the function here", .range = leaving->where.range()});
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule pinned_buffer{
    .group = Group::views,
    .severity = Severity::info,
    .summary = "small view that keeps a large buffer alive",
    .why =
        R"(A view holds on to the whole of its buffer: 10 bytes that are kept of a file of 10 MB keep 10 MB. Where a small part of a
large buffer outlives the rest, copy that part: `bytes(view[a:b])` takes 0.1 us.

Reported where the part is known to be smaller than 4 KB, is returned or stored, and the buffer was read, received or
decompressed in the same function and goes nowhere else. Silent where that is known to give less than 64 KB.)",
    .gains_from = 0,
    .bad = R"(import io


def magic(file: io.BytesIO) -> memoryview:
    data = file.read()
    view = memoryview(data)
    return view[:8]


result = bytes(magic(io.BytesIO(bytes(range(256)) * 4096)))
)",
    .good = R"(import io


def magic(file: io.BytesIO) -> bytes:
    data = file.read()
    view = memoryview(data)
    return bytes(view[:8])


result = bytes(magic(io.BytesIO(bytes(range(256)) * 4096)))
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
