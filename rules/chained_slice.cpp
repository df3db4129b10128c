// A slice of a slice, where one slice takes the same bytes.
#include <algorithm>
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
using syntax::Kind;
using syntax::Node;
using syntax::Slice;
using syntax::Subscript;

/// What one slice would have between its brackets.
struct Bounds {
  std::string lower;
  std::string upper;
};

bool is_simple(Node bound) {
  return bound.is_any(Kind::identifier, Kind::integer, Kind::attribute, Kind::call, Kind::subscript,
                      Kind::parenthesized_expression);
}

/// The text of a bound as an operand of `+`.
std::string operand(Node bound) {
  const std::string text(bound.text());
  const syntax::BinaryOperator sum(bound);
  const bool binds = is_simple(bound) || sum.operator_kind() == Kind::token_plus ||
                     sum.operator_kind() == Kind::token_star || sum.operator_kind() == Kind::token_minus;
  return binds ? text : "(" + text + ")";
}

/// `a + b`, worked out where both are constant.
std::string sum_of(semantics::Model& model, Node a, Node b) {
  const std::optional<std::int64_t> first = model.constant_of(a);
  const std::optional<std::int64_t> second = model.constant_of(b);
  if (first && second && a.is(Kind::integer) && b.is(Kind::integer)) return std::to_string(*first + *second);
  if (first == 0) return std::string(b.text());
  if (second == 0) return std::string(a.text());
  return operand(a) + " + " + operand(b);
}

/// The smaller of two bounds, worked out where both are written as numbers.
std::string smaller(const std::string& a, const std::string& b) {
  const auto is_number = [](const std::string& text) {
    constexpr std::size_t most_digits = 15;
    return text.size() <= most_digits && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  };
  if (is_number(a) && is_number(b)) return std::stoll(a) < std::stoll(b) ? a : b;
  return "min(" + a + ", " + b + ")";
}

/// The bounds of `outer` counted in what `inner` slices. Each is the same wherever the buffer ends, as long as the
/// bounds that are added are not negative.
std::optional<Bounds> joined(semantics::Model& model, Slice inner, Slice outer) {
  Bounds bounds;
  const std::optional<std::int64_t> end = model.constant_of(outer.upper());
  const bool from_end = end && *end < 0;
  if (!inner.lower()) {
    if (outer.lower()) bounds.lower = outer.lower().text();
  } else {
    bounds.lower = outer.lower() ? sum_of(model, inner.lower(), outer.lower()) : std::string(inner.lower().text());
  }
  if (!outer.upper()) {
    if (inner.upper()) bounds.upper = inner.upper().text();
  } else if (from_end) {
    // The end is counted from the end of what was sliced, which is the buffer's own only without an upper bound.
    if (inner.upper()) return std::nullopt;
    bounds.upper = outer.upper().text();
  } else {
    const std::string counted =
        inner.lower() ? sum_of(model, inner.lower(), outer.upper()) : std::string(outer.upper().text());
    bounds.upper = inner.upper() ? smaller(std::string(inner.upper().text()), counted) : counted;
  }
  return bounds;
}

std::string slice_text(const CopyingSlice& copy, const Bounds& bounds) {
  const bool wide = bounds.lower.find(' ') != std::string::npos || bounds.upper.find(' ') != std::string::npos;
  const std::string before = wide && !bounds.lower.empty() ? " " : "";
  const std::string after = wide && !bounds.upper.empty() ? " " : "";
  return copy.base_text() + "[" + bounds.lower + before + ":" + after + bounds.upper + "]";
}

/// Why one slice may take other bytes; empty where it cannot.
std::string doubt(Context& context, const CopyingSlice& copy, Slice outer) {
  if (!copy.is_certain()) return "nothing but its use says that " + code(copy.base) + " is a buffer";
  semantics::Model& model = context.model();
  const std::optional<std::int64_t> end = model.constant_of(outer.upper());
  for (const Node bound : {copy.slice.lower(), copy.slice.upper(), outer.lower(), outer.upper()}) {
    const bool counts_from_end = bound && bound == outer.upper() && end && *end < 0;
    if (bound && !counts_from_end && !model.is_non_negative(bound)) return code(bound) + " may be negative";
  }
  const bool takes_smaller = copy.slice.upper() && outer.upper();
  if (takes_smaller && model.meaning_of("min", copy.subscript.node()) != "builtins.min") {
    return "`min` means something else here";
  }
  return {};
}

/// A bound known to be negative is counted from another end in one slice.
bool is_negative(Context& context, Node bound) {
  const std::optional<std::int64_t> value = context.model().constant_of(bound);
  return value && *value < 0;
}

/// True where the copy may be felt: a loop cuts the same buffer again and again, or what is known to be a buffer may be
/// large. A field of a record that is cut once is small more often than not.
bool may_cost(Context& context, const CopyingSlice& copy) {
  semantics::Model& model = context.model();
  if (const semantics::Loop loop = model.loop_around(copy.subscript.node()); loop) {
    if (model.is_invariant(copy.base, loop)) return true;
  }
  return copy.is_certain() && model.is_bulk(copy.base) && !model.is_computed(copy.base);
}

void check(Context& context, Subscript subscript) {
  const Slice outer = subscript.slice();
  const Subscript inner(syntax::unparenthesized(subscript.value()));
  if (!outer || outer.step() || !inner.slice()) return;
  if (is_written(subscript.node())) return;
  const std::optional<CopyingSlice> copy = copying_slice(context, inner);
  if (!copy) return;
  if (context.model().is_fragment(inner.node()) || context.model().is_small_by_making(copy->base)) {
    context.silent(subscript.node(), "a line, a part of what was split and a digest are short");
    return;
  }
  if (!may_cost(context, *copy)) {
    context.silent(subscript.node(), "nothing tells that what is cut may be large");
    return;
  }
  const bool negative = is_negative(context, copy->slice.lower()) || is_negative(context, copy->slice.upper()) ||
                        is_negative(context, outer.lower());
  const std::optional<Bounds> bounds = joined(context.model(), copy->slice, outer);
  if (negative || !bounds) {
    context.silent(subscript.node(), "its bounds count from the end, where one slice takes other bytes");
    return;
  }

  const std::string one = slice_text(*copy, *bounds);
  Report report{
      .where = subscript.node(),
      .message = code(inner.node()) + copy->is_copied() + ", only to be sliced again; " + code(one) +
                 " takes the same bytes at once" + because(copy->typed),
      .typed = copy->typed,
      .cost = {.growth = copy->growth(),
               .width = context.model().width_of(inner).exact(),
               .gains_from = {},
               .in_loop = copy->in_loop},
  };
  if (!holds_comment(context.tree(), subscript.range()) && !bounds_do_more(copy->slice) && !bounds_do_more(outer)) {
    Fix fix{.title = "Slice once",
            .reason = doubt(context, *copy, outer),
            .edits = {{.range = subscript.range(), .content = one}}};
    fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
    fix.local = fix.applicability == Applicability::safe;
    if (fix.reason.empty()) fix.reason = "no bound is negative, so both take the same bytes";
    report.fix = std::move(fix);
  }
  report.also_covers.push_back(inner.node());
  if (auto note = origin(copy->typed, copy->base)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule chained_slice{
    .group = Group::slices,
    .severity = Severity::info,
    .summary = "slice copied only to be sliced again",
    .why =
        R"(`data[a:][:n]` copies everything behind `a` for `n` bytes of it. `data[a : a + n]` takes the same bytes at once: 2.3 to
2.6 times as fast for a buffer of 4 KB, 1.7 times for small ones, and the more the longer the buffer is (CPython 3.11 and 3.13).

Both are the same where no bound is negative; a negative one counts from another end.

In preview, because code that slices twice is mostly about short records, taken apart a few times: it reads better with one slice, and
is hardly faster.

Silent: slices outside of loops of what is not known to be a buffer that may be large, lines and headers, slices with a step, slices that count from the end of the inner slice, slices of a `memoryview`, which copy nothing.)",
    .gains_from = 0,
    .supersedes = {"double-copy-slice", "whole-mmap-copy", "copied-fields", "slice-in-loop", "sliced-argument"},
    .bad = R"(def name(record: bytes, at: int, size: int) -> bytes:
    return record[at:][:size]


result = name(bytes(range(256)) * 64, 100, 8)
)",
    .good = R"(def name(record: bytes, at: int, size: int) -> bytes:
    return record[at : at + size]


result = name(bytes(range(256)) * 64, 100, 8)
)",
    .preview = true,
    .visit = on<check>,
};

}  // namespace slicecop::rules
