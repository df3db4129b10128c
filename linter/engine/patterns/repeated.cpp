#include "engine/patterns/repeated.h"

#include <algorithm>
#include <array>

#include "engine/wording.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

namespace {

/// How much of a loop or a function is looked at.
constexpr syntax::NodeId most_nodes = 4096;

bool grows(Node statement, Node place) {
  if (statement.is(Kind::augmented_assignment)) {
    const syntax::AugmentedAssignment augmented(statement);
    return augmented.operator_kind() == Kind::token_plus_equal && same_place(augmented.left(), place);
  }
  if (statement.is(Kind::assignment)) {
    const syntax::Assignment assignment(statement);
    const syntax::BinaryOperator sum(assignment.right());
    return sum && sum.operator_kind() == Kind::token_plus && same_place(assignment.left(), place) &&
           (same_place(sum.left(), place) || same_place(sum.right(), place));
  }
  const syntax::Attribute method(syntax::Call(statement).function());
  return method && (method.name() == "extend" || method.name() == "append") && same_place(method.object(), place);
}

/// Nothing in the loop binds the container or a key of `tables[name]["data"]` anew.
bool is_same_item(semantics::Model& model, Node item, const semantics::Loop& loop) {
  while (const syntax::Subscript at{item}) {
    if (!model.is_invariant(at.index(), loop)) return false;
    item = syntax::unparenthesized(at.value());
  }
  return model.is_invariant(item, loop);
}

/// The loop in which an item of a container stays what it was on the pass before: nothing in it binds the container or
/// the index anew, nor, on every pass, the item itself.
semantics::Loop carrying_item(semantics::Model& model, Node item, const semantics::Loop& loop) {
  if (!is_same_item(model, item, loop)) return {};
  const Node statement = syntax::enclosing_statement(item);
  const syntax::NodeId end = std::min(loop.node.after(), loop.node.id() + most_nodes);
  for (syntax::NodeId id = loop.node.id(); id < end; ++id) {
    const syntax::Assignment assignment(loop.node.tree().node(id));
    if (!assignment || statement.contains(assignment.node()) || !same_place(assignment.left(), item)) continue;
    const Node block = syntax::enclosing_statement(assignment.node()).parent();
    if (block.contains(statement)) return {};
  }
  return loop;
}

/// `self.state = self.greet`: a step of a handshake, which runs once.
bool is_taken_as_state(Node node, syntax::FunctionDefinition method) {
  const syntax::Assignment assignment(node);
  if (!assignment) return false;
  const Node value = assignment.right();
  const std::string_view name = value.is(Kind::attribute) ? syntax::Attribute(value).name() : value.text();
  return value.is_any(Kind::attribute, Kind::identifier) && name == method.name().text();
}

/// Known to be called again and again, and of the same object each time: what it keeps on that, it meets again.
bool is_called_of_one_object(semantics::Model& model, syntax::FunctionDefinition function, Node target) {
  Node root = target;
  while (root.is_any(Kind::attribute, Kind::subscript)) root = root.first_child();
  const Node first = function.parameters().first_child();
  if (!first || (first.is(Kind::identifier) ? first : first.first_child()).text() != root.text()) return false;
  const auto called = model.called_repeatedly(function.node());
  return called && called->same_object;
}

/// `re.sub(b" ", b"", self.text)`: takes longer than any copy of it.
bool goes_over_all(Node value) {
  static constexpr std::array<std::string_view, 6> names{"sub", "subn", "replace", "translate", "lower", "upper"};
  const syntax::Attribute method(syntax::Call(syntax::unparenthesized(value)).function());
  return method && std::ranges::find(names, method.name()) != names.end();
}

/// `self.help = config.get(name)` before it in the function, on the way to it: what the last call left is not met
/// again. Or all of it was gone over, beside which a copy is nothing.
bool is_bound_anew_before(Node target, syntax::FunctionDefinition function) {
  const Node statement = syntax::enclosing_statement(target);
  if (statement.id() - function.node().id() > most_nodes) return false;
  for (syntax::NodeId id = function.node().id(); id < statement.id(); ++id) {
    const syntax::Assignment assignment(target.tree().node(id));
    if (!assignment || !assignment.right() || !same_place(assignment.left(), target)) continue;
    if (!syntax::enclosing_statement(assignment.node()).parent().contains(statement)) continue;
    const Node value = assignment.right();
    bool of_itself = false;
    for (syntax::NodeId part = value.id(); part < value.after() && !of_itself; ++part) {
      of_itself = same_place(target.tree().node(part), target);
    }
    if (!of_itself || goes_over_all(value)) return true;
  }
  return false;
}

}  // namespace

text::Range head_of(Node loop) {
  if (syntax::is_comprehension(loop.kind())) {
    for (const Node child : loop.children()) {
      if (child.is(Kind::for_in_clause)) return child.range();
    }
  }
  const Node last = loop.child(loop.is(Kind::while_statement) ? syntax::Field::condition : syntax::Field::right);
  return {.start = loop.range().start, .end = last ? last.range().end : loop.range().end};
}

std::string Repeated::how_often() const { return loop ? "on every pass" : "on every call of " + code(function.name()); }

Note Repeated::note() const {
  if (loop) return {.message = "in this loop", .range = head_of(loop.node)};
  return {.message = "called again and again", .range = function.name().range()};
}

std::optional<Repeated> repeated_binding(semantics::Model& model, Node target) {
  // First what needs no look at the function: most assignments are in no loop.
  const syntax::Subscript item(target);
  if (const semantics::Loop around = model.loop_around(target)) {
    const semantics::Loop carrying = item ? carrying_item(model, target, around) : model.carrying_loop(target);
    if (carrying) return Repeated{.loop = carrying, .function = {}};
  }
  const syntax::FunctionDefinition function(syntax::enclosing_function(target));
  if (!function || !model.outlives_call(target) || is_bound_anew_before(target, function)) return std::nullopt;
  if (!model.is_fed_repeatedly(function.node()) && !is_called_of_one_object(model, function, target)) {
    return std::nullopt;
  }
  return Repeated{.loop = {}, .function = function};
}

std::optional<Repeated> repeated_with_growth(semantics::Model& model, Node target) {
  constexpr syntax::NodeId most_nodes_of_class = 16384;
  const syntax::FunctionDefinition method(syntax::enclosing_function(target));
  if (!method || !target.is(Kind::attribute) || method.name().text().starts_with("__")) return std::nullopt;
  Node around = method.node();
  while (around && !around.is(Kind::class_definition)) around = around.parent();
  if (!around || !model.outlives_call(target) || is_bound_anew_before(target, method)) return std::nullopt;
  const syntax::NodeId end = std::min(around.after(), around.id() + most_nodes_of_class);
  bool grown = false;
  for (syntax::NodeId id = around.id(); id < end; ++id) {
    const Node node = around.tree().node(id);
    if (is_taken_as_state(node, method)) return std::nullopt;
    if (!node.is_any(Kind::augmented_assignment, Kind::assignment, Kind::call) || !grows(node, target)) continue;
    const Node grower = syntax::enclosing_function(node);
    grown = grown || (grower && model.is_fed_repeatedly(grower));
  }
  return grown ? std::optional(Repeated{.loop = {}, .function = method}) : std::nullopt;
}

bool same_place(Node a, Node b) {
  if (!a.is_any(Kind::identifier, Kind::attribute, Kind::subscript)) return false;
  return a.kind() == b.kind() && a.text() == b.text();
}

bool is_length_of(Node expression, Node place) {
  const syntax::Call call(syntax::unparenthesized(expression));
  return call.function().text() == "len" && call.argument_count() == 1 && same_place(call.positional(0), place);
}

bool is_grown(semantics::Model& model, Node place) {
  const Node function = syntax::enclosing_function(place);
  const Node scope = function ? function : place.tree().root();
  const syntax::NodeId end = std::min(scope.after(), scope.id() + most_nodes);
  for (syntax::NodeId id = scope.id(); id < end; ++id) {
    const Node node = scope.tree().node(id);
    if (!node.is_any(Kind::augmented_assignment, Kind::assignment, Kind::call) || !grows(node, place)) continue;
    if (!place.is(Kind::identifier) || model.loop_around(node)) return true;
  }
  return false;
}

std::optional<std::uint64_t> most_bytes(semantics::Model& model, Node place) {
  // Other methods bind an attribute too.
  if (!place.is(Kind::identifier) || is_grown(model, place)) return std::nullopt;
  std::optional<std::uint64_t> most;
  for (const Node binding : model.bindings_of(place)) {
    const syntax::Subscript cut(binding);
    if (cut.slice() && same_place(cut.value(), place)) continue;
    const std::optional<std::uint64_t> size = model.size_of(binding).at_most;
    if (!size) return std::nullopt;
    most = std::max(most.value_or(0), *size);
  }
  return most;
}

bool is_parameter(Node name) {
  const syntax::FunctionDefinition function(syntax::enclosing_function(name));
  for (const Node parameter : function.parameters().children()) {
    Node bound = parameter.child(syntax::Field::name);
    if (!bound) bound = parameter.is(Kind::identifier) ? parameter : parameter.first_child();
    if (bound.is(Kind::identifier) && bound.text() == name.text()) return true;
  }
  return false;
}

}  // namespace slicecop::engine
