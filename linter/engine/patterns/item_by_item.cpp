#include "engine/patterns/item_by_item.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "engine/patterns/repeated.h"
#include "syntax/views.h"

namespace slicecop::engine {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

enum class Step : std::uint8_t { none, reads, builds, fills };

/// `bytearray()`, `bytearray(n)`, `bytearray(b"\0" * n)`, `array.array("B", [0] * n)`: nothing that was read.
bool makes_room(semantics::Model& model, Node value) {
  const syntax::Call call(syntax::unparenthesized(value));
  const syntax::Attribute method(call.function());
  const std::string_view maker = method ? method.name() : call.function().text();
  if (maker != "bytearray" && maker != "array") return false;
  const Node content = syntax::unparenthesized(call.positional(maker == "array" ? 1 : 0));
  const syntax::BinaryOperator repeated(content);
  const Node first = repeated ? syntax::unparenthesized(repeated.left()) : content;
  return !content || first.is_any(Kind::string, Kind::list, Kind::tuple, Kind::integer) ||
         model.is_instance(model.type_of(content).type, types::Known::int_);
}

/// What is done to an item of the buffer, or to a part of it.
Step step_of_item(syntax::Subscript item, Building building) {
  const Node changed = item.node().parent();
  const bool is_target =
      changed.is_any(Kind::assignment, Kind::augmented_assignment) && changed.child(Field::left) == item.node();
  if (!is_target) return Step::reads;
  if (item.slice()) return Step::fills;
  return building == Building::appended || changed.is(Kind::augmented_assignment) ? Step::builds : Step::fills;
}

Step step_of_method(syntax::Attribute method, Building building) {
  static constexpr std::array<std::string_view, 5> fillers{"extend", "insert", "frombytes", "fromlist", "fromfile"};
  if (!syntax::Call(method.node().parent()) || method.node().field() != Field::function) return Step::reads;
  if (method.name() == "append") return building == Building::appended ? Step::builds : Step::fills;
  return std::ranges::find(fillers, method.name()) == fillers.end() ? Step::reads : Step::fills;
}

Step step_of(semantics::Model& model, Node mention, Building building) {
  const Node parent = mention.parent();
  switch (parent.kind()) {
    case Kind::assignment: {
      const syntax::Assignment assignment(parent);
      if (assignment.left() != mention) return Step::reads;
      return assignment.right() && !makes_room(model, assignment.right()) ? Step::fills : Step::none;
    }
    case Kind::subscript: {
      const syntax::Subscript item(parent);
      return item.value() == mention ? step_of_item(item, building) : Step::reads;
    }
    case Kind::attribute: {
      const syntax::Attribute method(parent);
      return method.object() == mention ? step_of_method(method, building) : Step::none;
    }
    case Kind::argument_list: {
      // Whatever else takes it may fill it.
      const std::string_view callee = syntax::Call(parent.parent()).function().text();
      return callee == "bytes" || callee == "len" || callee == "any" ? Step::reads : Step::fills;
    }
    case Kind::augmented_assignment:
    case Kind::parameters:
    case Kind::typed_parameter:
    case Kind::default_parameter:
    case Kind::typed_default_parameter:
    case Kind::pattern_list:
    case Kind::as_pattern_target:
    case Kind::for_statement:
      return Step::fills;
    default:
      return Step::reads;
  }
}

}  // namespace

bool is_built_by_items(semantics::Model& model, Node buffer, Building building) {
  constexpr syntax::NodeId most_nodes = 32'768;
  buffer = syntax::unparenthesized(buffer);
  if (!buffer.is_any(Kind::identifier, Kind::attribute)) return false;
  const Node home = buffer.is(Kind::attribute) ? syntax::enclosing_class(buffer) : syntax::enclosing_function(buffer);
  if (!home || home.after() - home.id() > most_nodes) return false;
  bool is_built = false;
  for (syntax::NodeId id = home.id(); id < home.after(); ++id) {
    const Node node = home.tree().node(id);
    if (node.kind() != buffer.kind() || !same_place(node, buffer)) continue;
    const Step step = step_of(model, node, building);
    if (step == Step::fills) return false;
    is_built |= step == Step::builds;
  }
  return is_built;
}

}  // namespace slicecop::engine
