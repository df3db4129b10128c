// A memoryview that is compared, or looked up in a dict or set, again and again: it does so element by element.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "engine/context.h"
#include "engine/patterns/certain_view.h"
#include "engine/patterns/repeated.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using semantics::Loop;
using syntax::Kind;
using syntax::Node;

using Comparison = syntax::View<Kind::comparison_operator>;

constexpr std::uint64_t gains_from = 64;  // bytes; measured: below, the copy takes longer than the comparison

bool is_small(semantics::Model& model, Node value) {
  const syntax::Subscript part(syntax::unparenthesized(value));
  return part.slice() ? model.width_of(part).below(gains_from) : model.size_of(value).below(gains_from);
}

/// `CRLF`, `protocol.MAGIC` of another module: a constant is a mark of a few bytes, and of views of other lengths
/// nothing is compared.
bool is_foreign_constant(semantics::Model& model, Node value) {
  if (model.definition_of(value)) return false;
  const syntax::Attribute attribute(syntax::unparenthesized(value));
  const std::string_view name = attribute ? attribute.name() : syntax::unparenthesized(value).text();
  return name.size() > 1 &&
         std::ranges::none_of(name, [](char c) { return (c < 'A' || c > 'Z') && c != '_' && (c < '0' || c > '9'); });
}

struct Compared {
  Node view;
  Node other;
  CertainView what;
};

/// `a == b` or `a != b`, of which one is a view.
std::optional<Compared> compared_in(Context& context, Comparison comparison) {
  semantics::Model& model = context.model();
  const Node left = comparison.node().child(0U);
  const Node relation = left.next_sibling();
  const Node right = relation.next_sibling();
  if (!right || right.next_sibling() || (relation.text() != "==" && relation.text() != "!=")) return std::nullopt;
  for (const auto& [view, other] : std::array<std::array<Node, 2>, 2>{{{left, right}, {right, left}}}) {
    const CertainView what = certain_view(context, view);
    if (!what || !what.alone || what.optional) continue;
    const semantics::Buffer buffer = model.buffer_of(other);
    if (buffer && !buffer.optional) return Compared{.view = view, .other = other, .what = what};
  }
  return std::nullopt;
}

std::string as_bytes(Node view) { return "bytes(" + std::string(view.text()) + ")"; }

void check(Context& context, Comparison comparison) {
  semantics::Model& model = context.model();
  const Loop loop = model.loop_around(comparison.node());
  if (!loop) return;
  const std::optional<Compared> compared = compared_in(context, comparison);
  if (!compared) return;
  if (model.is_test_code(comparison.node()) && !context.settings().include_tests) return;
  if (is_small(model, compared->view) || is_small(model, compared->other) || model.is_fragment(compared->other) ||
      is_foreign_constant(model, compared->other)) {
    context.silent(comparison.node(), "so few bytes are compared that a copy of them would gain nothing");
    return;
  }
  std::string sentence = code(compared->view) + " is compared element by element on every pass; ";
  sentence += code(as_bytes(compared->view)) + " copies it and compares at once, which is faster from 64 bytes on";
  Report report{
      .where = comparison.node(),
      .message = std::move(sentence),
      .typed = compared->what.typed,
      .cost = {.growth = Growth::per_iteration, .width = {}, .gains_from = gains_from, .in_loop = true},
  };
  if (!holds_comment(context.tree(), compared->view.range())) {
    Fix fix;
    fix.applicability = Applicability::unsafe;
    fix.title = "Compare bytes";
    fix.reason = "the items of " + code(compared->view) + " may be something else than bytes";
    fix.edits.push_back({.range = compared->view.range(), .content = as_bytes(compared->view)});
    report.fix = std::move(fix);
  }
  report.notes.push_back({.message = "compared on each pass of this loop", .range = head_of(loop.node)});
  if (auto note = origin(compared->what.typed, compared->view)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule compared_view{
    .group = Group::views,
    .severity = Severity::info,
    .summary = "memoryview compared in a loop",
    .why =
        R"(A memoryview compares element by element: 64 bytes take 200 ns, 4 KB 6 to 13 us, 64 KB 160 us, where bytes take 30 ns,
0.1 us and 2.5 us. Even with the copy that `bytes(view)` makes, bytes are faster from 64 bytes on: 17 to 27 times at 4 KB,
28 times at 64 KB (CPython 3.11 and 3.13).

So what is compared in a loop had better be bytes: `bytes(view[a:b]) == other`, or `data.startswith(other, a)` of the bytes
behind the view.

Silent outside loops, where one of the two is known to be shorter than 64 bytes or is called like a constant of another module, where it is a part of something that was
split, and where the value may be bytes as well.)",
    .gains_from = gains_from,
    .bad = R"(def repeated(data: bytes, block: bytes) -> int:
    view = memoryview(data)
    count = 0
    for at in range(0, len(data), len(block)):
        if view[at : at + len(block)] == block:
            count += 1
    return count


result = repeated(bytes(range(256)) * 1024, bytes(range(256)) * 4)
)",
    .good = R"(def repeated(data: bytes, block: bytes) -> int:
    count = 0
    for at in range(0, len(data), len(block)):
        if data.startswith(block, at):
            count += 1
    return count


result = repeated(bytes(range(256)) * 1024, bytes(range(256)) * 4)
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
