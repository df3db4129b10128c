#include "engine/patterns/cut_down.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/patterns/repeated.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

namespace {

bool is_negative(Node bound) {
  return bound.is(Kind::unary_operator) && bound.child(syntax::Field::operator_).is(Kind::token_minus);
}

std::optional<Cut> cut_by_slice(Node statement, Node target, Node value) {
  const Subscript subscript(value);
  const syntax::Slice slice = subscript.slice();
  if (!slice || slice.step() || !same_place(target, subscript.value())) return std::nullopt;
  const Node lower = slice.lower();
  const Node upper = slice.upper();
  if (is_negative(lower) || (upper && !is_negative(upper))) return std::nullopt;
  const Cut cut{.statement = statement,
                .target = target,
                .expression = subscript.node(),
                .base = subscript.value(),
                .slice = subscript,
                .front = lower && lower.text() != "0",
                .back = static_cast<bool>(upper),
                .head = {}};
  if (!cut.front && !cut.back) return std::nullopt;
  return cut;
}

/// Which of the parts that a call makes of its object is the rest, and how many parts there are.
struct Parts {
  std::size_t rest = 0;
  std::size_t count = 0;
};

bool splits_once(syntax::Call call) {
  Node most = call.positional(1);
  if (!most) most = call.keyword("maxsplit");
  return syntax::unparenthesized(most).text() == "1";
}

std::optional<Parts> parts_of(syntax::Call call) {
  const std::string_view name = syntax::Attribute(call.function()).name();
  if (name == "partition") return Parts{.rest = 2, .count = 3};
  if (name == "rpartition") return Parts{.rest = 0, .count = 3};
  if (name == "split" && splits_once(call)) return Parts{.rest = 1, .count = 2};
  if (name == "rsplit" && splits_once(call)) return Parts{.rest = 0, .count = 2};
  return std::nullopt;
}

/// `line, rest = rest.split(b"\n", 1)`, `line, _, rest = rest.partition(b"\n")`
std::optional<Cut> cut_by_splitting(Node statement, Node targets, Node value) {
  const syntax::Call call(value);
  const std::optional<Parts> parts = call ? parts_of(call) : std::nullopt;
  if (!parts) return std::nullopt;
  const Node base = syntax::Attribute(call.function()).object();
  Node target;
  std::size_t count = 0;
  for (const Node child : targets.children()) {
    if (child.is(Kind::list_splat_pattern)) return std::nullopt;
    if (count++ == parts->rest) target = child;
  }
  if (count != parts->count || !same_place(target, base)) return std::nullopt;
  return Cut{.statement = statement,
             .target = target,
             .expression = value,
             .base = base,
             .slice = {},
             .front = parts->rest != 0,
             .back = parts->rest == 0,
             .head = {}};
}

/// `head, data = data[:n], data[n:]`: the other value of the pair, where it is what is cut off.
Subscript head_beside(Node values, const Cut& cut) {
  const Subscript first(values.first_child());
  if (first.node().next_sibling() != cut.expression || cut.expression.next_sibling()) return {};
  const syntax::Slice slice = first.slice();
  const Node lower = cut.slice.slice().lower();
  if (!slice || slice.lower() || slice.step() || !same_place(first.value(), cut.target)) return {};
  return lower && slice.upper().text() == lower.text() ? first : Subscript{};
}

std::vector<Cut> cuts_of_pairs(syntax::Assignment assignment) {
  std::vector<Cut> cuts;
  Node target = assignment.left().first_child();
  Node value = assignment.right().first_child();
  for (; target && value; target = target.next_sibling(), value = value.next_sibling()) {
    if (target.is(Kind::list_splat_pattern) || value.is(Kind::list_splat)) break;
    if (std::optional<Cut> cut = cut_by_slice(assignment.node(), target, value)) {
      cut->head = head_beside(assignment.right(), *cut);
      cuts.push_back(*cut);
    }
  }
  return cuts;
}

}  // namespace

std::vector<Cut> cuts_of(Node statement) {
  if (const syntax::NamedExpression named{statement}) {
    const std::optional<Cut> cut = cut_by_slice(statement, named.name(), syntax::unparenthesized(named.value()));
    return cut ? std::vector{*cut} : std::vector<Cut>{};
  }
  const syntax::Assignment assignment(statement);
  if (!assignment) return {};
  const Node left = assignment.left();
  const Node right = syntax::unparenthesized(assignment.right());
  std::optional<Cut> cut;
  if (!left.is_any(Kind::pattern_list, Kind::tuple_pattern)) {
    cut = cut_by_slice(statement, left, right);
  } else if (right.is_any(Kind::expression_list, Kind::tuple)) {
    return cuts_of_pairs(assignment);
  } else {
    cut = cut_by_splitting(statement, left, right);
  }
  return cut ? std::vector{*cut} : std::vector<Cut>{};
}

namespace {

constexpr syntax::NodeId most_nodes_of_loop = 4096;

/// `self._write(data)` takes what it can, and takes a view as well.
bool is_send(syntax::Call call) {
  const syntax::Attribute method(call.function());
  const std::string_view name = method ? method.name() : call.function().text();
  return name.find("send") != std::string_view::npos || name.find("write") != std::string_view::npos;
}

/// A call of code outside of this file that is handed all of `place`.
bool hands_over(semantics::Model& model, Node node, Node place) {
  const syntax::Call call(node);
  if (!call || is_send(call) || !model.callee_name(call).empty()) return false;
  const Node function = model.function_called(call);
  const bool own = function && !syntax::FunctionDefinition(function).name().text().starts_with("__");
  for (const Node argument : call.arguments().children()) {
    if (!own && same_place(syntax::unparenthesized(argument), place)) return true;
  }
  return false;
}

/// `node` is `record = Record(data)` or `record.unpack(data)`.
bool parses_into(semantics::Model& model, Node node, Node name, Node place) {
  const syntax::Assignment assignment(node);
  if (assignment) {
    if (!hands_over(model, syntax::unparenthesized(assignment.right()), place)) return false;
    for (const Node target : assignment.left().children()) {
      if (same_place(target, name)) return true;
    }
    return same_place(assignment.left(), name);
  }
  const syntax::Attribute method(syntax::Call(node).function());
  return method && same_place(method.object(), name) && hands_over(model, node, place);
}

}  // namespace

bool follows_foreign_parse(semantics::Model& model, const semantics::Loop& loop, const Cut& cut) {
  const Node lower = cut.slice && cut.front ? cut.slice.slice().lower() : Node{};
  // What grows as well is a stream: it can be kept in a bytearray, from which the front is deleted.
  if (!lower || !loop || is_grown(model, cut.base)) return false;
  const syntax::NodeId end = std::min(loop.node.after(), loop.node.id() + most_nodes_of_loop);
  for (syntax::NodeId part = lower.id(); part < lower.after(); ++part) {
    const Node name = lower.tree().node(part);
    if (!name.is_any(Kind::identifier, Kind::attribute)) continue;
    for (syntax::NodeId id = loop.node.id(); id < end; ++id) {
      if (parses_into(model, loop.node.tree().node(id), name, cut.base)) return true;
    }
  }
  return false;
}

syntax::Call send_that_counts(semantics::Model& model, const Cut& cut) {
  const Node lower = cut.slice && cut.front ? cut.slice.slice().lower() : Node{};
  const syntax::Call call(lower ? syntax::unparenthesized(model.definition_of(lower)) : Node{});
  return call && is_send(call) ? call : syntax::Call{};
}

bool counts_down_skip(semantics::Model& model, const Cut& cut) {
  const Node lower = cut.slice && cut.front ? cut.slice.slice().lower() : Node{};
  const syntax::Call least(lower ? syntax::unparenthesized(model.definition_of(lower)) : Node{});
  if (least.function().text() != "min" || least.argument_count() != 2) return false;
  const bool first = is_length_of(least.positional(0), cut.base);
  const Node counter = syntax::unparenthesized(least.positional(first ? 1U : 0U));
  if (!first && !is_length_of(least.positional(1), cut.base)) return false;
  const Node function = syntax::enclosing_function(cut.statement);
  if (!counter.is(Kind::attribute) || !cut.base.is(Kind::attribute) || !function) return false;
  const syntax::NodeId end = std::min(function.after(), cut.statement.id() + most_nodes_of_loop);
  for (syntax::NodeId id = cut.statement.id(); id < end; ++id) {
    const Node node = function.tree().node(id);
    if (!same_place(node.child(syntax::Field::left), counter)) continue;
    const syntax::BinaryOperator difference(node.child(syntax::Field::right));
    const bool counts = node.is(Kind::augmented_assignment)
                            ? syntax::AugmentedAssignment(node).operator_kind() == Kind::token_minus_equal
                            : difference && difference.operator_kind() == Kind::token_minus;
    if (counts) return true;
  }
  return false;
}

}  // namespace slicecop::engine
