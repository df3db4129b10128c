// A slice of one byte that is copied to be compared, where the index gives the number.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "engine/context.h"
#include "engine/patterns/copying_slice.h"
#include "engine/patterns/python_2.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using syntax::Call;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

/// `data[i : i + 1]` as `data[i]`; empty where the slice may take more or less than that.
std::string item_text(semantics::Model& model, const CopyingSlice& copy) {
  const syntax::Slice slice = copy.slice;
  if (slice.lower() && !slice.upper()) {
    return model.constant_of(slice.lower()) == -1 ? copy.base_text() + "[-1]" : std::string();
  }
  if (!is_as_wide_as(model, copy.subscript, 1)) return {};
  return copy.base_text() + "[" + (slice.lower() ? std::string(slice.lower().text()) : "0") + "]";
}

/// True where a loop goes from byte to byte. A test of the first or last byte is made once, and the slice spares it the
/// look at the length.
bool scans(semantics::Model& model, const CopyingSlice& copy) {
  const Node lower = copy.slice.lower();
  return copy.in_loop && lower && !model.constant_of(lower);
}

/// The number of the one byte in a literal: `b"\x00"`, `b"{"`.
std::optional<int> only_byte(std::string_view content) {
  if (content.size() == 1 && content != "\\") return static_cast<unsigned char>(content.front());
  const auto digit = [](char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    return static_cast<int>(digits.find(static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c)));
  };
  constexpr std::size_t hexadecimal = 4;
  if (content.size() == hexadecimal && content.starts_with("\\x")) return digit(content[2]) * 16 + digit(content[3]);
  if (content.size() != 2 || content.front() != '\\') return std::nullopt;
  constexpr std::string_view names = "ntr0\\'\"";
  constexpr std::string_view bytes{"\n\t\r\0\\'\"", 7};
  const std::size_t at = names.find(content[1]);
  return at == std::string_view::npos ? std::nullopt : std::optional<int>(bytes[at]);
}

std::string hexadecimal(int number) {
  constexpr std::string_view digits = "0123456789abcdef";
  return {'0', 'x', digits[static_cast<std::size_t>(number) / 16], digits[static_cast<std::size_t>(number) % 16]};
}

/// What to write, and the node whose text that replaces.
struct Instead {
  Node whole;
  std::string text;
};

std::optional<Instead> compared(Context& context, Node slice, const std::string& item) {
  const Node operand = syntax::with_parentheses(slice);
  const Comparison comparison = comparison_of(operand.parent());
  if (!comparison) return std::nullopt;
  const Node other = syntax::unparenthesized(comparison.left == operand ? comparison.right : comparison.left);
  semantics::Model& model = context.model();
  const std::optional<std::string_view> literal = syntax::is_bytes_literal(other) && other.is(Kind::string)
                                                      ? syntax::string_content(other)
                                                      : model.literal_of(other);
  const bool is_bytes = model.buffer_of(other).only(semantics::Buffer::bytes);
  if (!is_bytes || !literal || literal->empty()) return std::nullopt;
  const std::string relation(comparison.relation.text());
  if (comparison.is_equality()) {
    const std::optional<int> number = only_byte(*literal);
    if (!number) return std::nullopt;
    return Instead{.whole = operand.parent(), .text = item + " " + relation + " " + hexadecimal(*number)};
  }
  if (!comparison.is_membership() || comparison.left != operand) return std::nullopt;
  return Instead{.whole = operand.parent(), .text = item + " " + relation + " " + std::string(other.text())};
}

std::optional<Instead> ordinal(Context& context, Node slice, const std::string& item) {
  const Node operand = syntax::with_parentheses(slice);
  const Call call(operand.parent().parent());
  if (!call || call.argument_count() != 1 || call.positional(0) != operand) return std::nullopt;
  if (context.model().callee_name(call) != "builtins.ord") return std::nullopt;
  return Instead{.whole = call.node(), .text = item};
}

void check(Context& context, Subscript subscript) {
  const Node operand = syntax::with_parentheses(subscript.node()).parent();
  if (!operand.is_any(Kind::comparison_operator, Kind::argument_list)) return;
  const std::optional<CopyingSlice> copy = copying_slice(context, subscript);
  if (!copy || bounds_do_more(copy->slice)) return;
  const std::string item = item_text(context.model(), *copy);
  if (item.empty()) return;
  const bool is_ordinal = operand.is(Kind::argument_list);
  if (!is_ordinal && !scans(context.model(), *copy)) {
    context.silent(subscript.node(), "it is compared once, and never raises");
    return;
  }
  const std::optional<Instead> instead =
      is_ordinal ? ordinal(context, subscript.node(), item) : compared(context, subscript.node(), item);
  if (!instead) return;
  if (runs_on_python_2(context.tree())) {
    context.silent(subscript.node(), "Python 2, for which this file is written too, has no numbers there");
    return;
  }
  Report report{
      .where = subscript.node(),
      .message = code(subscript.node()) + " makes a bytes object" + (copy->in_loop ? " on every pass" : "") +
                 " for one byte; " + code(instead->text) + " looks at the number" +
                 (is_ordinal ? "" : ", and raises `IndexError` where the buffer ends before") + because(copy->typed),
      .typed = copy->typed,
      .cost = {.growth = copy->growth(), .width = 1, .gains_from = {}, .in_loop = copy->in_loop},
  };
  if (!holds_comment(context.tree(), instead->whole.range())) {
    report.fix =
        Fix{.applicability = Applicability::unsafe,
            .title = "Compare the number",
            .reason = is_ordinal ? "where the buffer ends before, `ord` raises `TypeError`, the index `IndexError`"
                                 : "where the buffer ends before, the slice is empty and the index raises",
            .edits = {{.range = instead->whole.range(), .content = instead->text}}};
  }
  if (auto note = origin(copy->typed, copy->base)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule single_byte_slice{
    .group = Group::slices,
    .severity = Severity::info,
    .summary = "slice of one byte copied to be compared",
    .why =
        R"(`data[i : i + 1] == b"x"` makes a bytes object of one byte to compare it. `data[i] == 0x78` compares the number that
stands there: 2.2 to 3.2 times as fast; `data[i] in b"xyz"` is 8 to 11 times as fast as with the slice, `data[i]` 3.2 to 3.7 times as
fast as `ord(data[i : i + 1])` (CPython 3.11 and 3.13).

Where `i` is past the end, the slice is empty and equal to nothing, and the index raises `IndexError`: that the buffer is long enough
must be known or tested. So the rewrite is never safe. `data.startswith(b"x", i)` and `data.endswith(b"x")` do not raise, and are faster
than the slice from Python 3.13 on.

In preview, because the gain is some 50 ns a byte, which is felt only where a loop goes over a large buffer byte by byte. Most code
that does this looks at a few bytes of a name, a pattern or a header.

Silent: files that are written for Python 2 as well, where the index gives a string, and slices that may be wider.)",
    .gains_from = 0,
    .supersedes = {"chained-slice", "double-copy-slice", "whole-mmap-copy", "copied-fields", "slice-in-loop",
                   "sliced-argument"},
    .bad = R"(def zeros(data: bytes) -> int:
    count = 0
    for i in range(len(data)):
        if data[i : i + 1] == b"\x00":
            count += 1
    return count


result = zeros(bytes(range(256)) * 16)
)",
    .good = R"(def zeros(data: bytes) -> int:
    count = 0
    for i in range(len(data)):
        if data[i] == 0x00:
            count += 1
    return count


result = zeros(bytes(range(256)) * 16)
)",
    .preview = true,
    .visit = on<check>,
};

}  // namespace slicecop::rules
