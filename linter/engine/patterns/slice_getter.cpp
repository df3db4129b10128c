#include "engine/patterns/slice_getter.h"

#include <algorithm>
#include <vector>

#include "engine/patterns/followed_uses.h"

namespace slicecop::engine {

namespace {

using syntax::Call;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

constexpr syntax::NodeId most_nodes = 2048;

/// What a `return` gives back: a slice of the buffer, or all of it, whose name or attribute `base` is.
struct Given {
  Subscript slice;
  Node base;
};

/// What `value` itself gives back; no base where it is no part of a buffer.
Given given_by_itself(Node value) {
  value = syntax::unparenthesized(value);
  if (value.is(Kind::attribute)) return {.slice = {}, .base = value};
  const Subscript subscript(value);
  if (!subscript.slice() || subscript.slice().step()) return {};
  return {.slice = subscript, .base = subscript.value()};
}

/// Adds what `value` gives back, by itself or by way of a name; false where that is something else.
bool add_given(semantics::Model& model, Node value, std::vector<Given>& found) {
  value = syntax::unparenthesized(value);
  const std::vector<Node> values = value.is(Kind::identifier) ? model.bindings_of(value) : std::vector<Node>{value};
  for (const Node one : values) {
    const Given given = given_by_itself(one);
    if (!given.base || (!found.empty() && found.front().base.text() != given.base.text())) return false;
    found.push_back(given);
  }
  return !values.empty();
}

Node name_of_parameter(Node parameter) {
  const Node name = parameter.child(syntax::Field::name);
  if (name) return name;
  return parameter.is(Kind::identifier) ? parameter : parameter.first_child();
}

/// The parameter of a function that is no method; of a method the one behind `self`.
Node first_argument(syntax::FunctionDefinition function) {
  for (const Node parameter : function.parameters().children()) {
    const Node name = name_of_parameter(parameter);
    if (name.is(Kind::identifier) && name.text() != "self") return name;
  }
  return {};
}

/// How many arguments stand before that of the parameter `name`; nothing where there is no such parameter.
std::optional<std::uint32_t> place_of(syntax::FunctionDefinition function, std::string_view name) {
  std::uint32_t place = 0;
  for (const Node parameter : function.parameters().children()) {
    const std::string_view text = name_of_parameter(parameter).text();
    if (text == name) return place;
    if (text != "self") ++place;
  }
  return std::nullopt;
}

}  // namespace

Subscript slice_given_by(semantics::Model& model, Call call) {
  const syntax::FunctionDefinition function(model.function_called(call));
  if (!function || function.is_async() || function.decorated()) return {};
  const Node body = function.body();
  if (body.after() - body.id() > most_nodes) return {};
  std::vector<Given> found;
  for (syntax::NodeId id = body.id(); id < body.after(); ++id) {
    const Node node = body.tree().node(id);
    if (node.is_any(Kind::yield, Kind::lambda, Kind::function_definition)) return {};
    if (!node.is(Kind::return_statement)) continue;
    if (!add_given(model, syntax::ReturnStatement(node).value(), found)) return {};
  }
  const auto slice = std::ranges::find_if(found, [](const Given& given) { return bool(given.slice); });
  return slice == found.end() ? Subscript() : slice->slice;
}

bool only_unpacks(semantics::Model& model, Call call) {
  if (call.argument_count() != 1) return false;
  const syntax::FunctionDefinition function(model.function_called(call));
  if (!function || function.is_async() || function.decorated()) return false;
  const Node parameter = first_argument(function);
  return parameter && followed_uses(model, parameter).all_are([](semantics::UseKind kind) {
    return kind == semantics::UseKind::parsed;
  });
}

bool calls_handed_unpack(semantics::Model& model, Call call) {
  const Node name = call.function();
  if (!name.is(Kind::identifier)) return false;
  const syntax::FunctionDefinition function(syntax::enclosing_function(call.node()));
  const std::optional<std::uint32_t> place = place_of(function, name.text());
  if (!function || !place) return false;
  constexpr int most_calls = 64;
  int seen = 0;
  const syntax::Tree& tree = model.tree();
  for (syntax::NodeId id = tree.root().id(); id < tree.root().after(); ++id) {
    const Call other(tree.node(id));
    if (!other) continue;
    const syntax::Attribute method(other.function());
    if ((method ? method.name() : other.function().text()) != function.name().text()) continue;
    const Node handed = other.positional(*place);
    if (!handed.is(Kind::identifier) || ++seen > most_calls) return false;
    if (model.meaning_of(handed.text(), handed) != "struct.Struct.unpack") return false;
  }
  return seen > 0;
}

}  // namespace slicecop::engine
