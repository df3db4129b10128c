// Two or more slices of one packet, record or frame in a function, each of which copies its part: slices of one view
// take it apart without copying.
#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/context.h"
#include "engine/patterns/followed_uses.h"
#include "engine/patterns/view_readers.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

namespace {

using namespace engine;  // NOLINT(google-build-using-namespace): the vocabulary of rules
using namespace engine::literals;
using semantics::Buffer;
using semantics::UseKind;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

struct Field {
  Subscript subscript;
  Node statement;
  semantics::Width width;
  std::vector<semantics::Use> escapes = {};  ///< returned, yielded or stored
  bool is_read = false;                      ///< by what takes any buffer
  bool reported = false;
};

/// Slices of one base that were found in one function; more of them are not looked at.
constexpr std::size_t most_fields = 32;
constexpr std::size_t most_slices = 512;

bool may_be_field(Subscript subscript) {
  const syntax::Slice slice = subscript.slice();
  if (!slice || slice.step() || (!slice.lower() && !slice.upper()) || !syntax::is_dotted_name(subscript.value()))
    return false;
  return subscript.node().field() != syntax::Field::left && !subscript.node().parent().is(Kind::delete_statement);
}

/// What may be fields in the body of `function` itself, by the text of their base, in order.
std::vector<Subscript> slices_in(syntax::FunctionDefinition function) {
  std::vector<Subscript> slices;
  const Node body = function.body();
  for (syntax::NodeId id = body.id(); id < body.after();) {
    const Node node = body.tree().node(id);
    const bool another_scope = node.is_any(Kind::function_definition, Kind::class_definition, Kind::lambda) ||
                               syntax::is_comprehension(node.kind());
    id = another_scope ? node.after() : id + 1;
    if (!node.is(Kind::subscript) || !may_be_field(Subscript(node))) continue;
    slices.emplace_back(node);
    if (slices.size() == most_slices) break;
  }
  std::ranges::sort(slices, {},
                    [](Subscript subscript) { return std::pair(subscript.value().text(), subscript.node().id()); });
  return slices;
}

/// A field of an object or of a dictionary; not what is left of `base` itself, nor a part handed on in a list.
bool keeps_field(const semantics::Use& use, Node base) {
  return use.where.is(Kind::pair) ||
         (use.where.is(Kind::assignment) && syntax::Assignment(use.where).left().text() != base.text());
}

/// True where the function around says that it returns bytes: a view is no answer there.
bool returns_bytes(Node use) {
  const Node declared = syntax::FunctionDefinition(syntax::enclosing_function(use)).return_type();
  return declared.text().find("bytes") != std::string_view::npos;
}

/// `data = data[n:]`, also among others in a tuple: what is left, no field.
bool becomes_its_base(Subscript subscript) {
  const Node statement = syntax::enclosing_statement(subscript.node());
  const Node left = syntax::Assignment(statement.first_child()).left();
  if (left.text() == subscript.value().text()) return true;
  for (const Node target : left.children()) {
    if (target.text() == subscript.value().text()) return true;
  }
  return false;
}

/// `cipher.decrypt(token[:12], token[12:])`: a nonce or a tag and what it seals, a token or a key more often than not.
bool opens_a_seal(syntax::Call call) {
  const std::string_view function = call.function().text();
  return function.find("decrypt") != std::string_view::npos || function.find("verify") != std::string_view::npos;
}

/// The field, where all that happens to it is that it is read by what takes any buffer, returned or stored.
std::optional<Field> field_of(Context& context, Subscript subscript) {
  semantics::Model& model = context.model();
  if (becomes_its_base(subscript) || model.loop_around(subscript.node()) ||
      !model.buffer_of(subscript.value()).slices_copy())
    return std::nullopt;
  Field field{.subscript = subscript,
              .statement = syntax::enclosing_statement(subscript.node()),
              .width = model.width_of(subscript)};
  const semantics::Uses uses = followed_uses(model, subscript.node());
  if (!uses.complete) return std::nullopt;
  bool goes_somewhere = false;
  for (const semantics::Use& use : uses.all) {
    switch (use.kind) {
      case UseKind::stored:
        if (!keeps_field(use, subscript.value())) return std::nullopt;
        field.escapes.push_back(use);
        goes_somewhere = true;
        break;
      case UseKind::returned:
        if (returns_bytes(use.where)) return std::nullopt;
        field.escapes.push_back(use);
        goes_somewhere = true;
        break;
      case UseKind::assigned_into:
        // Into the very buffer: where that resizes it, a view would make it raise.
        if (use.where.child(syntax::Field::left).text().starts_with(subscript.value().text())) return std::nullopt;
        if (is_copied_anyway(model, use.where, model.buffer_of(subscript.value()))) return std::nullopt;
        goes_somewhere = field.is_read = true;
        break;
      case UseKind::buffer_sink:
        if (model.takes_little(syntax::Call(use.where))) return std::nullopt;
        goes_somewhere = true;
        field.is_read = field.is_read || !opens_a_seal(syntax::Call(use.where));
        break;
      case UseKind::measured:
        break;
      default:
        return std::nullopt;
    }
  }
  return goes_somewhere ? std::optional(std::move(field)) : std::nullopt;
}

/// True where `later` can be reached once `first` was made: it stands in the same block or deeper, and no `return` lies
/// between. Two branches are no two fields.
bool are_made_together(const Field& first, const Field& later) {
  if (first.statement == later.statement) return true;
  if (first.statement.is_any(Kind::return_statement, Kind::raise_statement)) return false;
  return first.statement.parent().contains(later.statement);
}

bool escapes_as(const Field& field, UseKind kind) {
  return std::ranges::find(field.escapes, kind, &semantics::Use::kind) != field.escapes.end();
}

/// `self.rest = data[n:]; return data[:n]`: what is asked for is handed out, the rest waits for the next call.
bool is_remainder_kept(const std::vector<Field*>& fields) {
  const auto any = [&](UseKind kind) {
    return std::ranges::any_of(fields, [&](const Field* field) { return escapes_as(*field, kind); });
  };
  return any(UseKind::returned) && any(UseKind::stored);
}

/// Fields that are handed out of a value which only its use shows to be a buffer: neither what it is nor who gets them
/// is known well enough.
bool is_guessed_and_escapes(Context& context, const std::vector<Field*>& fields) {
  const bool any_escapes = std::ranges::any_of(fields, [](const Field* field) { return !field->escapes.empty(); });
  return any_escapes && context.model().buffer_of(fields.front()->subscript.value()).only(Buffer::consumed);
}

/// True where views may save much: a field that may be large is only read, or is one of several that are passed on. Who
/// splits a value in two and returns both parts, or stores a salt and the rest, says nothing of sizes. Parts that are
/// only passed on must have the rest of the value among them.
bool may_gain(const std::vector<Field*>& fields, std::uint64_t threshold) {
  constexpr int several = 3;
  const auto is_large = [&](const Field* field) { return !field->width.below(threshold); };
  const auto leaves = [](const Field* field) { return escapes_as(*field, UseKind::returned); };
  if (std::ranges::any_of(fields, [&](const Field* field) { return field->is_read && is_large(field); })) return true;
  if (fields.size() < several) return false;
  // Names, keys and numbers cut out of a record say nothing of its size, the rest of a packet does.
  const auto is_rest = [&](const Field* field) {
    return !field->subscript.slice().upper() || field->width.at_least >= threshold;
  };
  if (std::ranges::none_of(fields, [&](const Field* field) { return is_rest(field) && is_large(field); })) return false;
  return std::ranges::any_of(fields, [&](const Field* field) { return leaves(field) && is_large(field); }) ||
         std::ranges::count_if(fields, is_large) > 1;
}

/// A view that lives while the base is resized or closed makes that raise: no advice then.
bool is_changed(Context& context, const Field& first) {
  using semantics::ChangeKind;
  const Node base = first.subscript.value();
  const std::optional<semantics::Change> after = context.model().changed_after(base, first.statement);
  if (after && (after->kind == ChangeKind::resized || after->kind == ChangeKind::closed)) return true;
  const bool may_be_resized = context.model().buffer_of(base).may_be(Buffer::bytearray | Buffer::mmap | Buffer::array);
  return std::ranges::any_of(changes_from(context.model(), base, first.statement), [&](const auto& change) {
    return change.kind == ChangeKind::resized || change.kind == ChangeKind::closed ||
           (change.kind == ChangeKind::unknown && may_be_resized);
  });
}

/// Why slices of a view may behave otherwise; empty where they cannot.
std::string doubt(Context& context, const std::vector<Field*>& fields, const semantics::Typed& typed) {
  using types::Evidence;
  for (const Field* field : fields) {
    if (field->escapes.empty()) continue;
    const bool returned = field->escapes.front().kind == UseKind::returned;
    return code(field->subscript.node()) + (returned ? " is handed to callers, who would get a view"
                                                     : " is stored, and a view keeps the whole buffer alive");
  }
  const Node base = fields.front()->subscript.value();
  if (typed.evidence == Evidence::consumer || typed.evidence == Evidence::name) {
    return "nothing but its use says that " + code(base) + " is a buffer";
  }
  const Buffer buffer = context.model().buffer_of(typed);
  if (!buffer.only(Buffer::bytes)) return code(base) + " can be written or closed while the view lives";
  if (buffer.optional) return code(base) + " may be `None`";
  if (!base.is(Kind::identifier)) return code(base) + " may be another object later";
  if (context.model().meaning_of("memoryview", base) != "builtins.memoryview") {
    return "`memoryview` means something else here";
  }
  return {};
}

std::optional<Fix> fix(Context& context, const std::vector<Field*>& fields, const semantics::Typed& typed) {
  const Node base = fields.front()->subscript.value();
  const Node statement = fields.front()->statement;
  if (!base.is(Kind::identifier) || statement.contains(context.model().definition_of(base))) {
    if (!base.is(Kind::attribute)) return std::nullopt;
  }
  const std::optional<ViewAbove> view = view_above(context.model(), base, statement);
  if (!view) return std::nullopt;

  Fix fix{.title = "Take slices of one view", .reason = doubt(context, fields, typed), .edits = {}};
  if (view->line) fix.edits.push_back(*view->line);
  for (const Field* field : fields) {
    // What is known to be small is copied sooner than viewed.
    if (field->width.below(context.settings().min_slice_bytes)) continue;
    fix.edits.push_back({.range = field->subscript.value().range(), .content = view->name});
  }
  fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
  if (fix.reason.empty()) fix.reason = "bytes never change, and whatever reads the slices takes any buffer";
  return fix;
}

std::string message(const std::vector<Field*>& fields, const semantics::Typed& typed) {
  const Node base = fields.front()->subscript.value();
  const auto any_escapes_as = [&](UseKind kind) {
    return std::ranges::any_of(fields, [&](const Field* field) { return escapes_as(*field, kind); });
  };
  std::string sentence = std::to_string(fields.size()) + " slices of " + code(base) +
                         " copy it piece by piece on every call; make " +
                         code("view = memoryview(" + std::string(base.text()) + ")") + " and slice that";
  if (any_escapes_as(UseKind::returned)) {
    sentence += "; callers would get views of it";
  } else if (any_escapes_as(UseKind::stored)) {
    sentence += "; what is stored would be views of it";
  }
  return sentence + because(typed);
}

void report(Context& context, const std::vector<Field*>& fields) {
  const Subscript first = fields.front()->subscript;
  const semantics::Typed typed = context.model().type_of(first.value());
  Report report{
      .where = first.node(),
      .message = message(fields, typed),
      .typed = typed,
      .cost = {.growth = Growth::once,
               .width = {},
               .gains_from = context.settings().min_slice_bytes_new_view,
               .in_loop = false},
      .fix = fix(context, fields, typed),
  };
  for (Field* field : fields) {
    field->reported = true;
    if (field->subscript.node() != first.node()) {
      report.notes.push_back({.message = "copied as well", .range = field->subscript.range()});
      report.also_covers.push_back(field->subscript.node());
    }
    if (field->escapes.empty()) continue;
    const bool returned = field->escapes.front().kind == UseKind::returned;
    report.notes.push_back({.message = code(field->subscript.node()) + (returned ? " leaves here" : " is stored here"),
                            .range = field->escapes.front().where.range()});
  }
  if (auto note = origin(typed, first.value())) report.notes.push_back(*std::move(note));
  context.report(std::move(report));
}

/// `slices` have the same base, as text.
void check_base(Context& context, std::span<const Subscript> slices) {
  semantics::Model& model = context.model();
  const Node base = slices.front().value();
  if (slices.size() == 2 && !model.buffer_of(base).slices_copy()) {
    context.silent(slices.front().node(), "it is not known to be a buffer whose slices copy");
    return;
  }
  if (model.size_of(base).below(context.settings().min_slice_bytes_new_view)) {
    context.silent(slices.front().node(),
                   "all of it is known to be too small for a view to gain (`min-slice-bytes-new-view`)");
    return;
  }
  if (model.is_computed(base) || !model.is_bulk(base)) {
    context.silent(slices.front().node(), "it is the result of a call that is not known to give much");
    return;
  }
  std::vector<Field> fields;
  for (const Subscript slice : slices) {
    if (auto field = field_of(context, slice)) fields.push_back(*std::move(field));
    if (fields.size() == most_fields) break;
  }
  for (std::size_t i = 0; i + 1 < fields.size(); ++i) {
    if (fields[i].reported) continue;
    std::vector<Field*> together{&fields[i]};
    for (std::size_t j = i + 1; j < fields.size(); ++j) {
      const bool joins = !fields[j].reported && are_made_together(fields[i], fields[j]) &&
                         model.same_value(fields[i].subscript.value(), fields[j].subscript.value());
      if (joins) together.push_back(&fields[j]);
    }
    if (is_remainder_kept(together) || is_guessed_and_escapes(context, together)) continue;
    const bool gains = may_gain(together, context.settings().min_slice_bytes_new_view);
    if (together.size() >= 2 && gains && !is_changed(context, fields[i])) report(context, together);
  }
}

void check(Context& context, syntax::FunctionDefinition function) {
  const std::vector<Subscript> slices = slices_in(function);
  for (std::size_t first = 0; first < slices.size();) {
    std::size_t end = first + 1;
    while (end < slices.size() && slices[end].value().text() == slices[first].value().text()) ++end;
    if (end - first >= 2) check_base(context, std::span(slices).subspan(first, end - first));
    first = end;
  }
}

}  // namespace

extern constexpr Rule copied_fields{
    .group = Group::slices,
    .severity = Severity::info,
    .summary = "packet or record taken apart by slices that copy",
    .why =
        R"(A function that cuts a packet into `raw[:16]`, `raw[16:n]` and `raw[n:]` copies nearly all of it, on every call.
One `view = memoryview(raw)` and slices of that copy nothing.

Making the view costs about 130 ns, each slice of it about 60 ns, so it pays where one of the fields has 8 KB or more; at
64 KB a slice of bytes takes 1.5 us, at 1 MB over 22 us, and where the parts are kept alive and fresh memory is needed
for them, 350 us (CPython 3.8 to 3.13). The rule speaks where the size of a field is unknown.

A view is not bytes: it has no `decode`, `split` or `startswith`, cannot be added to bytes, prints as `<memory at ...>`, and keeps
the whole packet alive. Where fields are returned or stored, those who get them must be able to deal with that; `bytes(field)` makes
a copy of the one field that needs it.

Silent: two parts that are only returned or stored, and more of them without the rest of the packet; fields that are decoded, compared, hashed, looked up, unpacked or turned into numbers; packets whose fields are all
known to be small; what another call made, unless it was read or received; `str` and `list`; what is resized while
the fields live.)",
    .gains_from = 8_KiB,
    .supersedes = {"slice-in-loop", "sliced-argument"},
    .bad = R"(import hashlib
import zlib


def seal(frame: bytes, length: int) -> tuple[int, str]:
    head = frame[:length]
    body = frame[length:]
    return zlib.crc32(head), hashlib.sha256(body).hexdigest()


result = seal(bytes(range(256)) * 1024, 131072)
)",
    .good = R"(import hashlib
import zlib


def seal(frame: bytes, length: int) -> tuple[int, str]:
    view = memoryview(frame)
    head = view[:length]
    body = view[length:]
    return zlib.crc32(head), hashlib.sha256(body).hexdigest()


result = seal(bytes(range(256)) * 1024, 131072)
)",
    .visit = on<check>,
};

}  // namespace slicecop::rules
