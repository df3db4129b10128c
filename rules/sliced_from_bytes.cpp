// A slice that is copied only to be made a number of a width that `struct` knows.
#include <array>
#include <optional>
#include <string>

#include "engine/context.h"
#include "engine/patterns/copying_slice.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using syntax::Call;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

/// "<I"; empty where `struct` has no such number.
std::string format_of(Context& context, Call call, std::uint64_t width) {
  const Node order = call.positional(1) ? call.positional(1) : call.keyword("byteorder");
  if (!order) return {};
  const std::optional<std::string_view> name = context.model().literal_of(order);
  if (name != "little" && name != "big") return {};
  const Node sign = call.keyword("signed");
  if (sign && !sign.is_any(Kind::true_, Kind::false_)) return {};
  const bool is_signed = sign.is(Kind::true_);
  std::string format = name == "little" ? "<" : ">";
  switch (width) {
    case 1:
      return format += is_signed ? "b" : "B";
    case 2:
      return format += is_signed ? "h" : "H";
    case 4:
      return format += is_signed ? "i" : "I";
    case 8:
      return format += is_signed ? "q" : "Q";
    default:
      return {};
  }
}

void check(Context& context, Call call) {
  const Subscript subscript(syntax::unparenthesized(call.positional(0)));
  if (!subscript.slice() || context.model().callee_name(call) != "builtins.int.from_bytes") return;
  const std::optional<CopyingSlice> copy = copying_slice(context, subscript);
  if (!copy || !copy->slice.upper() || bounds_do_more(copy->slice)) return;
  const std::optional<std::uint64_t> width = context.model().width_of(subscript).at_most;
  const std::string format = width ? format_of(context, call, *width) : std::string();
  if (format.empty()) {
    context.silent(subscript.node(), "`struct` has no number of that width and order");
    return;
  }
  const std::string lower = copy->slice.lower() ? std::string(copy->slice.lower().text()) : "0";
  const std::string base(copy->base.text());
  const bool is_one_byte = format.ends_with("B");
  const std::string instead = is_one_byte ? copy->base_text() + "[" + lower + "]"
                                          : "struct.unpack_from(\"" + format + "\", " + base + ", " + lower + ")[0]";
  Report report{
      .where = subscript.node(),
      .message = code(subscript.node()) + copy->is_copied() + ", only to be made a number; " + code(instead) +
                 " reads it in place, and raises where the buffer ends before" + because(copy->typed),
      .typed = copy->typed,
      .cost = {.growth = copy->growth(), .width = width, .gains_from = {}, .in_loop = copy->in_loop},
  };
  if (auto note = origin(copy->typed, copy->base)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule sliced_from_bytes{
    .group = Group::slices,
    .severity = Severity::info,
    .summary = "slice copied only for `int.from_bytes`",
    .why =
        R"(`int.from_bytes(data[a : a + 4], "little")` copies four bytes, reads them and drops them.
`struct.unpack_from("<I", data, a)[0]` reads them in place, 1.9 to 2.3 times as fast, and with a Struct made once 2.3 to 2.6 times
(CPython 3.11 and 3.13); one byte is `data[a]`. A `memoryview` is slower than the copy here.

Where the buffer ends before, `int.from_bytes` takes the bytes that there are, and `unpack_from` raises: no rewrite is offered.

In preview, because the gain is some 60 ns a number, which is worth a change only in a loop that reads many of them, and `from_bytes`
reads better.

Silent: widths other than 1, 2, 4 and 8, orders that are not written down, slices with a step.)",
    .gains_from = 0,
    .supersedes = {"chained-slice", "double-copy-slice", "whole-mmap-copy", "copied-fields", "slice-in-loop",
                   "sliced-argument"},
    .bad = R"(def total(data: bytes) -> int:
    return sum(int.from_bytes(data[at : at + 4], "little") for at in range(0, len(data), 4))


result = total(bytes(range(256)) * 16)
)",
    .good = R"(import struct


def total(data: bytes) -> int:
    return sum(struct.unpack_from("<I", data, at)[0] for at in range(0, len(data), 4))


result = total(bytes(range(256)) * 16)
)",
    .preview = true,
    .visit = on<check>,
};

}  // namespace slicecop::rules
