// Finds a search that goes on in `data[pos:]`: each pass copies everything that is still to be searched, where the
// search takes a position.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/context.h"
#include "engine/patterns/repeated.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

using namespace engine;
using namespace engine::literals;
using semantics::Buffer;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

namespace {

// Measured: one `find` or `match` gains from some 64 bytes on, and a scan makes one for each thing that is found.
constexpr std::uint64_t total_gains_from = 1_KiB;

constexpr std::array<std::string_view, 2> bytes_methods{"find", "index"};
constexpr std::array<std::string_view, 4> pattern_methods{"match", "search", "fullmatch", "finditer"};

template <std::size_t count>
bool is_among(const std::array<std::string_view, count>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

struct Scan {
  syntax::Call call;
  Subscript rest;       ///< `data[pos:]`
  std::string instead;  ///< the call as it should be written
  Node pattern;         ///< of a regular expression, where it is written here
};

/// `data[pos:]`
Subscript rest_in(Node expression) {
  const Subscript subscript(syntax::unparenthesized(expression));
  const syntax::Slice slice = subscript.slice();
  return slice.lower() && !slice.upper() && !slice.step() ? subscript : Subscript{};
}

std::string text_of(Node node) { return std::string(node.text()); }

/// `data[pos:].find(x)`
std::optional<Scan> method_scan(syntax::Call call) {
  const syntax::Attribute method(call.function());
  const Subscript rest = rest_in(method.object());
  if (!rest || !is_among(bytes_methods, method.name()) || call.argument_count() != 1 || !call.positional(0)) {
    return std::nullopt;
  }
  return Scan{.call = call,
              .rest = rest,
              .instead = text_of(rest.value()) + "." + std::string(method.name()) + "(" + text_of(call.positional(0)) +
                         ", " + text_of(rest.slice().lower()) + ")",
              .pattern = {}};
}

/// What `pattern` was compiled from, where that is a literal.
Node compiled_from(semantics::Model& model, Node pattern) {
  const syntax::Call compile(pattern.is(Kind::identifier) ? model.definition_of(pattern) : pattern);
  return model.callee_name(compile) == "re.compile" ? compile.positional(0) : Node{};
}

/// `pattern.match(data[pos:])`, `re.match(pattern, data[pos:])`, `unpack_from(format, data[pos:])`
std::optional<Scan> argument_scan(semantics::Model& model, syntax::Call call) {
  const std::uint32_t count = call.argument_count();
  if (count == 0 || count > 2) return std::nullopt;
  const Subscript rest = rest_in(call.positional(count - 1));
  if (!rest) return std::nullopt;
  const std::string_view callee = model.callee_name(call);
  const std::string_view name = callee.substr(callee.rfind('.') + 1);
  const std::string place = text_of(rest.value()) + ", " + text_of(rest.slice().lower()) + ")";
  const syntax::Attribute method(call.function());
  if (callee.starts_with("re.Pattern.") && count == 1 && method && is_among(pattern_methods, name)) {
    return Scan{.call = call,
                .rest = rest,
                .instead = text_of(method.node()) + "(" + place,
                .pattern = compiled_from(model, method.object())};
  }
  if (callee == "re." + std::string(name) && count == 2 && is_among(pattern_methods, name)) {
    return Scan{.call = call,
                .rest = rest,
                .instead = "re.compile(" + text_of(call.positional(0)) + ")." + std::string(name) + "(" + place,
                .pattern = call.positional(0)};
  }
  if (name == "unpack_from" && callee.starts_with("struct.")) {
    const std::string format = count == 2 ? text_of(call.positional(0)) + ", " : "";
    return Scan{.call = call, .rest = rest, .instead = text_of(call.function()) + "(" + format + place, .pattern = {}};
  }
  return std::nullopt;
}

/// What looks at the place where the search begins sees what is before it, once that is there.
bool looks_back(semantics::Model& model, Node pattern) {
  std::optional<std::string_view> text;
  if (pattern) text = pattern.is(Kind::string) ? syntax::string_content(pattern) : model.literal_of(pattern);
  if (!text) return false;
  for (const std::string_view sign : {"^", "\\A", "\\b", "\\B", "(?<"}) {
    if (text->find(sign) != std::string_view::npos) return true;
  }
  return false;
}

/// Something in `region` moves the place from which is searched: `pos += n`, `pos = n`, `(pos := n)`.
bool is_moved_in(Node region, Node from) {
  constexpr syntax::NodeId most_nodes = 4096;
  const syntax::NodeId end = std::min(region.after(), region.id() + most_nodes);
  for (syntax::NodeId id = region.id(); id < end; ++id) {
    const Node statement = region.tree().node(id);
    Node moved;
    if (statement.is_any(Kind::assignment, Kind::augmented_assignment)) moved = statement.child(syntax::Field::left);
    if (statement.is(Kind::named_expression)) moved = statement.child(syntax::Field::name);
    if (!moved) continue;
    for (syntax::NodeId part = from.id(); part < from.after(); ++part) {
      const Node node = from.tree().node(part);
      if (same_place(node, moved)) return true;
      if (!moved.is_any(Kind::pattern_list, Kind::tuple_pattern)) continue;
      for (const Node target : moved.children()) {
        if (same_place(node, target)) return true;
      }
    }
  }
  return false;
}

/// The loop on whose passes the search goes on in the same buffer from another place, or the function that is called
/// again and again instead.
std::optional<Repeated> repeated_scan(semantics::Model& model, Subscript rest) {
  const Node base = rest.value();
  const Node from = rest.slice().lower();
  if (const semantics::Loop loop = model.loop_around(rest.node())) {
    if (!model.is_invariant(base, loop) || !is_moved_in(loop.node, from)) return std::nullopt;
    return Repeated{.loop = loop, .function = {}};
  }
  const syntax::FunctionDefinition function(syntax::enclosing_function(rest.node()));
  if (!base.is(Kind::attribute) || !from.is(Kind::attribute) || !function) return std::nullopt;
  if (!model.is_fed_repeatedly(function.node()) || !is_moved_in(function.node(), from)) return std::nullopt;
  return Repeated{.loop = {}, .function = function};
}

std::string advice(semantics::Model& model, const Scan& scan) {
  if (looks_back(model, scan.pattern)) {
    return "a slice of a memoryview of it copies nothing (with a position, the pattern would see what stands before "
           "it)";
  }
  const std::string_view method = syntax::Attribute(scan.call.function()).name();
  const bool counts_anew = method == "find" || method == "index";
  return code(scan.instead) + " searches in place" + (counts_anew ? ", and counts from the start" : "");
}

/// Why the call with a position may do otherwise; empty where it does the same.
std::string doubt(semantics::Model& model, const Scan& scan, const semantics::Typed& base) {
  if (base.evidence == types::Evidence::consumer || base.evidence == types::Evidence::name) {
    return "nothing but its use says that " + code(scan.rest.value()) + " is a buffer";
  }
  const std::string_view name = syntax::Attribute(scan.call.function()).name();
  if (is_among(bytes_methods, name)) return "the result counts from the start of " + code(scan.rest.value()) + " then";
  if (is_among(pattern_methods, name)) {
    return "the spans of the match count from the start of " + code(scan.rest.value()) + " then";
  }
  const Node from = scan.rest.slice().lower();
  return model.is_non_negative(from) ? "" : code(from) + " may be negative and reach before the start";
}

std::optional<Fix> fix(Context& context, const Scan& scan, const semantics::Typed& base) {
  semantics::Model& model = context.model();
  const Node rest = scan.rest.node();
  const Node first = scan.call.positional(0);
  const bool by_module = model.callee_name(scan.call).starts_with("re.") && scan.call.argument_count() == 2;
  if (by_module || looks_back(model, scan.pattern)) return std::nullopt;
  if (holds_comment(context.tree(), scan.call.range())) return std::nullopt;
  Fix fix{.title = "Search from a position", .reason = doubt(model, scan, base), .edits = {}};
  const std::string from = ", " + text_of(scan.rest.slice().lower());
  const bool is_searched = scan.call.function().contains(rest);
  fix.edits.push_back(
      {.range = rest.range(), .content = text_of(scan.rest.value()) + (is_searched ? std::string() : from)});
  if (is_searched) {
    const std::uint32_t end = first.range().end;
    fix.edits.push_back({.range = {.start = end, .end = end}, .content = from});
  }
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  fix.local = fix.applicability == Applicability::safe;
  if (fix.reason.empty()) fix.reason = "both read the same bytes or fail";
  return fix;
}

void check(Context& context, syntax::Call call) {
  semantics::Model& model = context.model();
  std::optional<Scan> scan = method_scan(call);
  if (!scan) scan = argument_scan(model, call);
  if (!scan) return;
  const Node slice = scan->rest.node();
  const Node base = scan->rest.value();
  const std::optional<Repeated> repeated = repeated_scan(model, scan->rest);
  if (!repeated) {
    context.silent(slice, "it does not go on from place to place in the same buffer");
    return;
  }
  const semantics::Typed typed = model.type_of(base);
  if (!model.buffer_of(typed).slices_copy() || model.buffer_of(typed).may_be(Buffer::array)) {
    context.silent(slice, "it is not known to be a buffer whose slices copy");
    return;
  }
  const std::optional<std::uint64_t> total = most_bytes(model, base);
  if ((total && *total < total_gains_from) || model.is_line(base)) {
    context.silent(slice, "all of it is small");
    return;
  }
  Report report{
      .where = slice,
      .message = code(slice) + " copies what is left of " + code(base) + " " + repeated->how_often() + ", only for " +
                 code(call.function()) + " to look at it (at 1 MB that is over 110 times the search)" + because(typed) +
                 "; " + advice(model, *scan),
      .typed = typed,
      .cost = {.growth = Growth::quadratic,
               .width = std::nullopt,
               .gains_from = total_gains_from,
               .in_loop = static_cast<bool>(repeated->loop)},
      .notes = {repeated->note()},
      .fix = fix(context, *scan, typed),
  };
  if (std::optional<Note> note = origin(typed, base)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule sliced_scan{
    .group = Group::quadratic,
    .severity = Severity::warning,
    .summary = "rest of a buffer copied to search it from a position",
    .why =
        R"(`pattern.match(data[pos:])` copies everything behind `pos` to look at its beginning. In a loop that goes on
from match to match the work grows with the square of the data. One match costs 1.9 times as much at 4 KB that are left, 8 to
9 times at 64 KB, and 110 to 160 times at 1 MB; `data[pos:].find(x)` 1.3 to 2 times at 64 bytes and 2.9 times at 64 KB
(CPython 3.11 and 3.13).

All of these take a position: `pattern.match(data, pos)`, `data.find(x, pos)`,
`struct.unpack_from(format, data, pos)`. Mind what changes: `find`, `index` and the spans of a match then count from the
start of `data`, not from `pos`; and with a position a pattern sees what stands before it, so that `^` and `\A` do not match
there, and `\b` and a lookbehind look back. For such patterns the slice of a memoryview does what the slice did.

Silent where the buffer is another one on each pass, for a line of a file, and for what is known to be below 1 KB.)",
    .gains_from = total_gains_from,
    .supersedes = {"sliced-search", "sliced-prefix-test", "sliced-unpack", "chained-slice", "double-copy-slice",
                   "copied-fields", "slice-in-loop", "sliced-argument"},
    .bad = R"(import re

TOKEN = re.compile(rb"\w+\s*")


def tokens(data: bytes) -> list[bytes]:
    found, pos = [], 0
    while match := TOKEN.match(data[pos:]):
        found.append(match.group())
        pos += match.end()
    return found


result = len(tokens(b"slicecop reads " * 512))
)",
    .good = R"(import re

TOKEN = re.compile(rb"\w+\s*")


def tokens(data: bytes) -> list[bytes]:
    found, pos = [], 0
    while match := TOKEN.match(data, pos):
        found.append(match.group())
        pos = match.end()
    return found


result = len(tokens(b"slicecop reads " * 512))
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
