// Finds the parser that eats its buffer: `unpack(f, data[:n])`, `data = data[n:]`. Each field that is read copies all
// that is left, where an offset would do.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/context.h"
#include "engine/patterns/cut_down.h"
#include "engine/patterns/repeated.h"
#include "engine/rewrites/offset_rewrite.h"
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

// Measured: 2.5 times at 1 KB in records of 8 bytes; below 512 bytes little is gained.
constexpr std::uint64_t total_gains_from = 512;

/// A call that reads numbers from the start of the buffer.
struct Parse {
  syntax::Call call;
  Subscript prefix;  ///< `data[:n]`; no node where all of the buffer is handed over
};

/// `data = data[n:]`: the slice.
Subscript cut_in(Node target, Node value) {
  const Subscript subscript(syntax::unparenthesized(value));
  const syntax::Slice slice = subscript.slice();
  const Node lower = slice.lower();
  if (!lower || slice.upper() || slice.step() || lower.is(Kind::unary_operator)) return {};
  return lower.text() != "0" && same_place(target, subscript.value()) ? subscript : Subscript{};
}

/// `data[:n]` of `place`
Subscript prefix_of(Node expression, Node place) {
  const Subscript subscript(syntax::unparenthesized(expression));
  const syntax::Slice slice = subscript.slice();
  const Node lower = slice.lower();
  if (!slice.upper() || slice.step() || (lower && lower.text() != "0")) return {};
  return same_place(subscript.value(), place) ? subscript : Subscript{};
}

/// What `call` reads numbers from; no node where it reads none.
Node parsed_by(semantics::Model& model, syntax::Call call) {
  const syntax::Attribute method(call.function());
  const std::string_view written = method ? method.name() : call.function().text();
  if (written != "unpack" && written != "unpack_from" && written != "from_bytes") return {};
  const std::string_view callee = model.callee_name(call);
  if (callee == "struct.unpack" || callee == "struct.unpack_from") return call.positional(1);
  if (callee == "struct.Struct.unpack" || callee == "struct.Struct.unpack_from") return call.positional(0);
  return callee == "builtins.int.from_bytes" ? call.positional(0) : Node{};
}

/// What `name` stands for, where one assignment tells: in `name, rest = data[:n], data[n:]` the first of the pair.
Node value_of(semantics::Model& model, Node name) {
  const std::vector<Node> bindings = model.bindings_of(name);
  if (bindings.size() != 1) return {};
  const Node bound = bindings.front();
  if (!bound.is_any(Kind::expression_list, Kind::tuple)) return syntax::unparenthesized(bound);
  Node value = bound.first_child();
  for (const Node target : bound.parent().child(syntax::Field::left).children()) {
    if (target.is(Kind::list_splat_pattern) || value.is(Kind::list_splat)) return {};
    if (target.is(Kind::identifier) && target.text() == name.text()) return value;
    value = value.next_sibling();
  }
  return {};
}

/// The last such call in `region` before `cut` that reads the start of the same buffer, or else the first behind it.
std::optional<Parse> parse_in(semantics::Model& model, Node region, Subscript cut) {
  constexpr syntax::NodeId most_nodes = 8192;
  const Node place = cut.value();
  const syntax::NodeId end = std::min(region.after(), region.id() + most_nodes);
  std::optional<Parse> found;
  for (syntax::NodeId id = region.id(); id < end; ++id) {
    if (found && id > cut.node().id()) break;
    const syntax::Call call(region.tree().node(id));
    if (!call) continue;
    Node read = syntax::unparenthesized(parsed_by(model, call));
    if (!read) continue;
    if (same_place(read, place)) found = Parse{.call = call, .prefix = {}};
    if (read.is(Kind::identifier)) read = value_of(model, read);
    if (const Subscript prefix = prefix_of(read, place)) found = Parse{.call = call, .prefix = prefix};
  }
  return found;
}

/// Every pass takes one record of the same size, and nothing else.
bool takes_records_only(semantics::Model& model, const Parse& parse, Subscript cut, const Repeated& repeated) {
  constexpr syntax::NodeId most_nodes = 4096;
  const std::optional<std::int64_t> step = model.constant_of(cut.slice().lower());
  const std::optional<std::uint64_t> size = model.unpacked_size(parse.call);
  if (!repeated.loop.node.is(Kind::while_statement) || !step || !size || std::cmp_not_equal(*step, *size)) return false;
  const Node loop = repeated.loop.node;
  const syntax::NodeId end = std::min(loop.after(), loop.id() + most_nodes);
  const Node statement = syntax::enclosing_statement(cut.node());
  const Node condition = loop.child(syntax::Field::condition);
  for (syntax::NodeId id = loop.id(); id < end; ++id) {
    const Node node = loop.tree().node(id);
    if (!same_place(node, cut.value()) || statement.contains(node) || parse.call.node().contains(node)) continue;
    if (!condition.contains(node)) return false;
  }
  return true;
}

std::string advice(semantics::Model& model, const Parse& parse, Subscript cut, const Repeated& repeated) {
  const std::string base(cut.value().text());
  const bool stream = !repeated.loop || is_grown(model, cut.value());
  const std::string afterwards = stream ? ", and cut off what was read once, behind the last" : "";
  if (model.callee_name(parse.call) == "builtins.int.from_bytes") {
    return "keep an offset and read with " + code("Struct.unpack_from(" + base + ", offset)") + ", or slice there" +
           afterwards;
  }
  if (!stream && takes_records_only(model, parse, cut, repeated)) {
    return "`struct.iter_unpack` reads one record after the other";
  }
  const syntax::Attribute method(parse.call.function());
  const bool by_module = model.callee_name(parse.call).starts_with("struct.unpack");
  const std::string format = by_module ? std::string(parse.call.positional(0).text()) + ", " : "";
  const std::string object = method ? std::string(method.object().text()) + "." : "";
  return "keep an offset and read with " + code(object + "unpack_from(" + format + base + ", offset)") + afterwards;
}

void report(Context& context, Node target, Subscript cut) {
  semantics::Model& model = context.model();
  const std::optional<Repeated> repeated = repeated_binding(model, target);
  if (!repeated) return;  // as `resliced-buffer` says
  const Node region = repeated->loop ? repeated->loop.node : repeated->function.node();
  const std::optional<Parse> parse = parse_in(model, region, cut);
  if (!parse) {
    context.silent(cut.node(), "no numbers are read from what is cut off");
    return;
  }
  const Node base = cut.value();
  const semantics::Typed typed = model.type_of(base);
  const Buffer buffer = model.buffer_of(typed);
  if (!buffer.slices_copy() || buffer.may_be(Buffer::array)) {
    context.silent(cut.node(), "it is not known to be a buffer whose slices copy");
    return;
  }
  const std::optional<std::uint64_t> total = most_bytes(model, base);
  if ((total && *total < total_gains_from) || model.is_line(base)) {
    context.silent(cut.node(), "all of it is small");
    return;
  }
  const Cut rest{.statement = syntax::enclosing_statement(cut.node()),
                 .target = target,
                 .expression = cut.node(),
                 .base = base,
                 .slice = cut,
                 .front = true,
                 .back = false,
                 .head = {}};
  if (repeated->loop && follows_foreign_parse(model, repeated->loop, rest)) {
    context.silent(cut.node(), "what tells how much to cut off is handed all of the rest, and would be with an offset");
    return;
  }
  Report report{
      .where = cut.node(),
      .message = code(cut.node()) + " copies what is left of " + code(base) + " " + repeated->how_often() +
                 " behind what " + code(parse->call.function()) +
                 " reads (1 MB in 8-byte records takes 116 times as long)" + because(typed) + "; " +
                 advice(model, *parse, cut, *repeated),
      .typed = typed,
      .cost = {.growth = Growth::quadratic,
               .width = std::nullopt,
               .gains_from = total_gains_from,
               .in_loop = static_cast<bool>(repeated->loop)},
      .notes = {{.message = "read here", .range = parse->call.range()}, repeated->note()},
  };
  report.fix = offset_fix(model, target);
  if (parse->prefix) report.also_covers.push_back(parse->prefix.node());
  if (std::optional<Note> note = origin(typed, base)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

void check(Context& context, syntax::Assignment assignment) {
  Node target = assignment.left();
  Node value = syntax::unparenthesized(assignment.right());
  if (!target.is_any(Kind::pattern_list, Kind::tuple_pattern)) {
    if (const Subscript cut = cut_in(target, value)) report(context, target, cut);
    return;
  }
  if (!value.is_any(Kind::expression_list, Kind::tuple)) return;
  target = target.first_child();
  value = value.first_child();
  for (; target && value; target = target.next_sibling(), value = value.next_sibling()) {
    if (target.is(Kind::list_splat_pattern) || value.is(Kind::list_splat)) return;
    if (const Subscript cut = cut_in(target, value)) report(context, target, cut);
  }
}

}  // namespace

extern constexpr Rule reparsed_prefix{
    .group = Group::quadratic,
    .severity = Severity::warning,
    .summary = "buffer cut down behind every field that is read",
    .why =
        R"(`value, = unpack(f, data[:8]); data = data[8:]` copies all that is left for every field that is read. The work
grows with the square of the data: 2.5 times at 1 KB in records of 8 bytes, 11 to 13 times at 64 KB, 116 to 152 times at
1 MB (CPython 3.11 and 3.13). It gains at every size from some 512 bytes on.

Write instead:

- **`struct.iter_unpack(f, data)`** for records of one format in a row: two to three times as fast again.
- **`struct.unpack_from(f, data, offset)`** and `offset += size` for everything else.
- Where more data comes in between, do that as far as it reaches, and cut off what was read once: `del data[:offset]` of a
  `bytearray`.

A memoryview that is cut (`view = view[8:]`) is only half as good.

Silent where what is cut does not come back to be cut again, and where nothing is unpacked: that is `resliced-buffer`.)",
    .gains_from = total_gains_from,
    .supersedes = {"resliced-buffer", "sliced-unpack", "sliced-from-bytes", "sliced-search", "sliced-prefix-test",
                   "chained-slice", "double-copy-slice", "copied-fields", "slice-in-loop", "sliced-argument"},
    .bad = R"(import struct


def points(data: bytes) -> list[tuple[int, int]]:
    found = []
    while data:
        found.append(struct.unpack("<II", data[:8]))
        data = data[8:]
    return found


result = points(bytes(range(256)) * 64)
)",
    .good = R"(import struct


def points(data: bytes) -> list[tuple[int, int]]:
    return list(struct.iter_unpack("<II", data))


result = points(bytes(range(256)) * 64)
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
