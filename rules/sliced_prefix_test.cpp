// A slice that is copied only to be compared with something of its width.
#include <optional>
#include <string>

#include "engine/context.h"
#include "engine/patterns/copying_slice.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using namespace engine::literals;
using semantics::Buffer;
using syntax::BinaryOperator;
using syntax::Call;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

constexpr std::uint8_t fast_startswith = 13;     ///< the minor version from which it is faster at any size
constexpr std::uint64_t otherwise_from = 1_KiB;  ///< measured: before, from about this size

/// A comparison of a slice with a prefix.
struct Test {
  Node whole;
  Node prefix;
  bool is_negated = false;
};

std::optional<Test> test_of(Subscript subscript) {
  const Node operand = syntax::with_parentheses(subscript.node());
  const Comparison comparison = comparison_of(operand.parent());
  if (!comparison.is_equality()) return std::nullopt;
  const bool is_left = comparison.left == operand;
  return Test{.whole = operand.parent(),
              .prefix = syntax::unparenthesized(is_left ? comparison.right : comparison.left),
              .is_negated = comparison.is_negated()};
}

/// `len(prefix)`, of the very prefix.
bool is_length_of(semantics::Model& model, Node node, Node prefix) {
  if (const Node definition = model.definition_of(node)) node = definition;
  const Call call(syntax::unparenthesized(node));
  return model.callee_name(call) == "builtins.len" && call.argument_count() == 1 &&
         model.same_value(call.positional(0), prefix);
}

/// `data[a : a + len(prefix)]`, `data[:4] == b"RIFF"`: as wide as the prefix, wherever the buffer reaches that far.
bool is_as_wide(semantics::Model& model, const CopyingSlice& copy, Node prefix) {
  if (!copy.slice.upper()) return false;
  const std::optional<std::uint64_t> size = model.size_of(prefix).exact();
  if (size && is_as_wide_as(model, copy.subscript, *size)) return true;
  const Node upper = syntax::unparenthesized(copy.slice.upper());
  if (!copy.slice.lower()) return is_length_of(model, upper, prefix);
  const BinaryOperator sum(upper);
  return sum.operator_kind() == Kind::token_plus && model.same_value(sum.left(), copy.slice.lower()) &&
         is_length_of(model, sum.right(), prefix);
}

std::string doubt(Context& context, const CopyingSlice& copy, const Test& test) {
  if (!copy.is_certain()) return "nothing but its use says that " + code(copy.base) + " is a buffer";
  const Node lower = copy.slice.lower();
  if (lower && !context.model().is_non_negative(lower)) return code(lower) + " may be negative";
  if (context.model().size_of(test.prefix).at_least == 0) {
    return code(test.prefix) + " may be empty, which is no prefix past the end";
  }
  return {};
}

std::string instead_text(semantics::Model& model, const CopyingSlice& copy, const Test& test) {
  std::string call = test.is_negated ? "not " : "";
  call += copy.base_text() + ".startswith(" + std::string(test.prefix.text());
  const Node lower = copy.slice.lower();
  if (lower && model.constant_of(lower) != 0) call.append(", ").append(lower.text());
  return call + ")";
}

void check(Context& context, Subscript subscript) {
  const std::optional<Test> test = test_of(subscript);
  if (!test) return;
  const std::optional<CopyingSlice> copy = copying_slice(context, subscript);
  if (!copy || copy->buffer.may_be(Buffer::mmap) || bounds_do_more(copy->slice)) return;
  semantics::Model& model = context.model();
  const Buffer prefix = model.buffer_of(test->prefix);
  if (prefix.optional || !prefix.only(Buffer::bytes | Buffer::bytearray) || !is_as_wide(model, *copy, test->prefix)) {
    context.silent(subscript.node(), "what it is compared with is not known to be as wide");
    return;
  }
  const semantics::Width size = model.size_of(test->prefix);
  const bool gains = context.settings().target_version >= fast_startswith || size.at_least >= otherwise_from;
  if (!gains) {
    context.silent(subscript.node(), "`startswith` is faster from 1 KB, or from Python 3.13 (`target-version`)");
    return;
  }
  const std::string instead = instead_text(model, *copy, *test);
  Report report{
      .where = subscript.node(),
      .message = code(subscript.node()) + copy->is_copied() + ", only to be compared; " + code(instead) +
                 " compares in place" + because(copy->typed),
      .typed = copy->typed,
      .cost = {.growth = copy->growth(),
               .width = size.exact(),
               .gains_from = context.settings().target_version >= fast_startswith ? 0 : otherwise_from,
               .in_loop = copy->in_loop},
  };
  // `not x.startswith(y)` binds less tightly than the comparison.
  const bool stands_alone = !test->is_negated || !test->whole.parent().is_any(Kind::comparison_operator);
  if (!holds_comment(context.tree(), test->whole.range()) && stands_alone) {
    Fix fix{.title = "Use `startswith`",
            .reason = doubt(context, *copy, *test),
            .edits = {{.range = test->whole.range(), .content = instead}}};
    fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
    fix.local = fix.applicability == Applicability::safe;
    if (fix.reason.empty()) fix.reason = "the slice is as wide as what it is compared with";
    report.fix = std::move(fix);
  }
  if (auto note = origin(copy->typed, copy->base)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule sliced_prefix_test{
    .group = Group::slices,
    .severity = Severity::info,
    .summary = "slice copied only to be compared",
    .why =
        R"(`data[a : a + len(prefix)] == prefix` copies the slice to compare it. `data.startswith(prefix, a)` compares in place:
1.3 times as fast at 1 KB, 3 times at 64 KB, 23 times at 1 MB. From Python 3.13 on it is 2.5 times as fast at any size; before, it is
slower than the copy for a few bytes (0.7 to 0.85 times), so that `data[:4] == b"RIFF"` is best left as it is.

Both are the same where the slice is as wide as what it is compared with and does not count from the end. A view is no help:
`view[a:b] == prefix` compares element by element, 20 times as slow at 1 KB.

Silent: below 1 KB where an older Python than 3.13 is supported (`target-version`), and where the widths are not known to be the same.)",
    .gains_from = otherwise_from,
    .supersedes = {"single-byte-slice", "chained-slice", "double-copy-slice", "whole-mmap-copy", "copied-fields",
                   "slice-in-loop", "sliced-argument"},
    .bad = R"(BLOCK = 4096
ZEROS = bytes(4096)


def holes(image: bytes) -> int:
    found = 0
    for at in range(0, len(image), BLOCK):
        if image[at : at + BLOCK] == ZEROS:
            found += 1
    return found


result = holes(bytes(65536) + bytes(range(256)) * 16)
)",
    .good = R"(BLOCK = 4096
ZEROS = bytes(4096)


def holes(image: bytes) -> int:
    found = 0
    for at in range(0, len(image), BLOCK):
        if image.startswith(ZEROS, at):
            found += 1
    return found


result = holes(bytes(65536) + bytes(range(256)) * 16)
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
