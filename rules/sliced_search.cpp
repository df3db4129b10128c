// A slice that is copied only to be searched, where the method takes a start and an end.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "engine/context.h"
#include "engine/patterns/copying_slice.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using semantics::Buffer;
using syntax::Attribute;
using syntax::Call;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

/// Searching methods that take `start` and `end`.
bool tells_where(std::string_view method) {
  return method == "find" || method == "rfind" || method == "index" || method == "rindex";
}

bool tells_whether(std::string_view method) {
  return method == "startswith" || method == "endswith" || method == "count";
}

/// A search of a slice.
struct Search {
  Node whole;               ///< the call, or the comparison `x in data[a:b]`
  std::string_view method;  ///< empty for `in`
  Node sought;
  bool is_negated = false;  ///< `not in`
};

std::optional<Search> method_call(Subscript subscript) {
  const Attribute method(syntax::with_parentheses(subscript.node()).parent());
  const Call call(method.node().parent());
  if (!method || !call || call.function() != method.node()) return std::nullopt;
  if (!tells_where(method.name()) && !tells_whether(method.name())) return std::nullopt;
  if (call.argument_count() != 1 || !call.positional(0)) return std::nullopt;
  if (call.positional(0).is_any(Kind::keyword_argument, Kind::list_splat, Kind::dictionary_splat)) return std::nullopt;
  return Search{.whole = call.node(), .method = method.name(), .sought = call.positional(0)};
}

std::optional<Search> membership(Subscript subscript) {
  const Node operand = syntax::with_parentheses(subscript.node());
  const Comparison comparison = comparison_of(operand.parent());
  if (!comparison.is_membership() || comparison.right != operand) return std::nullopt;
  return Search{
      .whole = operand.parent(), .method = {}, .sought = comparison.left, .is_negated = comparison.is_negated()};
}

/// An mmap can find, and no more.
bool is_method_of(const Buffer& buffer, std::string_view method) {
  if (!buffer.may_be(Buffer::mmap)) return true;
  return method.empty() || method == "find" || method == "rfind";
}

/// True where the result of a find is only asked for being one: `< 0`, `== -1`, `!= -1`, `>= 0`.
bool only_tells_whether(semantics::Model& model, const Search& search) {
  if (search.method != "find" && search.method != "rfind") return false;
  const Node operand = syntax::with_parentheses(search.whole);
  const Comparison comparison = comparison_of(operand.parent());
  if (!comparison || comparison.left != operand) return false;
  const std::optional<std::int64_t> value = model.constant_of(comparison.right);
  if (value == -1) return true;
  return value == 0 && comparison.relation.is_any(Kind::token_less, Kind::token_greater_equal);
}

std::string instead_text(const CopyingSlice& copy, const Search& search) {
  const std::string method = search.method.empty() ? "find" : std::string(search.method);
  std::string call = copy.base_text() + "." + method + "(" + std::string(search.sought.text());
  if (copy.slice.lower() || copy.slice.upper()) {
    call.append(", ").append(copy.slice.lower() ? copy.slice.lower().text() : "0");
  }
  if (copy.slice.upper()) call.append(", ").append(copy.slice.upper().text());
  call += ")";
  if (search.method.empty()) call += search.is_negated ? " < 0" : " >= 0";
  return call;
}

bool begins_at_zero(semantics::Model& model, const CopyingSlice& copy) {
  return !copy.slice.lower() || model.constant_of(copy.slice.lower()) == 0;
}

/// Why the rewritten search may give something else; empty where it cannot.
std::string doubt(Context& context, const CopyingSlice& copy, const Search& search) {
  semantics::Model& model = context.model();
  if (!copy.is_certain()) return "nothing but its use says that " + code(copy.base) + " is a buffer";
  if (tells_where(search.method) && !begins_at_zero(model, copy) && !only_tells_whether(model, search)) {
    return "the position is counted from the start of " + code(copy.base) + " then";
  }
  // An empty one is found past the end of the slice, and not past the end of the buffer.
  const std::optional<std::string_view> sought = model.literal_of(search.sought);
  if (!sought || sought->empty()) return code(search.sought) + " may be empty, which is found in an empty slice only";
  return {};
}

std::string counted_from(Context& context, const CopyingSlice& copy, const Search& search) {
  semantics::Model& model = context.model();
  if (!tells_where(search.method) || begins_at_zero(model, copy) || only_tells_whether(model, search)) return {};
  return ", with the position counted from the start of " + code(copy.base);
}

void check(Context& context, Subscript subscript) {
  std::optional<Search> search = method_call(subscript);
  if (!search) search = membership(subscript);
  if (!search) return;
  const std::optional<CopyingSlice> copy = copying_slice(context, subscript);
  if (!copy || (!copy->slice.lower() && !copy->slice.upper())) return;
  constexpr std::uint64_t few = 32;
  if (context.model().width_of(subscript).below(few) || context.model().size_of(copy->base).below(few)) {
    context.silent(subscript.node(), "so few bytes are copied that nothing is gained");
    return;
  }
  if (context.model().is_fragment(subscript.node())) {
    context.silent(subscript.node(), "lines, headers and names are short");
    return;
  }
  // A search in the head of a message or a name that is made once costs nothing that could be felt.
  if (!copy->in_loop && !(copy->is_certain() && context.model().is_bulk(copy->base))) {
    context.silent(subscript.node(), "no loop searches it, and nothing tells that it may be large");
    return;
  }
  if (!is_method_of(copy->buffer, search->method)) {
    context.silent(subscript.node(), "an mmap has no such method");
    return;
  }
  // A mmap does not look for numbers, and what `in` is asked for may be one.
  const Buffer sought = context.model().buffer_of(search->sought);
  if (search->method.empty() && !sought) {
    context.silent(subscript.node(), "what is looked for is not known to be bytes");
    return;
  }
  if (bounds_do_more(copy->slice)) {
    context.silent(subscript.node(), "its bounds do more than tell a number");
    return;
  }
  const std::string instead = instead_text(*copy, *search);
  Report report{
      .where = subscript.node(),
      .message = code(subscript.node()) + copy->is_copied() + ", only to be searched; " + code(instead) +
                 " searches in place" + counted_from(context, *copy, *search) + because(copy->typed),
      .typed = copy->typed,
      .cost = {.growth = copy->growth(),
               .width = context.model().width_of(subscript).exact(),
               .gains_from = {},
               .in_loop = copy->in_loop},
  };
  if (!holds_comment(context.tree(), search->whole.range()) && copy->base.is_any(Kind::identifier, Kind::attribute)) {
    Fix fix{.title = "Search in place",
            .reason = doubt(context, *copy, *search),
            .edits = {{.range = search->whole.range(), .content = instead}}};
    fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
    fix.local = fix.applicability == Applicability::safe;
    if (fix.reason.empty()) fix.reason = "the same bytes are searched, with the same answer";
    report.fix = std::move(fix);
  }
  if (auto note = origin(copy->typed, copy->base)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule sliced_search{
    .group = Group::slices,
    .severity = Severity::info,
    .summary = "slice copied only to be searched",
    .why =
        R"(`data[a:b].find(x)` copies the slice, searches it and drops it. `find`, `rfind`, `index`, `count`, `startswith` and
`endswith` take a start and an end: `data.find(x, a, b)` searches in place, 1.3 to 2 times as fast for small slices, 2.9 times at
64 KB; `data.startswith(x, a)` 1.6 to 2.4 times, and without regard to the length of the rest. `data.find(x, a, b) >= 0` is 2.2
to 6.8 times as fast as `x in data[a:b]` (CPython 3.11 and 3.13).

`find` and `index` tell a position in all of `data` then: subtract `a` where the one in the slice is needed. An empty `x` is found at
the end of a slice, but not past the end of the buffer. So the rewrite is safe where a constant is sought whose position does
not matter.

In preview, because most of what is cut and searched is a name, a pattern or the head of a message, where nothing is felt.

Silent: searches outside of loops in what is not known to be a buffer that may be large; lines, headers and names; slices with a step, what an mmap has no method for, `x in data[a:b]` where `x` may be a number.)",
    .gains_from = 0,
    .supersedes = {"sliced-prefix-test", "single-byte-slice", "chained-slice", "double-copy-slice", "whole-mmap-copy",
                   "copied-fields", "slice-in-loop", "sliced-argument"},
    .bad = R"(def is_request(data: bytes, at: int) -> bool:
    return data[at:].startswith(b"GET ")


result = is_request(b"....GET / HTTP/1.1" + bytes(4096), 4)
)",
    .good = R"(def is_request(data: bytes, at: int) -> bool:
    return data.startswith(b"GET ", at)


result = is_request(b"....GET / HTTP/1.1" + bytes(4096), 4)
)",
    .preview = true,
    .visit = on<check>,
};

}  // namespace slicecop::rules
