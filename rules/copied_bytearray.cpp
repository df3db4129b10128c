// A bytearray made of bytes, and only read.
#include <algorithm>
#include <optional>
#include <string>

#include "engine/context.h"
#include "engine/patterns/alike.h"
#include "engine/patterns/followed_uses.h"
#include "engine/patterns/python_2.h"
#include "engine/patterns/snapshot.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using semantics::Buffer;
using semantics::UseKind;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

constexpr std::uint64_t smallest = 64;  // bytes; below, what is saved is the call alone

struct Copy {
  Call call;
  Node source;
  semantics::Typed typed;
  Buffer buffer;
  semantics::Uses uses;
  Node reader = {};  ///< what the bytearray goes to, where that is around the call
};

/// True where the source could stand for the bytearray in this use.
bool takes_the_source(semantics::Model& model, const semantics::Use& use, Buffer source) {
  if (source.only(Buffer::bytes | Buffer::bytearray)) {
    return is_alike(model, use) || use.kind == UseKind::iterated;
  }
  // A view: not for its methods, nor to be compared or gone through, which is slower.
  return use.kind == UseKind::buffer_sink || use.kind == UseKind::measured || use.kind == UseKind::indexed ||
         use.kind == UseKind::joined;
}

/// Gone through number by number: the copy is nothing beside the loop that does it.
bool is_gone_through(semantics::Model& model, Call copy, const semantics::Use& use) {
  if (use.kind == UseKind::iterated) return true;
  if (use.kind != UseKind::indexed) return false;
  const semantics::Loop loop = model.loop_around(use.where);
  return loop && !loop.node.contains(copy.node());
}

/// Not only a number here and there is looked at.
bool is_read_whole(const semantics::Uses& uses) {
  const auto is_look = [](const semantics::Use& use) { return use.kind == UseKind::indexed; };
  const auto is_length = [](const semantics::Use& use) { return use.kind == UseKind::measured; };
  const auto is_either = [&](const semantics::Use& use) { return is_look(use) || is_length(use); };
  return std::ranges::none_of(uses.all, is_look) || !std::ranges::all_of(uses.all, is_either);
}

std::optional<Copy> copy_of(Context& context, Call call) {
  if (call.function().text() != "bytearray" || call.argument_count() != 1) return std::nullopt;
  const Node source = call.positional(0);
  if (!source || source.is_any(Kind::keyword_argument, Kind::list_splat)) return std::nullopt;
  semantics::Model& model = context.model();
  if (!model.loop_around(call.node()) && !syntax::enclosing_function(call.node())) return std::nullopt;
  Copy copy{.call = call, .source = source, .typed = model.type_of(source), .buffer = {}, .uses = {}};
  copy.buffer = model.buffer_of(copy.typed);
  const bool is_bytes = copy.buffer.only(Buffer::bytes | Buffer::bytearray);
  if ((!is_bytes && !copy.buffer.only(Buffer::view)) || copy.buffer.optional) return std::nullopt;
  if (copy.typed.evidence == types::Evidence::literal || copy.typed.evidence == types::Evidence::consumer ||
      copy.typed.evidence == types::Evidence::name) {
    return std::nullopt;
  }
  if (model.callee_name(call) != "builtins.bytearray") return std::nullopt;
  if (runs_on_python_2(context.tree())) {
    context.silent(call.node(), "the module runs on Python 2, too, where only a bytearray gives numbers");
    return std::nullopt;
  }
  if (model.size_of(source).below(smallest) || model.is_fragment(source)) {
    context.silent(call.node(), "so few bytes are copied that nothing is gained");
    return std::nullopt;
  }
  copy.uses = followed_uses(model, call.node());
  if (!model.loop_around(call.node()) && !(model.is_bulk(source) && is_read_whole(copy.uses))) {
    context.silent(call.node(), "it is not known to be much, or only a few bytes of it are looked at");
    return std::nullopt;
  }
  const auto takes = [&](const semantics::Use& use) { return takes_the_source(model, use, copy.buffer); };
  if (!copy.uses.complete || copy.uses.all.empty() || !std::ranges::all_of(copy.uses.all, takes)) {
    context.silent(call.node(), "it is written to or handed on, or needs a bytearray for another reason");
    return std::nullopt;
  }
  const auto goes_through = [&](const semantics::Use& use) { return is_gone_through(model, call, use); };
  if (std::ranges::any_of(copy.uses.all, goes_through)) {
    context.silent(call.node(), "a loop goes through it, beside which the copy costs nothing");
    return std::nullopt;
  }
  if (copy.uses.all.size() == 1 && copy.uses.all.front().where.contains(call.node())) {
    copy.reader = copy.uses.all.front().where;
  } else if (!copy.buffer.only(Buffer::bytes) && may_be_snapshot(model, call.node(), sliced_name(source), copy.uses)) {
    context.silent(call.node(), "what it is made of may change before it is used");
    return std::nullopt;
  }
  return copy;
}

std::string message(const Copy& copy, bool in_loop) {
  std::string sentence = code(copy.call.node());
  sentence += in_loop ? " is copied on every pass and only read; use " : " is copied and only read; use ";
  sentence += code(copy.source);
  return sentence + (copy.buffer.only(Buffer::bytes) ? ", which gives the same numbers and parts" : " itself");
}

std::string doubt(Context& context, const Copy& copy) {
  if (context.model().describe(copy.typed.type) != "bytes") return code(copy.source) + " may change meanwhile";
  const auto is_unknown = [&](const semantics::Use& use) { return is_compared_with_unknown(context.model(), use); };
  if (std::ranges::any_of(copy.uses.all, is_unknown)) return "what it is compared with may tell a bytearray from bytes";
  // A TypeError of what takes no bytes cannot come up: what takes a bytearray here takes any buffer.
  if (is_awaited(context.model(), copy.reader)) return "the reader may keep what it is given";
  return {};
}

std::optional<Fix> fix(Context& context, const Copy& copy) {
  const Node node = copy.call.node();
  const bool is_direct = static_cast<bool>(copy.reader);
  if (!is_direct && !copy.buffer.only(Buffer::bytes)) return std::nullopt;
  if (holds_comment(context.tree(), node.range())) return std::nullopt;
  if (!node.parent().is_any(Kind::argument_list, Kind::keyword_argument, Kind::list, Kind::tuple, Kind::assignment,
                            Kind::subscript)) {
    return std::nullopt;
  }
  const bool binds_tightly = copy.source.is_any(Kind::identifier, Kind::attribute, Kind::subscript, Kind::call,
                                                Kind::parenthesized_expression);
  if (node.parent().is(Kind::subscript) && !binds_tightly) return std::nullopt;
  Fix fix;
  fix.title = "Read the bytes themselves";
  fix.reason = doubt(context, copy);
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  fix.local = fix.applicability == Applicability::safe && !node.parent().is(Kind::assignment);
  if (fix.reason.empty()) fix.reason = "bytes never change, and all that is done here is the same with them";
  fix.edits.push_back({.range = node.range(), .content = std::string(copy.source.text())});
  return fix;
}

void check(Context& context, Call call) {
  const std::optional<Copy> copy = copy_of(context, call);
  if (!copy) return;
  const bool in_loop = static_cast<bool>(context.model().loop_around(call.node()));
  Report report{
      .where = call.node(),
      .message = message(*copy, in_loop),
      .typed = copy->typed,
      .cost = {.growth = in_loop ? Growth::per_iteration : Growth::once,
               .width = {},
               .gains_from = {},
               .in_loop = in_loop},
      .fix = fix(context, *copy),
  };
  if (auto note = origin(copy->typed, copy->source)) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

}  // namespace

extern constexpr Rule copied_bytearray{
    .group = Group::conversions,
    .severity = Severity::info,
    .summary = "bytearray made of bytes and only read",
    .why =
        R"(`bytearray(data)` copies all of `data`, so that it can be written to. Where it is only read, `data` does: an index gives
the same number, a slice, `find`, `decode` and a comparison the same result, and what reads a bytearray reads any buffer.

It gains at every size: a checksum of 64 bytes takes 200 to 260 ns instead of 350 to 410; at 64 KB the copy takes 3.6 us, at
1 MB 47 to 83 us (CPython 3.11 and 3.13).

Silent where it is written to, returned, stored or handed to unknown code, where something asks for its class, where what
it is made of may change before it is read, and in modules that run on Python 2, where only a bytearray gives numbers. Silent, too, outside of loops
where nothing tells that it is much that is copied or where only a few numbers of it are looked at, and where a loop goes through
it number by number, which takes a hundred times longer than the copy.)",
    .gains_from = 0,
    .supersedes = {"double-copy-slice", "slice-in-loop", "sliced-argument", "copied-fields"},
    .bad = R"(import zlib


def checksum(data: bytes) -> int:
    return zlib.crc32(bytearray(data))


result = checksum(bytes(range(256)) * 1024)
)",
    .good = R"(import zlib


def checksum(data: bytes) -> int:
    return zlib.crc32(data)


result = checksum(bytes(range(256)) * 1024)
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
