// An array of numbers that is copied to bytes, only for something that takes any buffer.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "engine/context.h"
#include "engine/patterns/content_size.h"
#include "engine/patterns/item_by_item.h"
#include "engine/patterns/snapshot.h"
#include "engine/patterns/summed_copy.h"
#include "engine/patterns/unknown_array.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using namespace engine::literals;
using semantics::Buffer;
using semantics::UseKind;
using syntax::Attribute;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

/// What has the numbers. A NumPy array may have gaps between them, others have not.
enum class Array : std::uint8_t { none, standard, numpy };

struct Conversion {
  Call call;
  Node source;
  Array array = Array::none;
  semantics::Typed typed = {};
  semantics::Uses uses = {};
  Node reader = {};  ///< what the bytes go to, where that is around the call
  std::optional<SummedCopy> summed = {};
};

/// The memory order that `tobytes` is asked for, in quotes; no node where it is not asked for one.
Node order_of(Call call) {
  const Node keyword = call.keyword("order");
  return keyword ? keyword : call.positional(0);
}

/// `x` of `x.tobytes()`, `x.tostring("C")` and `bytes(x)`; told without the model.
Node converted(Call call) {
  const Attribute method(call.function());
  if (!method) return call.function().text() == "bytes" && call.argument_count() == 1 ? call.positional(0) : Node{};
  const bool is_named_so = method.name() == "tobytes" || method.name() == "tostring";
  if (!is_named_so || call.argument_count() > 1) return {};
  const Node order = order_of(call);
  if (call.argument_count() == 1 && syntax::string_content(order) != "C") return {};
  return method.object();
}

Array array_of(semantics::Model& model, Call call, const semantics::Typed& typed) {
  const Buffer buffer = model.buffer_of(typed);
  if (buffer.optional) return Array::none;
  if (buffer.only(Buffer::array)) return Array::standard;
  const std::string type = model.describe(typed.type);
  if (buffer.only(Buffer::other)) {
    return type == "ndarray" || type == "memmap" || type == "ndarray | memmap" ? Array::numpy : Array::none;
  }
  if (!Attribute(call.function()) || typed.type != types::Type::unknown) return Array::none;
  // Nothing else has a `tobytes` that is asked for the order of its numbers.
  const bool names_order = call.argument_count() == 1;
  return names_order || is_array_by_its_look(syntax::unparenthesized(Attribute(call.function()).object()))
             ? Array::numpy
             : Array::none;
}

/// `write` of what is, or may be, a binary file, and is nothing else that is known: where nothing is known of what is
/// written, it is not told which of its overloads is called.
bool may_write_a_file(semantics::Model& model, const semantics::Use& use) {
  const Attribute method(Call(use.where).function());
  const bool is_open = use.kind == UseKind::unknown || use.kind == UseKind::bytes_sink;
  if (!is_open || method.name() != "write") return false;
  const std::string type = model.describe(model.type_of(method.object()).type);
  for (const std::string_view file : {"BufferedWriter", "BufferedRandom", "BinaryIO", "FileIO"}) {
    if (type == file || (type.contains(file) && type.contains("Unknown"))) return true;
  }
  return type.starts_with("IO[");  // of bytes, since bytes are written
}

/// True where the array itself could stand for its bytes.
bool takes_an_array(semantics::Model& model, const semantics::Use& use) {
  if (use.where.is(Kind::expression_statement)) return false;
  switch (use.kind) {
    case UseKind::buffer_sink:
      return !Attribute(Call(use.where).function()).name().starts_with("hex");
    case UseKind::joined:
      return true;
    case UseKind::measured:
      return use.where.is(Kind::call);
    case UseKind::assigned_into: {
      const Node target = use.where.child(syntax::Field::left);
      const Node base = target.is(Kind::subscript) ? syntax::Subscript(target).value() : target;
      return model.buffer_of(base).only(Buffer::bytearray);
    }
    default:
      return may_write_a_file(model, use);
  }
}

std::optional<Conversion> conversion_of(Context& context, Call call) {
  const Node source = converted(call);
  if (!source || source.is_any(Kind::keyword_argument, Kind::list_splat)) return std::nullopt;
  semantics::Model& model = context.model();
  if (!model.loop_around(call.node()) && !syntax::enclosing_function(call.node())) return std::nullopt;
  if (mends_layout(call.node())) return std::nullopt;
  Conversion conversion{.call = call, .source = source};
  conversion.typed = model.type_of(source);
  conversion.array = array_of(model, call, conversion.typed);
  if (conversion.array == Array::none) return std::nullopt;
  if (!Attribute(call.function()) && model.callee_name(call) != "builtins.bytes") return std::nullopt;
  if (has_gaps(source)) {
    context.silent(call.node(), "the array has gaps, so that its bytes are copied anyway");
    return std::nullopt;
  }
  if (is_of_few_numbers(model, source)) {
    context.silent(call.node(), "so few bytes are copied that nothing is gained");
    return std::nullopt;
  }
  if (is_built_by_items(model, source, Building::merged)) {
    context.silent(call.node(), "it is built bit by bit, beside which the copy costs nothing");
    return std::nullopt;
  }
  if (is_trailer_of_copy(model, call.node())) {
    context.silent(call.node(), "the sum is told of at its first part");
    return std::nullopt;
  }
  conversion.uses = model.uses_of(call.node());
  const semantics::Uses& uses = conversion.uses;
  const bool alike = uses.complete && !uses.all.empty() &&
                     std::ranges::all_of(uses.all, [&](const auto& use) { return takes_an_array(model, use); });
  const bool added = uses.all.size() == 1 && uses.all.front().kind == UseKind::bytes_sink;
  if (added) conversion.summed = summed_copy(model, call.node());
  if (conversion.summed) {
    conversion.reader = conversion.summed->sum;
    return conversion;
  }
  if (!alike) {
    context.silent(call.node(), "the copy is needed: not all of its uses take an array with the same result");
    return std::nullopt;
  }
  const auto is_length = [](const semantics::Use& use) { return use.kind == UseKind::measured; };
  if (uses.all.size() > 1 && std::ranges::any_of(uses.all, is_length)) {
    context.silent(call.node(), "its length counts bytes, that of an array counts items");
    return std::nullopt;
  }
  if (uses.all.size() == 1 && uses.all.front().where.contains(call.node())) {
    conversion.reader = uses.all.front().where;
  } else if (may_be_snapshot(model, call.node(), sliced_name(source), uses)) {
    context.silent(call.node(), "the array may change before the copy is used");
    return std::nullopt;
  }
  return conversion;
}

bool is_measured(const Conversion& conversion) { return conversion.uses.all.front().kind == UseKind::measured; }

/// Already flat and without gaps.
bool is_flat(Node source) {
  const std::string_view name = Attribute(Call(syntax::unparenthesized(source)).function()).name();
  return name == "ravel" || name == "flatten" || name == "frombuffer" || name == "fromfile";
}

/// Written in C, and asks for the bytes of a buffer, whatever its items are.
bool counts_bytes(semantics::Model& model, const semantics::Use& use) {
  if (use.kind == UseKind::joined || use.kind == UseKind::assigned_into || use.kind == UseKind::unknown ||
      use.kind == UseKind::bytes_sink) {
    return true;
  }
  const std::string_view callee = model.callee_name(Call(use.where));
  for (const std::string_view library :
       {"zlib.", "bz2.", "lzma.", "gzip.", "hashlib.", "_hashlib.", "_blake2.", "hmac.", "socket.socket.", "os.", "io.",
        "typing.IO.", "typing.BinaryIO.", "binascii.", "base64.b64", "base64.standard", "base64.urlsafe",
        "builtins.bytes.join"}) {
    if (callee.starts_with(library)) return true;
  }
  return false;
}

bool all_count_bytes(semantics::Model& model, const Conversion& conversion) {
  return std::ranges::all_of(conversion.uses.all, [&](const auto& use) { return counts_bytes(model, use); });
}

std::string instead_text(semantics::Model& model, const Conversion& conversion) {
  const Node source = conversion.source;
  std::string text(source.text());
  const bool binds_tightly =
      source.is_any(Kind::identifier, Kind::attribute, Kind::subscript, Kind::call, Kind::parenthesized_expression);
  const bool takes_items = all_count_bytes(model, conversion);
  if (conversion.array == Array::standard) return takes_items ? text : "memoryview(" + text + ").cast(\"B\")";
  if (!binds_tightly) text = "(" + text + ")";
  if (!is_flat(source)) text += ".ravel()";
  if (!takes_items) return text + ".view(\"u1\").data";
  // `+` of an array adds numbers.
  const bool is_added = std::ranges::any_of(conversion.uses.all, [](const semantics::Use& use) {
    return use.kind == UseKind::joined || use.kind == UseKind::assigned_into;
  });
  return is_added ? text + ".data" : text;
}

std::string message(semantics::Model& model, const Conversion& conversion, bool in_loop) {
  const std::string copied = code(conversion.call.node());
  if (is_measured(conversion)) {
    const std::string source(conversion.source.text());
    const bool is_numpy = conversion.array == Array::numpy;
    return copied + " copies the array only to measure it; " +
           code(is_numpy ? source + ".nbytes" : "memoryview(" + source + ").nbytes") + " is the same";
  }
  if (conversion.summed) {
    const Node source = conversion.source;
    const bool has_no_gaps = conversion.array == Array::standard || is_flat(source);
    const std::string array = std::string(source.text()) + (has_no_gaps ? "" : ".ravel()");
    return copied + " copies the whole array, and the sum copies it once more; " +
           code(joined_text(model, *conversion.summed, array)) + " copies it once";
  }
  std::string sentence = copied + (in_loop ? " copies the whole array on every pass, " : " copies the whole array, ");
  const Node function = Call(conversion.reader).function();
  sentence += function ? "only for " + code(function) + " to read it; " : "only to be read; ";
  sentence += (function ? "pass " : "use ") + code(instead_text(model, conversion));
  const bool may_copy = conversion.array == Array::numpy && !is_flat(conversion.source);
  return sentence + (may_copy ? ", which copies only where the array has gaps" : ", a buffer too");
}

std::string doubt(Context& context, const Conversion& conversion) {
  semantics::Model& model = context.model();
  if (conversion.array == Array::numpy) return "no view can be made of an array of dates";
  if (is_awaited(model, conversion.reader)) return code(conversion.source) + " may change before it is read";
  if (!all_count_bytes(model, conversion)) return "what takes a view may not take one of each kind of array";
  if (model.callee_name(Call(conversion.reader)).starts_with("typing.")) {
    return "a file of one's own may count the items of an array, not its bytes";
  }
  if (is_unshared(model, conversion.source)) return {};
  return "another thread that resizes " + code(conversion.source) + " meanwhile would raise `BufferError`";
}

/// What a sum or `+=` adds the bytes to, at their left; no node elsewhere.
Node added_to(Node copy) {
  const Node operand = syntax::with_parentheses(copy);
  const Node parent = operand.parent();
  if (operand.field() != syntax::Field::right) return {};
  if (const syntax::BinaryOperator sum(parent); sum) {
    return sum.operator_kind() == Kind::token_plus ? sum.left() : Node{};
  }
  const syntax::AugmentedAssignment augmented(parent);
  return augmented.operator_kind() == Kind::token_plus_equal ? augmented.left() : Node{};
}

/// Bytes take any buffer into a sum, at once.
std::string doubt_of_sum(semantics::Model& model, const Conversion& conversion, Node sum) {
  if (conversion.array == Array::numpy) return "no view can be made of an array of dates";
  if (model.describe(conversion.typed.type) != "array") return "an array of another kind may add its items";
  const semantics::Typed left = model.type_of(sum);
  const bool is_known = left.evidence != types::Evidence::consumer && left.evidence != types::Evidence::name;
  const Buffer buffer = model.buffer_of(left);
  if (!is_known || buffer.optional || !buffer.only(Buffer::bytes | Buffer::bytearray)) {
    return code(sum) + " is not known to be bytes, which take any buffer into a sum";
  }
  return {};
}

/// `b"".join((array, trailer))`, where nobody but this function has any of the parts, or they never change.
std::string doubt_of_join(semantics::Model& model, const Conversion& conversion) {
  const SummedCopy& summed = *conversion.summed;
  if (conversion.array == Array::numpy) return "no view can be made of an array of dates";
  if (!summed.doubt.empty()) return std::string(summed.doubt);
  if (model.describe(conversion.typed.type) != "array") return "an array of another kind may add its items";
  const auto is_certain = [&](Node trailer) {
    const Node source = converted(Call(trailer));
    if (source && !is_unshared(model, source)) return false;
    const semantics::Typed typed = model.type_of(trailer);
    return typed.evidence != types::Evidence::name && model.buffer_of(typed).only(Buffer::bytes);
  };
  if (!std::ranges::all_of(summed.trailers, is_certain)) return "what is added is not known to be bytes";
  if (is_unshared(model, conversion.source)) return {};
  return "another thread that resizes " + code(conversion.source) + " meanwhile would raise `BufferError`";
}

Fix settled(Fix fix) {
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  fix.local = fix.applicability == Applicability::safe;
  if (fix.reason.empty()) fix.reason = "the bytes of the array are read at once";
  return fix;
}

std::optional<Fix> fix(Context& context, const Conversion& conversion) {
  semantics::Model& model = context.model();
  const Node copy = conversion.call.node();
  if (!conversion.reader) return std::nullopt;
  if (conversion.summed) {
    const Node sum = conversion.summed->sum;
    if (conversion.array == Array::numpy || holds_comment(context.tree(), sum.range())) return std::nullopt;
    return settled({.title = "Join the parts",
                    .reason = doubt_of_join(model, conversion),
                    .edits = {{.range = sum.range(),
                               .content = joined_text(model, *conversion.summed, conversion.source.text())}}});
  }
  if (holds_comment(context.tree(), copy.range())) return std::nullopt;
  if (is_measured(conversion)) {
    const Node whole = conversion.reader;
    if (conversion.array == Array::numpy || model.callee_name(Call(whole)) != "builtins.len" ||
        holds_comment(context.tree(), whole.range()))
      return std::nullopt;
    if (model.meaning_of("memoryview", copy) != "builtins.memoryview") return std::nullopt;
    return settled(
        {.title = "Ask a view for its size",
         .reason = model.describe(conversion.typed.type) == "array" ? "" : "an array of another kind may have no view",
         .edits = {
             {.range = whole.range(), .content = "memoryview(" + std::string(conversion.source.text()) + ").nbytes"}}});
  }
  const text::Edit edit{.range = copy.range(), .content = instead_text(model, conversion)};
  if (const Node sum = added_to(copy)) {
    return settled({.title = "Add the array", .reason = doubt_of_sum(model, conversion, sum), .edits = {edit}});
  }
  if (!copy.parent().is_any(Kind::argument_list, Kind::keyword_argument, Kind::list, Kind::tuple)) return std::nullopt;
  return settled({.title = "Pass the array", .reason = doubt(context, conversion), .edits = {edit}});
}

void check(Context& context, Call call) {
  const std::optional<Conversion> conversion = conversion_of(context, call);
  if (!conversion) return;
  const bool in_loop = static_cast<bool>(context.model().loop_around(call.node()));
  Report report{
      .where = call.node(),
      .message = message(context.model(), *conversion, in_loop),
      .typed = conversion->typed,
      .cost = {.growth = in_loop ? Growth::per_iteration : Growth::once,
               .width = {},
               .gains_from = 1_KiB,
               .in_loop = in_loop},
      .fix = fix(context, *conversion),
  };
  if (auto note = origin(conversion->typed, conversion->source)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule array_tobytes{
    .group = Group::conversions,
    .severity = Severity::info,
    .summary = "array copied to bytes for something that takes any buffer",
    .why =
        R"(`values.tobytes()` makes a second array of the same bytes. Files, sockets, hashes, compressors and `base64` take an
`array.array`, a ctypes array or a NumPy array as it is: they read its memory.

A write that buffers nothing is 1.4 times as fast at 1 KB, 8 to 10 times at 64 KB; at 1 MB the copy takes 46 to 90 us, and its
memory (CPython 3.11 and 3.13). A checksum or a hash of the bytes takes many times longer than the copy: what is saved there
is the memory.

A NumPy array that has gaps (a column, a step, a transposed one) is not taken: `values.ravel()` has no gaps and the bytes in
the order of `tobytes()`, and copies only where there were some. In a sum, which would add numbers, `values.ravel().data` is
what can be added to bytes; where something is added to the array's bytes, `b"".join((values.ravel(), tail))` copies them once,
not twice. No view can be made of an array of dates (`datetime64`).

Silent where bytes are needed: returned, stored, compared, used as a key, handed to unknown code; where the array may
change before the copy is used; for what is made of a few numbers, or
of one (`np.array(size)`).)",
    .gains_from = 1_KiB,
    .supersedes = {"double-copy-slice", "sliced-argument", "slice-in-loop"},
    .bad = R"(import array
import zlib


def checksum(values: list[float]) -> int:
    numbers = array.array("d", values)
    return zlib.crc32(numbers.tobytes())


result = checksum([float(number) for number in range(10_000)])
)",
    .good = R"(import array
import zlib


def checksum(values: list[float]) -> int:
    numbers = array.array("d", values)
    return zlib.crc32(numbers)


result = checksum([float(number) for number in range(10_000)])
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
