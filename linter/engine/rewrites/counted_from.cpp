#include "engine/rewrites/counted_from.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/patterns/copying_slice.h"
#include "engine/patterns/natural_number.h"
#include "engine/patterns/unpacked_slice.h"
#include "engine/rewrite.h"
#include "engine/rewrites/local_name.h"
#include "engine/wording.h"

namespace slicecop::engine {

using semantics::Buffer;
using syntax::Attribute;
using syntax::Call;
using syntax::Kind;
using syntax::Node;
using syntax::Slice;
using syntax::Subscript;

namespace {

bool is_negative_literal(Node bound) {
  return bound.is(Kind::unary_operator) && bound.child(syntax::Field::operator_).is(Kind::token_minus);
}

/// Bytes between quotes, at least one.
bool is_filled_literal(Node node) { return syntax::is_bytes_literal(node) && !syntax::string_content(node).empty(); }

bool is_empty_literal(Node node) {
  return node.is(Kind::string) && syntax::is_bytes_literal(node) && syntax::string_content(node).empty() &&
         node.text().size() <= sizeof("b\"\"") - 1;
}

/// A call of a plain shape: one to three arguments, none by keyword.
bool has_plain_arguments(Call call) {
  if (call.has_splat() || call.has_bare_generator()) return false;
  for (const Node argument : call.arguments().children()) {
    if (argument.is(Kind::keyword_argument)) return false;
  }
  return call.argument_count() >= 1 && call.argument_count() <= 3;
}

/// The comparison's relation with the operands in the other order.
std::string_view turned_around(std::string_view relation) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> turned{
      {{"<", ">"}, {">", "<"}, {"<=", ">="}, {">=", "<="}}};
  const auto* const found = std::ranges::find(turned, relation, &std::pair<std::string_view, std::string_view>::first);
  return found == turned.end() ? relation : found->second;
}

/// Where it would have to be put in parentheses to be a difference.
bool stands_in_stronger(Node expression) {
  const Node parent = expression.parent();
  if (parent.is(Kind::binary_operator)) {
    const Kind kind = syntax::BinaryOperator(parent).operator_kind();
    const bool same_level = kind == Kind::token_plus || kind == Kind::token_minus;
    return !same_level || syntax::BinaryOperator(parent).left() != expression;
  }
  return parent.is_any(Kind::unary_operator, Kind::await, Kind::attribute) ||
         (parent.is(Kind::subscript) && expression.field() == syntax::Field::value);
}

}  // namespace

bool has_spaced_slices(const syntax::Tree& tree) {
  int spaced = 0;
  int tight = 0;
  for (syntax::NodeId id = 0; id < tree.size(); ++id) {
    const Slice slice(tree.node(id));
    if (!slice.lower() || (!slice.lower().is(Kind::binary_operator) && !slice.upper().is(Kind::binary_operator))) {
      continue;
    }
    const std::string_view behind = slice.text().substr(slice.lower().text().size());
    ++(behind.starts_with(' ') ? spaced : tight);
  }
  return spaced >= tight;
}

bool binds_weaker_than_sum(Node expression) {
  if (const syntax::BinaryOperator binary(expression); binary) {
    constexpr std::array weaker{Kind::token_ampersand, Kind::token_caret, Kind::token_less_less,
                                Kind::token_greater_greater};
    return std::ranges::find(weaker, binary.operator_kind()) != weaker.end() ||
           expression.child(syntax::Field::operator_).text() == "|";
  }
  return expression.is_any(Kind::boolean_operator, Kind::comparison_operator, Kind::not_operator,
                           Kind::conditional_expression, Kind::lambda, Kind::named_expression, Kind::yield);
}

CountedFrom::CountedFrom(semantics::Model& model, std::string name, std::string offset)
    : model_(model), name_(std::move(name)), offset_(std::move(offset)), spaced_(has_spaced_slices(model.tree())) {}

void CountedFrom::insert(std::uint32_t at, std::string content) {
  edits_.push_back({.range = {.start = at, .end = at}, .content = std::move(content)});
}

bool CountedFrom::replace(text::Range range, std::string content) {
  if (holds_comment(model_.tree(), range)) return false;
  edits_.push_back({.range = range, .content = std::move(content)});
  return true;
}

void CountedFrom::doubts(std::string reason) {
  if (doubt_.empty()) doubt_ = std::move(reason);
}

bool CountedFrom::shift(Node bound) {
  if (is_negative_literal(syntax::unparenthesized(bound)) || bound.is(Kind::named_expression)) return false;
  if (model_.constant_of(bound) == 0 && bound.is(Kind::integer)) return replace(bound.range(), offset_);
  if (!is_natural_number(model_, bound)) {
    doubts(code(bound) + " is not known to be a number from 0 on, and a negative one counts from the end");
  }
  const bool weaker = binds_weaker_than_sum(bound);
  insert(bound.range().start, offset_ + (weaker ? " + (" : " + "));
  if (weaker) insert(bound.range().end, ")");
  return true;
}

bool CountedFrom::add_slice(Node read, Slice slice) {
  if (slice.step()) return false;
  const Node lower = slice.lower();
  const Node upper = slice.upper();
  const bool begins = !lower || (lower.is(Kind::integer) && lower.text() == "0");
  const text::Range range = slice.range();
  const text::Range gap{.start = lower ? lower.range().end : range.start,
                        .end = upper ? upper.range().start : range.end};
  if (lower && !shift(lower)) return false;
  if (upper && !shift(upper)) return false;
  const bool simple = begins && !upper;
  std::string colon = spaced_ && !simple ? (upper ? " : " : " :") : ":";
  return replace(gap, (lower ? "" : offset_) + std::move(colon)) && static_cast<bool>(read);
}

bool CountedFrom::add_item(Subscript item) {
  const Node index = item.index();
  if (!index || index.is_any(Kind::tuple, Kind::expression_list, Kind::list_splat)) return false;
  return shift(index);
}

bool CountedFrom::add_unpack(Subscript prefix) {
  const Node argument = syntax::with_parentheses(prefix.node());
  const Call call(argument.parent().parent());
  if (!call || call.arguments() != argument.parent()) return false;
  const std::optional<Unpack> unpack = unpack_of(model_, call);
  if (!unpack || unpack->way != Way::itself || unpack->takes_offset || unpack->argument != argument) return false;
  if (argument != prefix.node() || !is_as_wide_as_format(model_, prefix, *unpack)) return false;
  const Slice slice = prefix.slice();
  const Node lower = slice.lower();
  const Node upper = slice.upper();
  if (lower && (is_negative_literal(lower) || !is_natural_number(model_, lower))) return false;
  const Node function = call.function();
  const Attribute method(function);
  if (method && (method.name() != "unpack" || !model_.callee_name(call).starts_with("struct."))) return false;
  if (!method && model_.meaning_of("unpack_from", function) != "struct.unpack_from") return false;
  // What is dropped must not read the buffer itself.
  for (syntax::NodeId id = upper.id(); id < upper.after(); ++id) {
    if (model_.tree().node(id).text() == name_) return false;
  }
  const Node renamed = method ? method.attribute() : function;
  if (holds_comment(model_.tree(), argument.range())) return false;
  const bool begins = !lower || model_.constant_of(lower) == 0;
  const std::uint32_t base_end = prefix.value().range().end;
  const std::uint32_t end = prefix.range().end;
  if (!replace(renamed.range(), "unpack_from")) return false;
  if (begins) {
    if (!replace({.start = base_end, .end = end}, ", " + offset_)) return false;
  } else {
    replace({.start = base_end, .end = lower.range().start},
            ", " + offset_ + (binds_weaker_than_sum(lower) ? " + (" : " + "));
    replace({.start = lower.range().end, .end = end}, binds_weaker_than_sum(lower) ? ")" : "");
  }
  const auto size = model_.unpacked_size(call);
  if (!size || *size == 0) bounded_.push_back(prefix.value());
  return true;
}

bool CountedFrom::add_unpack_from(Node read) {
  const Call call(read.parent().parent());
  if (!call || !has_plain_arguments(call)) return false;
  const std::string_view callee = model_.callee_name(call);
  const bool of_module = callee == "struct.unpack_from";
  if (!of_module && callee != "struct.Struct.unpack_from") return false;
  if (call.positional(of_module ? 1U : 0U) != read) return false;
  const auto size = model_.unpacked_size(call);
  if (!size || *size == 0) bounded_.push_back(read);
  if (const Node offset = call.positional(of_module ? 2U : 1U)) return shift(offset);
  insert(read.range().end, ", " + offset_);
  return true;
}

bool CountedFrom::replace_test(Node read, Node whole, bool is_empty) {
  const text::Range all = whole.range();
  if (holds_comment(model_.tree(), all)) return false;
  if (model_.meaning_of("len", read) != "builtins.len") return false;
  return replace(all, offset_ + (is_empty ? " >= len(" : " < len(") + name_ + ")");
}

bool CountedFrom::add_truth(Node read, Node tested) {
  const Node parent = tested.parent();
  const bool negated = parent.is(Kind::not_operator);
  return replace_test(read, negated ? parent : tested, negated);
}

bool CountedFrom::add_tested_length(Node read, Node length) {
  return is_only_tested(length) && add_truth(read, length);
}

/// `len(data) >= 4` holds of what an offset behind the end leaves (less than nothing) if and only if it holds of
/// nothing.
bool CountedFrom::add_compared_length(Node read, Node length) {
  const Comparison comparison = comparison_of(length.parent());
  if (!comparison) return false;
  const bool first = comparison.left == length;
  const Node other = first ? comparison.right : comparison.left;
  const std::string_view relation = first ? comparison.relation.text() : turned_around(comparison.relation.text());
  const std::optional<std::int64_t> number = model_.constant_of(other);
  if (number && other.is(Kind::integer)) {
    const bool filled = (*number == 0 && (relation == ">" || relation == "!=")) || (*number == 1 && relation == ">=");
    const bool empty = (*number == 0 && (relation == "==" || relation == "<=")) || (*number == 1 && relation == "<");
    if (filled || empty) return replace_test(read, length.parent(), empty);
  }
  const bool alike = number && ((*number >= 1 && relation != ">" && relation != "<=") ||
                                (*number >= 0 && (relation == ">" || relation == "<=")));
  if (!alike) bounded_.push_back(read);
  insert(length.range().end, " - " + offset_);
  return true;
}

bool CountedFrom::add_length(Node read, Call length) {
  if (model_.callee_name(length) != "builtins.len" || length.argument_count() != 1) return false;
  const Node node = length.node();
  if (add_tested_length(read, node) || add_compared_length(read, node)) return true;
  bounded_.push_back(read);
  const bool stronger = stands_in_stronger(node);
  if (stronger) insert(node.range().start, "(");
  insert(node.range().end, " - " + offset_ + (stronger ? ")" : ""));
  return true;
}

bool CountedFrom::add_comparison(Node read) {
  const Comparison comparison = comparison_of(read.parent());
  if (!comparison) return false;
  const Node other = comparison.left == read ? comparison.right : comparison.left;
  if (comparison.is_equality() && is_empty_literal(other)) {
    return replace_test(read, read.parent(), comparison.relation.text() == "==");
  }
  if (!comparison.is_membership() || comparison.right != read) return false;
  if (!is_filled_literal(other)) bounded_.push_back(read);
  const bool plain =
      syntax::is_bytes_literal(other) || (other.is(Kind::identifier) && model_.buffer_of(other).only(Buffer::bytes));
  if (!plain) return false;
  insert(other.range().start, name_ + ".find(");
  return replace({.start = other.range().end, .end = read.range().end},
                 ", " + offset_ + (comparison.is_negated() ? ") < 0" : ") >= 0"));
}

bool CountedFrom::add_method(Node read, Call call, std::string_view method) {
  if (!has_plain_arguments(call)) return false;
  const Node sought = call.positional(0);
  const Node start = call.positional(1);
  const Node end = call.positional(2);
  const bool tests = method == "startswith" || method == "endswith" || method == "count";
  if (!tests && method != "index" && method != "find") return false;
  if (!is_filled_literal(sought) && !sought.is(Kind::integer)) bounded_.push_back(read);
  if (method == "find") {
    const Comparison comparison = comparison_of(call.node().parent());
    const Node bound = comparison.left == call.node() ? comparison.right : Node{};
    const std::string relation(comparison.relation.text());
    const auto number = bound ? model_.constant_of(bound) : std::nullopt;
    const bool asks_whether = number && ((*number == 0 && (relation == "<" || relation == ">=")) ||
                                         (*number == -1 && (relation == "==" || relation == "!=" || relation == ">")));
    if (!asks_whether) return false;
  }
  if (start && !shift(start)) return false;
  if (end && !shift(end)) return false;
  if (!start) insert(sought.range().end, ", " + offset_);
  if (method == "index") {
    const bool stronger = stands_in_stronger(call.node());
    if (stronger) insert(call.node().range().start, "(");
    insert(call.node().range().end, " - " + offset_ + (stronger ? ")" : ""));
  }
  // `startswith` of nothing behind the end, `b"".startswith(b"", 1)`, is False.
  if (tests && start) bounded_.push_back(read);
  return true;
}

bool CountedFrom::add(Node read) {
  const Node parent = read.parent();
  if (const Subscript subscript(parent); subscript && subscript.value() == read) {
    if (is_written(parent)) return false;
    if (!subscript.slice()) return add_item(subscript);
    const std::size_t before = edits_.size();
    if (add_unpack(subscript)) return true;
    edits_.resize(before);
    return add_slice(read, subscript.slice());
  }
  if (const Attribute attribute(parent); attribute && attribute.object() == read) {
    const Call call(parent.parent());
    return call && call.function() == parent && add_method(read, call, attribute.name());
  }
  if (parent.is(Kind::argument_list)) {
    const Call call(parent.parent());
    return add_length(read, call) || add_unpack_from(read);
  }
  if (parent.is(Kind::comparison_operator)) return add_comparison(read);
  return is_only_tested(read) && add_truth(read, read);
}

void CountedFrom::add_rest(Node read) { insert(read.range().end, "[" + offset_ + ":]"); }

}  // namespace slicecop::engine
