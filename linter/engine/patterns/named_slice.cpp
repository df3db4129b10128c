#include "engine/patterns/named_slice.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/patterns/copying_slice.h"
#include "engine/rewrite.h"

namespace slicecop::engine {

using semantics::Buffer;
using syntax::Kind;
using syntax::Node;
using syntax::NodeId;

namespace {

/// How much of a function is looked at.
constexpr NodeId most_nodes = 8192;

/// `name = data[a:b]`, alone in its statement: the name.
Node name_given(syntax::Subscript slice) {
  const Node operand = syntax::with_parentheses(slice.node());
  const syntax::Assignment assignment(operand.parent());
  const bool is_alone =
      assignment.right() == operand && !assignment.type() && assignment.node().parent().is(Kind::expression_statement);
  return is_alone && assignment.left().is(Kind::identifier) ? assignment.left() : Node{};
}

/// What is assigned, deleted, imported, or a target of another kind.
bool may_bind(Node node) {
  const Node parent = node.parent();
  return node.field() == syntax::Field::left || node.field() == syntax::Field::name ||
         parent.is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern, Kind::list_splat_pattern,
                       Kind::as_pattern_target, Kind::delete_statement) ||
         parent.is_any(Kind::dotted_name, Kind::aliased_import);
}

/// The identifiers of the function that read `name`.
template <typename Predicate>
bool any_mention(Node function, std::string_view name, Predicate&& predicate) {
  for (NodeId id = function.id(); id < function.after(); ++id) {
    const Node node = function.tree().node(id);
    if (node.is(Kind::identifier) && node.text() == name && predicate(node)) return true;
  }
  return false;
}

/// Bound in the function and known there alone.
bool is_own_name(Node function, std::string_view name) {
  const bool is_shared = any_mention(
      function, name, [](Node node) { return node.parent().is_any(Kind::global_statement, Kind::nonlocal_statement); });
  const Node parameters = syntax::FunctionDefinition(function).parameters();
  return !is_shared &&
         any_mention(function, name, [&](Node node) { return parameters.contains(node) || may_bind(node); });
}

/// Somebody may look at the name otherwise than by reading it: `del name`, `locals()`.
bool is_looked_up(Node function, std::string_view name) {
  if (any_mention(function, name, [](Node node) { return node.parent().is(Kind::delete_statement); })) return true;
  for (const std::string_view looks : {"locals", "vars", "exec", "eval"}) {
    if (any_mention(function, looks, [](Node) { return true; })) return true;
  }
  return false;
}

/// The names that the slice is made of.
std::vector<std::string_view> names_in(Node expression) {
  std::vector<std::string_view> names;
  for (NodeId id = expression.id(); id < expression.after(); ++id) {
    const Node node = expression.tree().node(id);
    if (node.is(Kind::identifier) && node.field() != syntax::Field::attribute) names.push_back(node.text());
  }
  return names;
}

/// Stands on an object, in a list, in what a call gives, or in a name that others can bind.
bool is_within_reach_of_others(Node function, Node slice) {
  for (NodeId id = slice.id() + 1; id < slice.after(); ++id) {
    if (slice.tree().node(id).is_any(Kind::attribute, Kind::subscript, Kind::call)) return true;
  }
  return std::ranges::any_of(names_in(slice), [&](std::string_view name) { return !is_own_name(function, name); });
}

/// Code that may do anything: a call, what hands over to others, or changes something in place.
bool may_change_others(Node node) {
  return node.is_any(Kind::call, Kind::await, Kind::yield, Kind::with_statement, Kind::assignment,
                     Kind::augmented_assignment) ||
         node.is_any(Kind::delete_statement, Kind::for_statement);
}

/// The slice would be the same if it were taken behind the nodes [first, end). What is around `use` is done behind it.
bool stays_the_same(Context& context, syntax::Subscript slice, NodeId first, NodeId end, Node use) {
  const std::vector<std::string_view> names = names_in(slice.node());
  const Node function = syntax::enclosing_function(slice.node());
  const bool may_change = !context.model().buffer_of(slice.value()).only(Buffer::bytes) ||
                          is_within_reach_of_others(function, slice.node());
  const syntax::Tree& tree = slice.node().tree();
  for (NodeId id = first; id < end; ++id) {
    const Node node = tree.node(id);
    if (node.is_any(Kind::function_definition, Kind::lambda, Kind::class_definition)) return false;
    if (may_change && !node.contains(use) && may_change_others(node)) return false;
    const bool is_part = node.is(Kind::identifier) && std::ranges::find(names, node.text()) != names.end();
    if (is_part && may_bind(node)) return false;
  }
  return true;
}

}  // namespace

std::optional<text::Edit> without_name(Context& context, syntax::Subscript slice, Node use) {
  const Node name = name_given(slice);
  const Node function = syntax::enclosing_function(slice.node());
  if (!name || !function || syntax::enclosing_function(use) != function) return std::nullopt;
  if (function.after() - function.id() > most_nodes || bounds_do_more(slice.slice())) return std::nullopt;
  if (!is_own_name(function, name.text()) || is_looked_up(function, name.text())) return std::nullopt;
  const Node made = syntax::enclosing_statement(slice.node());
  const Node read = syntax::enclosing_statement(use);
  const bool is_behind = read.parent() == made.parent() && read.id() > made.id() &&
                         read.is_any(Kind::expression_statement, Kind::return_statement);
  if (!is_behind) return std::nullopt;
  for (Node around = use; around != read; around = around.parent()) {
    // It may be evaluated more than once there, or not at once.
    if (around.is(Kind::lambda) || syntax::is_comprehension(around.kind())) return std::nullopt;
  }
  // What the statement binds, it binds behind the use.
  const syntax::Assignment assignment(read.first_child());
  const NodeId first_in_read = assignment.right() ? assignment.right().id() : read.id();
  if (!stays_the_same(context, slice, made.after(), read.id(), use)) return std::nullopt;
  if (!stays_the_same(context, slice, first_in_read, use.id(), use)) return std::nullopt;
  return without_lines(made);
}

}  // namespace slicecop::engine
