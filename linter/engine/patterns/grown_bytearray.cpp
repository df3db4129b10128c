#include "engine/patterns/grown_bytearray.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/rewrite.h"
#include "engine/wording.h"

namespace slicecop::engine {

using semantics::Buffer;
using semantics::UseKind;
using syntax::Field;
using syntax::Kind;
using syntax::Node;
using syntax::NodeId;

namespace {

/// How much of a function is looked at.
constexpr NodeId most_nodes = 8192;
/// Each is one more copy.
constexpr int most_copies = 2;

bool is_loop(Node node) {
  return node.is_any(Kind::for_statement, Kind::while_statement) || syntax::is_comprehension(node.kind());
}

/// The rewrite of one name in its function, mention by mention.
class GrownName {
 public:
  GrownName(Context& context, Node function, Node name) : context_(context), function_(function), name_(name) {}

  /// False where the name cannot stand for a bytearray.
  bool look_at_all() {
    if (function_.after() - function_.id() > most_nodes) return false;
    for (NodeId id = function_.id(); id < function_.after(); ++id) {
      const Node node = function_.tree().node(id);
      if (!node.is(Kind::identifier)) continue;
      if (node.text() == "locals" || node.text() == "vars" || node.text() == "exec" || node.text() == "eval") {
        return false;
      }
      if (node.text() != name_.text() || node.field() == Field::attribute) continue;
      if (node.parent().is(Kind::keyword_argument) && node.field() == Field::name) continue;
      if (syntax::enclosing_function(node) != function_ || !look_at(node)) return false;
    }
    return begins_ > 0 && copies_ <= most_copies;
  }

  std::optional<Fix> fix() && {
    Fix fix{.title = "Grow a bytearray", .reason = std::move(doubt_), .edits = std::move(edits_)};
    fix.applicability = fix.reason.empty() ? Applicability::safe : Applicability::unsafe;
    if (fix.reason.empty()) {
      fix.reason = code(name_) + " is handed on as bytes, and read only where a bytearray is the same";
    }
    return fix;
  }

 private:
  bool look_at(Node mention) {
    const Node parent = mention.parent();
    if (mention.field() == Field::left && parent.is_any(Kind::assignment, Kind::augmented_assignment)) {
      return parent.is(Kind::assignment) ? look_at_assignment(syntax::Assignment(parent))
                                         : look_at_piece(syntax::AugmentedAssignment(parent));
    }
    // `data` of `data = data + piece`, which the assignment has looked at.
    const syntax::BinaryOperator sum(parent);
    if (sum && sum.left() == mention && is_growing_sum(syntax::Assignment(parent.parent()), sum)) return true;
    return is_read(mention) ? is_same_for_bytearray(mention) || copy(mention) : false;
  }

  bool is_growing_sum(syntax::Assignment assignment, syntax::BinaryOperator sum) const {
    return assignment.left().text() == name_.text() && assignment.left().is(Kind::identifier) &&
           assignment.right() == sum.node() && sum.operator_kind() == Kind::token_plus &&
           sum.left().is(Kind::identifier) && sum.left().text() == name_.text() && !assignment.type();
  }

  bool look_at_assignment(syntax::Assignment assignment) {
    if (assignment.type() || !assignment.node().parent().is(Kind::expression_statement)) return false;
    const Node value = assignment.right();
    const syntax::BinaryOperator sum(value);
    if (sum && is_growing_sum(assignment, sum)) {
      const text::Range sign{.start = assignment.left().range().end, .end = sum.right().range().start};
      if (holds_comment(context_.tree(), sign)) return false;
      edits_.push_back({.range = sign, .content = " += "});
      return look_at_piece(sum.right());
    }
    if (!is_empty_bytes(value)) return false;
    if (context_.model().meaning_of("bytearray", value) != "builtins.bytearray") return false;
    edits_.push_back({.range = value.range(), .content = "bytearray()"});
    ++begins_;
    return true;
  }

  bool is_empty_bytes(Node value) {
    const syntax::Call call(value);
    if (call) return call.argument_count() == 0 && context_.model().callee_name(call) == "builtins.bytes";
    return value.is(Kind::string) && syntax::is_bytes_literal(value) && syntax::string_content(value).empty();
  }

  bool look_at_piece(syntax::AugmentedAssignment augmented) {
    return augmented.operator_kind() == Kind::token_plus_equal && look_at_piece(augmented.right());
  }

  bool look_at_piece(Node piece) {
    // In its own sum it would be read while it grows.
    for (NodeId id = piece.id(); id < piece.after(); ++id) {
      const Node node = piece.tree().node(id);
      const bool is_itself = node.is(Kind::identifier) && node.text() == name_.text();
      if (is_itself && syntax::Call(node.parent().parent()).function().text() != "len") return false;
    }
    semantics::Model& model = context_.model();
    const semantics::Typed typed = model.type_of(piece);
    const Buffer buffer = model.buffer_of(typed);
    const bool is_known = typed.evidence != types::Evidence::consumer && typed.evidence != types::Evidence::name &&
                          buffer.only(Buffer::bytes | Buffer::bytearray) && !buffer.optional;
    if (!is_known && doubt_.empty()) {
      doubt_ = code(piece) + " is not known to be bytes: a bytearray takes other things in, too";
    }
    return true;
  }

  /// A place where the name is read and nothing else.
  static bool is_read(Node mention) {
    const Node parent = mention.parent();
    return !parent.is_any(Kind::global_statement, Kind::nonlocal_statement, Kind::delete_statement, Kind::pattern_list,
                          Kind::tuple_pattern, Kind::as_pattern_target) &&
           !parent.is_any(Kind::dotted_name, Kind::aliased_import, Kind::parameters, Kind::named_expression,
                          Kind::list_pattern, Kind::list_splat_pattern) &&
           !parent.is_any(Kind::typed_parameter, Kind::default_parameter, Kind::typed_default_parameter,
                          Kind::lambda_parameters, Kind::type) &&
           mention.field() != Field::left && mention.field() != Field::name;
  }

  /// Measured, tested, decoded or read by something that takes any buffer: nobody can tell.
  bool is_same_for_bytearray(Node mention) {
    const semantics::Uses uses = context_.model().uses_of(mention);
    return uses.all_are([](UseKind kind) {
      return kind == UseKind::measured || kind == UseKind::decoded || kind == UseKind::parsed ||
             kind == UseKind::indexed;
    });
  }

  /// `bytes(data)`, where that is made once.
  bool copy(Node mention) {
    bool leaves = false;
    for (Node around = mention.parent(); around != function_; around = around.parent()) {
      leaves = leaves || around.is_any(Kind::return_statement, Kind::raise_statement);
      if (is_loop(around) && !leaves) return false;
      if (syntax::is_comprehension(around.kind())) return false;
    }
    if (context_.model().meaning_of("bytes", mention) != "builtins.bytes") return false;
    edits_.push_back({.range = mention.range(), .content = "bytes(" + std::string(mention.text()) + ")"});
    ++copies_;
    return true;
  }

  Context& context_;
  Node function_;
  Node name_;
  int begins_ = 0;
  int copies_ = 0;
  std::string doubt_;
  std::vector<text::Edit> edits_;
};

}  // namespace

std::optional<Fix> grow_bytearray(Context& context, Node target, Node growing) {
  const Node function = syntax::enclosing_function(growing);
  if (!function || !target.is(Kind::identifier)) return std::nullopt;
  GrownName growth(context, function, target);
  if (!growth.look_at_all()) return std::nullopt;
  return std::move(growth).fix();
}

}  // namespace slicecop::engine
