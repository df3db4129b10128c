// A view of the same buffer that is made anew on every pass of a loop.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "engine/context.h"
#include "engine/patterns/repeated.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using semantics::Buffer;
using semantics::ChangeKind;
using semantics::Loop;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

struct Making {
  Call call;
  Node base;
  semantics::Typed typed;
  Loop home;  ///< the outermost loop above which the view can be made
};

/// A view that stands above `loop` shows the same bytes and stands in nobody's way.
bool can_stand_above(semantics::Model& model, Node base, const Loop& loop) {
  if (!model.is_invariant(base, loop)) return false;
  const auto change = model.written_in(base, loop.node);
  return !change || change->kind == ChangeKind::items;
}

/// `with memoryview(data) as view:` ends the view before the buffer changes.
bool is_for_a_block(Node call) {
  for (Node node = call.parent(); node; node = node.parent()) {
    if (node.is_any(Kind::with_item, Kind::with_clause, Kind::with_statement)) return true;
    if (!node.is_any(Kind::subscript, Kind::parenthesized_expression, Kind::as_pattern)) return false;
  }
  return false;
}

/// True where it is made on a way that leaves the loop, or in an `except`: once at most.
bool is_rare(Node call, Node loop) {
  for (Node node = call.parent(); node && node != loop; node = node.parent()) {
    if (node.is_any(Kind::except_clause, Kind::return_statement, Kind::raise_statement, Kind::lambda)) return true;
  }
  return false;
}

/// True where the loop gives way to others on its passes.
bool waits(Node loop) {
  constexpr syntax::NodeId most_nodes = 4096;
  const syntax::NodeId end = std::min(loop.after(), loop.id() + most_nodes);
  for (syntax::NodeId id = loop.id(); id < end; ++id) {
    if (loop.tree().node(id).is(Kind::await)) return true;
  }
  return false;
}

std::optional<Making> making_of(Context& context, Call call) {
  if (call.function().text() != "memoryview" || call.argument_count() != 1) return std::nullopt;
  const Node base = call.positional(0);
  if (!base || !syntax::is_dotted_name(base)) return std::nullopt;
  semantics::Model& model = context.model();
  Loop loop = model.loop_around(call.node());
  if (!loop || model.callee_name(call) != "builtins.memoryview") return std::nullopt;
  Making making{.call = call, .base = base, .typed = model.type_of(base), .home = {}};
  const Buffer buffer = model.buffer_of(making.typed);
  if (!buffer || buffer.optional) return std::nullopt;
  if (is_for_a_block(call.node()) || is_rare(call.node(), loop.node)) {
    context.silent(call.node(), "it is made once, or ended by its block");
    return std::nullopt;
  }
  if (model.is_test_code(call.node()) && !context.settings().include_tests) return std::nullopt;
  if (waits(loop.node)) {
    context.silent(call.node(), "the loop waits, beside which making a view costs nothing");
    return std::nullopt;
  }
  constexpr int most_loops = 8;
  for (int depth = 0; loop && depth < most_loops && can_stand_above(model, base, loop); ++depth) {
    making.home = loop;
    loop = model.loop_around(loop.node);
  }
  if (!making.home) {
    context.silent(call.node(), "each pass has another buffer, or changes its size");
    return std::nullopt;
  }
  return making;
}

std::string made(std::string_view name, const Making& making) {
  return std::string(name).append(" = memoryview(").append(making.base.text()).append(")");
}

std::string message(const Making& making) {
  const bool is_statement = !syntax::is_comprehension(making.home.node.kind());
  return code(making.call.node()) + " makes the same view on every pass; make " + code(made("view", making)) +
         (is_statement ? " once above the loop" : " once before") + because(making.typed);
}

std::string doubt(Context& context, const Making& making) {
  const std::string base = code(making.base);
  if (making.typed.evidence == types::Evidence::consumer || making.typed.evidence == types::Evidence::name) {
    return "nothing but its use says that " + base + " is a buffer";
  }
  if (!context.model().buffer_of(making.typed).only(Buffer::bytes)) {
    return base + " can be resized or closed while the view lives";
  }
  if (!making.base.is(Kind::identifier)) return base + " may be another object on a later pass";
  return {};
}

std::optional<Fix> fix(Context& context, const Making& making) {
  const Node loop = making.home.node;
  if (!loop.is_any(Kind::for_statement, Kind::while_statement)) return std::nullopt;
  // Names of a module can be seen from outside.
  if (!syntax::enclosing_function(loop)) return std::nullopt;
  // Where the view has a name in the loop, or is handed to something, it may be released there.
  if (!syntax::Subscript(making.call.node().parent()).slice()) return std::nullopt;
  if (holds_comment(context.tree(), making.call.range())) return std::nullopt;
  const std::optional<ViewAbove> view = view_above(context.model(), making.base, loop);
  if (!view) return std::nullopt;
  Fix fix;
  fix.title = "Make the view above the loop";
  if (view->line) fix.edits.push_back(*view->line);
  fix.edits.push_back({.range = making.call.range(), .content = view->name});
  fix.reason = doubt(context, making);
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  if (fix.reason.empty()) fix.reason = "bytes never change, and a view of them does not, either";
  return fix;
}

void check(Context& context, Call call) {
  const std::optional<Making> making = making_of(context, call);
  if (!making) return;
  Report report{
      .where = call.node(),
      .message = message(*making),
      .typed = making->typed,
      .cost = {.growth = Growth::per_iteration, .width = {}, .gains_from = {}, .in_loop = true},
      .fix = fix(context, *making),
  };
  report.notes.push_back({.message = "made on each pass of this loop", .range = head_of(making->home.node)});
  if (auto note = origin(making->typed, making->base)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule view_per_iteration{
    .group = Group::views,
    .severity = Severity::info,
    .summary = "view of the same buffer made on every pass of a loop",
    .why =
        R"(Making a memoryview takes longer than taking a small slice of it: `memoryview(data)[a:b]` takes 160 to 290 ns where
`view[a:b]` of a view that is there takes 50 to 125, and the plain slice `data[a:b]` 55 to 100 (16 bytes to 1 KB; CPython 3.11
and 3.13). Up to 8 KB the view that is made for each slice is slower than the copy that it was to spare.

Made once above the loop it gains at every size.

Silent where each pass has another buffer; where the loop resizes it, which a view that lives forbids; for
`with memoryview(data) as view:`; and on a way that leaves the loop.)",
    .gains_from = 0,
    .bad = R"(import zlib


def checksums(data: bytes, size: int = 64) -> list[int]:
    sums = []
    for at in range(0, len(data), size):
        sums.append(zlib.crc32(memoryview(data)[at : at + size]))
    return sums


result = checksums(bytes(range(256)) * 64)
)",
    .good = R"(import zlib


def checksums(data: bytes, size: int = 64) -> list[int]:
    sums = []
    view = memoryview(data)
    for at in range(0, len(view), size):
        sums.append(zlib.crc32(view[at : at + size]))
    return sums


result = checksums(bytes(range(256)) * 64)
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
