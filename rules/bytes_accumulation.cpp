// Finds `data += chunk` on a bytes object where the value comes back: each pass makes a new object and copies what was
// gathered so far. bytearray, str, list and numbers are other matters.

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/context.h"
#include "engine/repeated.h"
#include "engine/rewrite.h"
#include "engine/rule.h"
#include "engine/wording.h"

namespace slicecop::rules {

using namespace engine;
using namespace engine::literals;
using semantics::Buffer;
using syntax::Kind;
using syntax::Node;

namespace {

// Measured: at 16 KB in 1 KB pieces a list or a bytearray is 1.1 to 1.3 times as fast, below that nothing is gained.
constexpr std::uint64_t total_gains_from = 16_KiB;

/// Parts of a long sum or condition that are looked at.
constexpr int most_operands = 32;

/// A value and what is added to it.
struct Sum {
  Node target;
  Node before;  ///< where its value so far is read: the target itself in `data += chunk`
  Node piece;   ///< what is added, where that is one thing
  bool in_front = false;
};

/// The target among the operands of `a + b + c`.
std::optional<Sum> growth_of(Node target, Node sum) {
  if (!target.is_any(Kind::identifier, Kind::attribute, Kind::subscript)) return std::nullopt;
  Node node = syntax::unparenthesized(sum);
  Node piece;
  for (int i = 0; i < most_operands; ++i) {
    const syntax::BinaryOperator plus(node);
    if (!plus || plus.operator_kind() != Kind::token_plus) break;
    const Node left = syntax::unparenthesized(plus.left());
    const Node right = syntax::unparenthesized(plus.right());
    if (same_place(target, right)) return Sum{.target = target, .before = right, .piece = {}, .in_front = true};
    piece = i == 0 ? right : Node{};
    if (same_place(target, left)) return Sum{.target = target, .before = left, .piece = piece, .in_front = false};
    node = left;
  }
  return std::nullopt;
}

bool is_length_of(Node expression, Node target) {
  const syntax::Call call(syntax::unparenthesized(expression));
  return call.function().text() == "len" && same_place(call.positional(0), target);
}

/// `len(data) % 4`: padding, a constant number of passes at most.
bool is_remainder_of_length(Node expression, Node target) {
  const syntax::BinaryOperator binary(syntax::unparenthesized(expression));
  return binary && binary.operator_kind() == Kind::token_percent && is_length_of(binary.left(), target);
}

bool bounds_total(semantics::Model& model, Node condition, Node target) {
  condition = syntax::unparenthesized(condition);
  if (is_remainder_of_length(condition, target)) return true;
  if (!condition.is(Kind::comparison_operator)) return false;
  const Node left = condition.first_child();
  Node right;
  for (const Node child : condition.children()) {
    if (child.field() != syntax::Field::operators) right = child;
  }
  if (is_remainder_of_length(left, target)) return true;
  if (!is_length_of(left, target) && !is_length_of(right, target)) return false;
  const std::optional<std::int64_t> total = model.constant_of(is_length_of(left, target) ? right : left);
  return total && *total >= 0 && std::cmp_less(*total, total_gains_from);
}

/// The loop's condition ends it while so little is gathered that no other way is faster: `while len(head) < 4`.
bool ends_early(semantics::Model& model, const semantics::Loop& loop, Node target) {
  Node condition = syntax::unparenthesized(syntax::WhileStatement(loop.node).condition());
  for (int i = 0; condition && i < most_operands; ++i) {
    if (!condition.is(Kind::boolean_operator)) return bounds_total(model, condition, target);
    if (!condition.child(syntax::Field::operator_).is(Kind::token_and)) return false;
    if (bounds_total(model, condition.child(syntax::Field::right), target)) return true;
    condition = syntax::unparenthesized(condition.child(syntax::Field::left));
  }
  return false;
}

/// `min(16 - len(cache), n)`: a block or a header that is filled up, and no further.
bool is_filled_up(semantics::Model& model, Node target) {
  constexpr syntax::NodeId most_nodes = 4096;
  const Node function = syntax::enclosing_function(target);
  const syntax::NodeId end = std::min(function.after(), function.id() + most_nodes);
  for (syntax::NodeId id = function.id(); function && id < end; ++id) {
    const syntax::BinaryOperator missing(target.tree().node(id));
    if (!missing || missing.operator_kind() != Kind::token_minus || !is_length_of(missing.right(), target)) continue;
    const std::optional<std::int64_t> total = model.constant_of(missing.left());
    if (total && *total >= 0 && std::cmp_less(*total, total_gains_from)) return true;
  }
  return false;
}

/// The same of a known number of passes with pieces of known size.
bool is_small_product(semantics::Model& model, const semantics::Loop& loop, Node piece) {
  if (!loop.passes || !piece || *loop.passes >= total_gains_from) return false;
  const std::optional<std::uint64_t> width = model.size_of(piece).at_most;
  return width && *width < total_gains_from && *loop.passes * *width < total_gains_from;
}

/// In `data += sock.recv(n - len(data))`: n. The receive-exactly loop.
struct Fill {
  Node total;
  std::string_view method;  ///< what fills a buffer instead
};

std::optional<Fill> fill_of(semantics::Model& model, const Sum& growth) {
  Node piece = growth.piece;
  if (piece.is(Kind::identifier)) piece = model.definition_of(piece);
  const syntax::Call call(piece);
  const syntax::Attribute method(call.function());
  if (!method || (method.name() != "recv" && method.name() != "read")) return std::nullopt;
  const syntax::BinaryOperator missing(syntax::unparenthesized(call.positional(0)));
  if (!missing || missing.operator_kind() != Kind::token_minus || !is_length_of(missing.right(), growth.target)) {
    return std::nullopt;
  }
  if (method.name() == "recv") return Fill{.total = missing.left(), .method = "`recv_into`"};
  const types::Type file = model.type_of(method.object()).type;
  const bool fills =
      model.is_instance(file, types::Known::raw_io_base) || model.is_instance(file, types::Known::buffered_io_base);
  return fills ? std::optional(Fill{.total = missing.left(), .method = "`readinto`"}) : std::nullopt;
}

/// A mention that only makes it grow, as every other `data += ...` of the loop does.
bool is_growth(Node mention) {
  Node statement = mention.parent();
  if (statement.is(Kind::augmented_assignment)) return mention.field() == syntax::Field::left;
  if (statement.is(Kind::binary_operator)) statement = statement.parent();
  const syntax::Assignment assignment(statement);
  return assignment && growth_of(assignment.left(), assignment.right());
}

/// Something in the loop looks at what is gathered so far, so that a list of pieces would not do.
bool is_read_in_loop(const semantics::Loop& loop, const Sum& growth, Node statement) {
  constexpr syntax::NodeId most_nodes = 4096;
  const syntax::NodeId end = std::min(loop.node.after(), loop.node.id() + most_nodes);
  for (syntax::NodeId id = loop.node.id(); id < end; ++id) {
    const Node node = loop.node.tree().node(id);
    if (!statement.contains(node) && same_place(node, growth.target) && !is_growth(node)) return true;
  }
  return false;
}

/// The same value grows further up in the loop already: one finding speaks for all of them.
bool is_said_before(const semantics::Loop& loop, const Sum& growth) {
  constexpr syntax::NodeId most_nodes = 4096;
  if (growth.target.id() - loop.node.id() > most_nodes) return false;
  for (syntax::NodeId id = loop.node.id(); id < growth.target.id(); ++id) {
    const Node node = loop.node.tree().node(id);
    if (node.field() != syntax::Field::left || !same_place(node, growth.target)) continue;
    const Node statement = node.parent();
    if (statement.is(Kind::augmented_assignment)) {
      if (syntax::AugmentedAssignment(statement).operator_kind() == Kind::token_plus_equal) return true;
    } else if (growth_of(node, statement.child(syntax::Field::right))) {
      return true;
    }
  }
  return false;
}

bool is_returned(semantics::Model& model, const Sum& growth) {
  for (const semantics::Use& use : model.uses_of(growth.target).all) {
    if (use.kind == semantics::UseKind::returned) return true;
  }
  return false;
}

std::string advice(semantics::Model& model, const Sum& growth, const Repeated& repeated, Node statement) {
  if (growth.in_front) return "collect the pieces in a list and join them reversed";
  if (!repeated.loop) return "keep it in a `bytearray`, which grows in place";
  if (const std::optional<Fill> fill = fill_of(model, growth)) {
    return "make " + code("bytearray(" + std::string(fill->total.text()) + ")") + " once and fill it with " +
           std::string(fill->method) + " through a memoryview of what is still empty";
  }
  if (is_read_in_loop(repeated.loop, growth, statement)) return "use a `bytearray`, which grows in place";
  if (is_returned(model, growth)) {
    return "collect the pieces in a list and join them once, or grow a `bytearray` and return `bytes(...)` of it";
  }
  return "use a `bytearray`, or collect the pieces in a list and join them once";
}

bool is_empty_bytes(semantics::Model& model, Node value) {
  const syntax::Call call(value);
  if (call) return call.argument_count() == 0 && model.callee_name(call) == "builtins.bytes";
  return value.is(Kind::string) && syntax::is_bytes_literal(value) && syntax::string_content(value).empty();
}

/// `data = data + chunk` would make a new bytearray each time: `+=` has to stand there.
std::optional<text::Edit> augmented(const Sum& growth, Node statement) {
  const syntax::Assignment assignment(statement);
  const syntax::BinaryOperator plus(assignment.right());
  if (!plus || !growth.piece || plus.left() != assignment.right().first_child() || assignment.type())
    return std::nullopt;
  if (!same_place(plus.left(), growth.target) || holds_comment(statement.tree(), statement.range()))
    return std::nullopt;
  return text::Edit{.range = {.start = growth.target.range().end, .end = plus.right().range().start},
                    .content = " += "};
}

/// Begins with `bytearray()` where it began with `b""`.
std::optional<Fix> fix(semantics::Model& model, const Sum& growth, Node statement) {
  if (!growth.target.is(Kind::identifier) || growth.in_front || statement.is(Kind::named_expression))
    return std::nullopt;
  Fix fix;
  for (const Node binding : model.bindings_of(growth.before)) {
    if (statement.contains(binding)) continue;
    if (!is_empty_bytes(model, binding) || !binding.parent().is(Kind::assignment)) return std::nullopt;
    fix.edits.push_back({.range = binding.range(), .content = "bytearray()"});
  }
  if (fix.edits.empty()) return std::nullopt;
  if (statement.is(Kind::assignment)) {
    std::optional<text::Edit> edit = augmented(growth, statement);
    if (!edit) return std::nullopt;
    fix.edits.push_back(std::move(*edit));
  }
  fix.applicability = Applicability::unsafe;
  fix.title = "Grow a bytearray";
  fix.reason =
      code(growth.target) + " becomes a bytearray: what needs bytes refuses it, and what keeps it sees it grow";
  return fix;
}

/// A bytes literal that ends a line or a C string.
bool is_terminator(Node literal) {
  if (!literal.is(Kind::string) || !syntax::is_bytes_literal(literal)) return false;
  const std::string_view text = syntax::string_content(literal);
  return text.ends_with("\\n") || text.ends_with("\\r") || text == "\\0" || text == "\\x00";
}

/// What is gathered is a line: `while not line.endswith(b"\n"): line += file.readline()`, or byte by byte up to the end
/// of a line or of a C string: `while (char := file.read(1)) != b"\n": line += char`.
bool gathers_line(semantics::Model& model, const semantics::Loop& loop, const Sum& growth) {
  constexpr syntax::NodeId most_nodes = 4096;
  const bool by_lines = syntax::Attribute(syntax::Call(growth.piece).function()).name() == "readline";
  const bool by_bytes = growth.piece && model.size_of(growth.piece).at_most.value_or(2) <= 1;
  if (!by_lines && !by_bytes) return false;
  const syntax::NodeId end = std::min(loop.node.after(), loop.node.id() + most_nodes);
  for (syntax::NodeId id = loop.node.id(); id < end; ++id) {
    const Node node = loop.node.tree().node(id);
    const syntax::Attribute test(syntax::Call(node).function());
    if (by_lines && test && test.name() == "endswith" && same_place(test.object(), growth.target)) return true;
    const bool compared = node.parent().is(Kind::comparison_operator) || node.parent().is(Kind::argument_list);
    if (by_bytes && compared && is_terminator(node)) return true;
  }
  return false;
}

void report(Context& context, const Sum& growth, Node statement) {
  semantics::Model& model = context.model();
  const std::optional<Repeated> repeated = repeated_binding(model, growth.target);
  if (!repeated) {
    context.silent(growth.target, "the sum does not come back to grow again");
    return;
  }
  const semantics::Typed typed = model.type_of(growth.before);
  if (!model.buffer_of(typed).only(Buffer::bytes)) {
    context.silent(growth.target, "it is not known to be a bytes object");
    return;
  }
  if (repeated->loop && ends_early(model, repeated->loop, growth.target)) {
    context.silent(growth.target, "the loop ends before 16 KB are gathered");
    return;
  }
  if (is_filled_up(model, growth.target)) {
    context.silent(growth.target, "it is filled up to less than 16 KB");
    return;
  }
  if (repeated->loop && gathers_line(model, repeated->loop, growth)) {
    context.silent(growth.target, "what is gathered is a line, which is short");
    return;
  }
  if (repeated->loop && is_said_before(repeated->loop, growth)) {
    context.silent(growth.target, "the finding where it grows first in the loop speaks for this place, too");
    return;
  }
  if (repeated->loop && is_small_product(model, repeated->loop, growth.piece)) {
    context.silent(growth.target, "number of passes and size of the pieces keep it below 16 KB");
    return;
  }

  Report report{
      .where = growth.target,
      .message = code(growth.target) + " is rebuilt " + repeated->how_often() +
                 ", as bytes cannot grow (16 MB in 4 KB pieces takes 1,000 times as long); " +
                 advice(model, growth, *repeated, statement),
      .typed = typed,
      .cost = {.growth = Growth::quadratic,
               .width = std::nullopt,
               .gains_from = total_gains_from,
               .in_loop = static_cast<bool>(repeated->loop)},
      .notes = {repeated->note()},
      .fix = fix(model, growth, statement),
  };
  if (std::optional<Note> note = origin(typed, growth.before)) report.notes.push_back(std::move(*note));
  context.report(std::move(report));
}

/// What cannot be added to bytes, as far as a look tells: most `+=` in the world count.
bool is_no_bytes(Node value) {
  if (value.is_any(Kind::integer, Kind::float_, Kind::list, Kind::tuple, Kind::list_comprehension)) return true;
  if (value.is(Kind::call)) return syntax::Call(value).function().text() == "len";
  const syntax::BinaryOperator binary(value);
  if (binary && binary.operator_kind() != Kind::token_star && binary.operator_kind() != Kind::token_percent) {
    return binary.left().is(Kind::integer) || binary.right().is(Kind::integer);
  }
  return value.is_any(Kind::string, Kind::concatenated_string) && !syntax::is_bytes_literal(value);
}

void check(Context& context, syntax::AugmentedAssignment augmented) {
  if (augmented.operator_kind() != Kind::token_plus_equal) return;
  const Node piece = syntax::unparenthesized(augmented.right());
  if (is_no_bytes(piece) || syntax::Subscript(augmented.left()).slice()) return;
  report(context, {.target = augmented.left(), .before = augmented.left(), .piece = piece, .in_front = false},
         augmented.node());
}

void check_assignment(Context& context, syntax::Assignment assignment) {
  if (const std::optional<Sum> growth = growth_of(assignment.left(), assignment.right())) {
    report(context, *growth, assignment.node());
  }
}

void check_named(Context& context, syntax::NamedExpression named) {
  if (const std::optional<Sum> growth = growth_of(named.name(), named.value())) {
    report(context, *growth, named.node());
  }
}

}  // namespace

extern constexpr Rule bytes_accumulation{
    .group = Group::quadratic,
    .severity = Severity::warning,
    .summary = "bytes object grown in a loop",
    .why =
        R"(A bytes object cannot grow: `data += chunk` makes a new one and copies everything gathered so far. The
work grows with the square of the total: 3 to 6 times that of the other ways at 64 KB in 1 KB pieces, over 110 times
at 1 MB, 1,100 to 1,700 times at 16 MB in 4 KB pieces, and 20 seconds instead of 0.1 for a 64 MB frame (CPython 3.11
and 3.13). Unlike a str, a bytes object is never extended in place. In a method that is fed again and again the same
happens from call to call.

Write instead:

- **`bytearray`** and the same `+=`, which grows in place. What needs bytes in the end (a dict key, `json`) wants
  `bytes(data)`: one copy.
- **a list** of the pieces and one `b"".join(pieces)`, where nothing looks at the data before it is complete: the
  fastest of those that need no size.
- **a `bytearray(n)` made once** where the size is known, filled with `sock.recv_into(view[k:])` or
  `file.readinto(view[k:])`: nothing is copied but what arrives (up to 3 times as fast again).

Silent for a bytearray, a str, a list; where the value is made anew on every pass; in loops of at most 8 passes; and
where the loop's condition keeps the total below 16 KB (`while len(head) < 4`), since nothing is gained there.)",
    .gains_from = total_gains_from,
    .bad = R"(def gathered(chunks):
    data = b""
    for chunk in chunks:
        data += chunk
    return data
)",
    .good = R"(def gathered(chunks):
    pieces = []
    for chunk in chunks:
        pieces.append(chunk)
    return b"".join(pieces)
)",
    .visit = {on<check>, on<check_assignment>, on<check_named>},
};

}  // namespace slicecop::rules
