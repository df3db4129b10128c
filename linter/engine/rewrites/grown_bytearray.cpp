#include "engine/rewrites/grown_bytearray.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/patterns/alike.h"
#include "engine/patterns/repeated.h"
#include "engine/rewrite.h"
#include "engine/rewrites/local_name.h"
#include "engine/wording.h"

namespace slicecop::engine {

using semantics::Buffer;
using syntax::Assignment;
using syntax::AugmentedAssignment;
using syntax::BinaryOperator;
using syntax::Kind;
using syntax::Node;

namespace {

/// What stands for `name` on the right side of an assignment that binds it, alone or in a row.
Node value_for(Node name, const Assignment& assignment) {
  if (assignment.left() == name) return assignment.right();
  if (name.parent() != assignment.left()) return {};
  const Node values = syntax::unparenthesized(assignment.right());
  if (!values.is_any(Kind::expression_list, Kind::tuple)) return {};
  Node value = values.first_child();
  for (const Node target : assignment.left().children()) {
    if (target.is(Kind::list_splat_pattern) || value.is(Kind::list_splat)) return {};
    if (target == name) return value;
    value = value.next_sibling();
  }
  return {};
}

/// Takes a reference along that outlives the call.
bool keeps_buffer(semantics::Model& model, const semantics::Use& use) {
  const std::string_view callee = model.callee_name(syntax::Call(use.where));
  return callee == "builtins.memoryview" || callee.starts_with("asyncio.");
}

/// Each is a copy that was not made before.
constexpr int most_copies = 2;

bool is_returned(Node expression) {
  return syntax::enclosing_statement(expression).is_any(Kind::return_statement, Kind::raise_statement);
}

class BytearrayRewrite {
 public:
  BytearrayRewrite(semantics::Model& model, const GrowingSum& growth) : model_(model), growth_(growth) {}

  std::optional<Fix> fix() {
    std::optional<LocalName> local = local_name(growth_.target);
    if (!local || growth_.in_front) return std::nullopt;
    local_ = *std::move(local);
    for (const Node binding : local_.bindings) {
      if (!rewrite_binding(binding)) return std::nullopt;
    }
    if (!begins_empty_) return std::nullopt;
    for (const char* builtin : {"bytearray", "bytes"}) {
      if (model_.meaning_of(builtin, growth_.target) != std::string("builtins.") + builtin) return std::nullopt;
    }
    for (const Node read : local_.reads) {
      if (std::ranges::find(sums_, read) == sums_.end() && !rewrite_read(read)) {
        doubts(code(growth_.target) + " becomes a bytearray, and what takes " + code(read.parent()) +
               " may need bytes");
      }
    }
    if (!text::disjoint(edits_) || copies_ > most_copies) return std::nullopt;
    Fix fix{.applicability = doubt_.empty() ? Applicability::safe : Applicability::unsafe,
            .title = "Grow a bytearray",
            .reason = doubt_,
            .edits = std::move(edits_)};
    if (doubt_.empty()) {
      fix.reason = code(growth_.target) + " is known in this function only, and bytes are made of it where it leaves";
    }
    return fix;
  }

 private:
  void doubts(std::string reason) {
    if (doubt_.empty()) doubt_ = std::move(reason);
  }

  bool rewrite_binding(Node binding) {
    if (const AugmentedAssignment augmented(binding.parent()); augmented) {
      sums_.push_back(binding);
      look_at_piece(augmented.right());
      return augmented.operator_kind() == Kind::token_plus_equal;
    }
    const Assignment assignment(assignment_of(binding));
    if (!assignment) return false;
    if (assignment.left() == binding && rewrite_sum(binding, assignment)) return true;
    const Node value = value_for(binding, assignment);
    if (!value || !is_empty_bytes(model_, value)) return false;
    if (const Node type = assignment.type()) {
      if (type.text() != "bytes") return false;
      edits_.push_back({.range = type.range(), .content = "bytearray"});
    }
    edits_.push_back({.range = value.range(), .content = "bytearray()"});
    resets_.push_back(binding);
    begins_empty_ = true;
    return true;
  }

  /// `data = data + chunk`
  bool rewrite_sum(Node binding, const Assignment& assignment) {
    const std::optional<GrowingSum> growth = growth_of(assignment.left(), assignment.right());
    if (!growth || growth->in_front || assignment.type()) return false;
    std::optional<text::Edit> edit = augmented_edit(*growth, assignment.node());
    if (!edit) return false;
    edits_.push_back(std::move(*edit));
    sums_.push_back(growth->before);
    const std::vector<Node> pieces = pieces_of(assignment.node(), binding);
    for (const Node piece : pieces) {
      look_at_piece(piece);
      // `view + b"..."` raises where `data + view + b"..."` does not.
      const bool adds_up = pieces.size() == 1 || model_.buffer_of(piece).only(Buffer::bytes | Buffer::bytearray);
      if (!adds_up) doubts(code(piece) + " is not known to be bytes, and may not be added to what follows it");
    }
    return true;
  }

  /// Of bytes and other buffers a bytearray takes the same; of anything else it may not.
  void look_at_piece(Node piece) {
    using types::Evidence;
    const semantics::Typed typed = model_.type_of(piece);
    const bool certain = typed.evidence != Evidence::consumer && typed.evidence != Evidence::name;
    if (certain && model_.buffer_of(typed).only(Buffer::bytes | Buffer::bytearray | Buffer::view)) return;
    doubts(code(piece) + " is not known to be bytes, and a bytearray may not grow by what can be added to bytes");
  }

  /// It grows in a loop around `node`, from pass to pass.
  [[nodiscard]] bool is_needed_again(Node node) const {
    for (Node around = node.parent(); around && around != local_.function; around = around.parent()) {
      if (!around.is_any(Kind::for_statement, Kind::while_statement)) continue;
      const auto is_inside = [&](Node place) { return around.contains(place); };
      const bool grows = std::ranges::any_of(sums_, is_inside) && std::ranges::none_of(resets_, is_inside);
      if (grows && !is_on_way_out(node, around)) return true;
    }
    return false;
  }

  /// The value goes nowhere but where it stands, and is the same there as that of bytes.
  bool is_alike_at(Node value, bool may_have_name) {
    const semantics::Uses uses = model_.uses_of(value);
    if (!uses.complete || uses.all.empty()) return false;
    return std::ranges::all_of(uses.all, [&](const semantics::Use& use) {
      if (!may_have_name && !use.where.contains(value)) return false;
      return is_alike(model_, use) && !is_compared_with_unknown(model_, use) && !keeps_buffer(model_, use);
    });
  }

  bool rewrite_read(Node read) {
    if (is_only_tested(read) || is_length_of(read.parent().parent(), read)) return true;
    if (is_alike_at(read, false)) return true;
    if (const syntax::Call call(read.parent().parent()); call.arguments() == read.parent()) {
      const std::string_view callee = model_.callee_name(call);
      const bool copies = callee == "builtins.bytes" || callee == "builtins.bytearray";
      if (copies && call.argument_count() == 1) return true;
    }
    const syntax::Subscript part(read.parent());
    if (part.slice() && part.value() == read) {
      if (!is_alike_at(part.node(), false)) wrap(part.node());
      return true;
    }
    if (is_needed_again(read)) return false;
    wrap(read);
    return true;
  }

  void wrap(Node expression) {
    if (!is_returned(expression) || !std::exchange(returns_copy_, true)) ++copies_;
    edits_.push_back(
        {.range = {.start = expression.range().start, .end = expression.range().start}, .content = "bytes("});
    edits_.push_back({.range = {.start = expression.range().end, .end = expression.range().end}, .content = ")"});
  }

  semantics::Model& model_;
  const GrowingSum& growth_;
  LocalName local_;
  std::vector<Node> sums_;    ///< where its value is read only to grow
  std::vector<Node> resets_;  ///< where it begins anew
  bool begins_empty_ = false;
  int copies_ = 0;  ///< `bytes(...)` that are made; of several that are returned one is
  bool returns_copy_ = false;
  std::vector<text::Edit> edits_;
  std::string doubt_;
};

}  // namespace

bool is_empty_bytes(semantics::Model& model, Node value) {
  const syntax::Call call(value);
  if (call) return call.argument_count() == 0 && model.callee_name(call) == "builtins.bytes";
  return value.is(Kind::string) && syntax::is_bytes_literal(value) && syntax::string_content(value).empty();
}

std::optional<text::Edit> augmented_edit(const GrowingSum& growth, Node statement) {
  const Assignment assignment(statement);
  BinaryOperator sum(assignment.right());
  // To the innermost of `(data + a) + b`, as it is read without parentheses.
  while (sum && sum.operator_kind() == Kind::token_plus && sum.left().is(Kind::binary_operator)) {
    sum = BinaryOperator(sum.left());
  }
  if (!sum || sum.operator_kind() != Kind::token_plus || assignment.type()) return std::nullopt;
  const text::Range range{.start = growth.target.range().end, .end = sum.right().range().start};
  if (!same_place(sum.left(), growth.target) || holds_comment(statement.tree(), statement.range())) return std::nullopt;
  const std::string_view text = statement.tree().text();
  if (text.substr(range.start, range.size()).find('(') != std::string_view::npos) return std::nullopt;
  return text::Edit{.range = range, .content = " += "};
}

std::optional<Fix> grown_bytearray_fix(semantics::Model& model, const GrowingSum& growth) {
  return BytearrayRewrite(model, growth).fix();
}

}  // namespace slicecop::engine
