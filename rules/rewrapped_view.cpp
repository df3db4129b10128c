// A view of a view, or of a slice of one, which is a view already.
#include <algorithm>
#include <optional>
#include <string>

#include "engine/context.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using semantics::Buffer;
using semantics::UseKind;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

/// `with memoryview(view) as part:` ends a view of its own, and leaves the other one.
bool is_for_a_block(Node call) {
  for (Node node = call.parent(); node && !node.is_any(Kind::block, Kind::module); node = node.parent()) {
    if (node.is_any(Kind::with_item, Kind::with_clause)) return true;
    if (node.is_any(Kind::argument_list, Kind::assignment)) return false;
  }
  return false;
}

/// True where a use may let go of the view (`release`, unknown code) or keep it beyond the life of the other.
bool is_on_its_own(const semantics::Uses& uses) {
  return !uses.complete || std::ranges::any_of(uses.all, [](const semantics::Use& use) {
    return use.kind == UseKind::unknown || use.kind == UseKind::stored || use.kind == UseKind::returned;
  });
}

std::optional<Fix> fix(Context& context, Call call, Node source, const semantics::Typed& typed) {
  if (holds_comment(context.tree(), call.range())) return std::nullopt;
  const bool binds_tightly =
      source.is_any(Kind::identifier, Kind::attribute, Kind::subscript, Kind::call, Kind::parenthesized_expression);
  if (!binds_tightly) return std::nullopt;
  Fix fix;
  fix.title = "Use the view that is there";
  fix.edits.push_back({.range = call.range(), .content = std::string(source.text())});
  if (typed.evidence == types::Evidence::annotation) {
    fix.reason = "a caller may hand over another buffer than the annotation says";
  } else if (!source.is(Kind::subscript) && is_on_its_own(context.model().uses_of(call.node()))) {
    fix.reason = "where one of the two is released, the other would be, too";
  }
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  fix.local = fix.applicability == Applicability::safe && call.node().parent().is(Kind::argument_list);
  if (fix.reason.empty()) fix.reason = "it is a view of the same bytes";
  return fix;
}

void check(Context& context, Call call) {
  if (call.function().text() != "memoryview" || call.argument_count() != 1) return;
  const Node source = call.positional(0);
  if (!source || source.is_any(Kind::keyword_argument, Kind::list_splat)) return;
  semantics::Model& model = context.model();
  const semantics::Typed typed = model.type_of(source);
  const Buffer buffer = model.buffer_of(typed);
  if (!buffer.only(Buffer::view) || buffer.optional) return;
  if (model.callee_name(call) != "builtins.memoryview") return;
  if (!model.loop_around(call.node()) && !syntax::enclosing_function(call.node())) {
    context.silent(call.node(), "it runs once");
    return;
  }
  if (model.is_test_code(call.node()) && !context.settings().include_tests) return;
  if (is_for_a_block(call.node())) {
    context.silent(call.node(), "the block ends a view of its own");
    return;
  }
  const bool in_loop = static_cast<bool>(model.loop_around(call.node()));
  std::string sentence = code(source) + " is a memoryview already";
  sentence += in_loop ? ", and another is made of it on every pass; use it as it is" : "; use it as it is";
  Report report{
      .where = call.node(),
      .message = std::move(sentence),
      .typed = typed,
      .cost = {.growth = in_loop ? Growth::per_iteration : Growth::once,
               .width = {},
               .gains_from = {},
               .in_loop = in_loop},
      .fix = fix(context, call, source, typed),
  };
  if (auto note = origin(typed, source)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule rewrapped_view{
    .group = Group::views,
    .severity = Severity::info,
    .summary = "memoryview made of a memoryview",
    .why =
        R"(A memoryview is a view, and so is each slice of it: `memoryview(view[a:b])` makes two objects where `view[a:b]` makes one,
and takes twice as long (100 to 230 ns instead of 50 to 125, whatever its size; CPython 3.11 and 3.13). Nothing else comes
of it.

Silent for `with memoryview(view) as part:`, which ends a view of its own, and where the value may be bytes as well. The
fix is not offered as safe where only an annotation says that it is a view, or where the second view may be released.)",
    .gains_from = 0,
    .supersedes = {"view-per-iteration"},
    .bad = R"(import zlib


def checksums(data: bytes, size: int = 64) -> list[int]:
    view = memoryview(data)
    return [zlib.crc32(memoryview(view[at : at + size])) for at in range(0, len(view), size)]


result = checksums(bytes(range(256)) * 64)
)",
    .good = R"(import zlib


def checksums(data: bytes, size: int = 64) -> list[int]:
    view = memoryview(data)
    return [zlib.crc32(view[at : at + size]) for at in range(0, len(view), size)]


result = checksums(bytes(range(256)) * 64)
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
