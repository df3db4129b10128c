// Bytes that are looked for in a view, which only ever finds numbers.
#include <string>

#include "engine/context.h"
#include "engine/patterns/certain_view.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using semantics::Buffer;
using syntax::Kind;
using syntax::Node;

struct Comparison : syntax::View<Kind::comparison_operator> {
  using View::View;
};

/// `left in container`, one of the links of a comparison.
struct Membership {
  Node left;
  Node relation;
  Node container;
};

/// Bytes or text: nothing that could be an item of a view.
bool is_no_number(Context& context, Node left) {
  semantics::Model& model = context.model();
  const semantics::Typed typed = model.type_of(left);
  if (typed.evidence == types::Evidence::consumer || typed.evidence == types::Evidence::name) return false;
  const Buffer buffer = model.buffer_of(typed);
  if (buffer.only(Buffer::bytes | Buffer::bytearray | Buffer::view)) return !buffer.optional;
  return model.is_instance(typed.type, types::Known::str) && !model.may_be_none(typed.type);
}

std::string container_text(Node container) {
  return "bytes(" + std::string(syntax::unparenthesized(container).text()) + ")";
}

std::optional<Fix> fix(Context& context, const Membership& membership, bool of_text) {
  const Node container = membership.container;
  if (of_text || holds_comment(context.tree(), container.range())) return std::nullopt;
  if (context.model().meaning_of("bytes", container) != "builtins.bytes") return std::nullopt;
  return Fix{.applicability = Applicability::unsafe,
             .title = "Search in a copy of the view",
             .reason = "it copies the view, and what was never found is found then",
             .edits = {{.range = container.range(), .content = container_text(container)}}};
}

void check_link(Context& context, Node comparison, const Membership& membership) {
  const CertainView view = certain_view(context, membership.container);
  if (!view || !is_no_number(context, membership.left)) return;
  if (has_byte_items(context.model(), view)) {
    context.silent(comparison, "the items of the view are bytes");
    return;
  }
  const bool of_text = context.model().is_instance(context.model().type_of(membership.left).type, types::Known::str);
  const bool negated = membership.relation.is(Kind::token_not_in);
  const std::string words(negated ? " not in " : " in ");
  const std::string seen = std::string(membership.left.text()) + words + std::string(membership.container.text());
  const std::string instead =
      of_text ? "a number, such as " + code("data[0]" + words + std::string(membership.container.text()))
              : code(std::string(membership.left.text()) + words + container_text(membership.container));
  Report report{
      .where = membership.left.parent(),
      .message = code(seen) + (negated ? " is always true" : " is always false") + view.where(membership.container) +
                 ": a view is searched for one number, and never for bytes; write " + instead,
      .typed = view.typed,
      .cost = {},
      .fix = fix(context, membership, of_text),
  };
  if (auto note = origin(view.typed, membership.container)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

void check(Context& context, Comparison comparison) {
  Node before;
  Node relation;
  for (const Node part : comparison.node().children()) {
    if (part.field() == syntax::Field::operators) {
      relation = part;
      continue;
    }
    if (relation.is_any(Kind::token_in, Kind::token_not_in)) {
      check_link(context, comparison.node(), {.left = before, .relation = relation, .container = part});
    }
    before = part;
  }
}

}  // namespace

extern constexpr Rule membership_in_view{
    .group = Group::views,
    .severity = Severity::warning,
    .summary = "bytes looked for in a view by `in`",
    .why =
        R"(`b"\r\n" in data` finds a part where `data` is bytes. Where it is a memoryview it compares the bytes with each item, and
the items are numbers: the answer is False, always, and no error is raised. `b"h" in view`, `b"" in view` and `"h" in view`
are False as well (CPython 3.8 to 3.13). It comes into being where a function that was written for bytes is handed a view.

Write `b"\r\n" in bytes(view)`. The copy pays even for one byte: `10 in view` is right, and compares number by number, so
that it takes 10 us at 1 KB, where `b"\n" in bytes(view)` takes 0.3 us (CPython 3.11); they meet at 16 bytes. Where the bytes
under the view are at hand, `data.find(b"\r\n", start, end) >= 0` copies nothing.

Silent where the type is not written down, where `isinstance` told view and bytes apart, for numbers, and for a view whose
items are bytes after `cast("c")`.)",
    .gains_from = 0,
    .supersedes = {},
    .bad = R"(def ends_header(data: bytes) -> bool:
    view = memoryview(data)[4:]
    return b"\r\n\r\n" not in view


result = ends_header(b"GET " + b"x" * 100)
)",
    .good = R"(def ends_header(data: bytes) -> bool:
    view = memoryview(data)[4:]
    return b"\r\n\r\n" not in bytes(view)


result = ends_header(b"GET " + b"x" * 100)
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
