#include "engine/patterns/known_limit.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/patterns/repeated.h"

namespace slicecop::engine {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// From a function to the one that calls it.
constexpr int longest_way = 3;
constexpr syntax::NodeId most_nodes = 65'536;
// What is written by hand into a source file.
constexpr std::int64_t largest_written = 1024;
// What is compared with less is a header that has to be there.
constexpr std::int64_t lowest_water_mark = 1024;
// Parts of a long condition that are looked at.
constexpr int most_operands = 32;

/// `MAGIC`, `frames.PREFACE`
bool is_named_as_constant(Node value) {
  const std::string_view name = value.is(Kind::attribute) ? syntax::Attribute(value).name() : value.text();
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto fits = [&](char c) { return is_capital(c) || c == '_' || (c >= '0' && c <= '9'); };
  return value.is_any(Kind::identifier, Kind::attribute) && std::ranges::all_of(name, fits) &&
         std::ranges::any_of(name, is_capital);
}

/// All that the file binds to attributes of that name, in classes or through an object.
std::optional<std::int64_t> most_of_attributes(semantics::Model& model, std::string_view name) {
  const Node root = model.tree().root();
  const syntax::NodeId end = std::min(root.after(), most_nodes);
  std::optional<std::int64_t> most;
  for (syntax::NodeId id = 0; id < end; ++id) {
    const syntax::Assignment assignment(root.tree().node(id));
    const Node left = assignment ? assignment.left() : Node{};
    const bool in_class = left.is(Kind::identifier) && left.text() == name &&
                          syntax::enclosing_statement(left).parent().parent().is(Kind::class_definition);
    if (!in_class && (!left.is(Kind::attribute) || syntax::Attribute(left).name() != name)) continue;
    const std::optional<std::int64_t> value = model.constant_of(assignment.right());
    if (!value) return std::nullopt;
    most = std::max(most.value_or(*value), *value);
  }
  return root.after() <= most_nodes ? most : std::nullopt;
}

struct Parameter {
  syntax::FunctionDefinition function;
  std::uint32_t index = 0;  ///< without `self`
};

/// The parameter that `name` reads, of a function that is nobody's but the file's.
std::optional<Parameter> own_parameter(semantics::Model& model, Node name) {
  if (!name.is(Kind::identifier) || model.bindings_of(name).size() != 1) return std::nullopt;
  const syntax::FunctionDefinition function(syntax::enclosing_function(name));
  if (!function || !function.name().text().starts_with("_") || function.name().text().starts_with("__")) {
    return std::nullopt;
  }
  Node around = function.node().parent();
  if (around.is(Kind::decorated_definition)) return std::nullopt;
  around = around.parent();
  std::uint32_t index = 0;
  for (const Node parameter : function.parameters().children()) {
    if (parameter.is(Kind::identifier) || parameter.is(Kind::typed_parameter)) {
      const Node bound = parameter.is(Kind::identifier) ? parameter : parameter.first_child();
      if (bound.text() == name.text()) {
        const bool method = around.is(Kind::class_definition);
        if (method && index == 0) return std::nullopt;
        return Parameter{.function = function, .index = method ? index - 1 : index};
      }
    }
    ++index;
  }
  return std::nullopt;
}

std::optional<std::int64_t> most_of(semantics::Model& model, Node expression, int depth) {
  expression = syntax::unparenthesized(expression);
  if (!expression || depth > longest_way) return std::nullopt;
  if (const std::optional<std::int64_t> constant = model.constant_of(expression)) return constant;
  const Node value = syntax::unparenthesized(model.definition_of(expression));
  const syntax::Call length(value);
  if (length && length.function().text() == "len" && is_named_as_constant(length.positional(0))) return largest_written;
  if (value.is(Kind::attribute)) return most_of_attributes(model, syntax::Attribute(value).name());
  const std::optional<Parameter> parameter = own_parameter(model, expression);
  if (!parameter) return std::nullopt;
  std::optional<std::int64_t> most;
  for (const Node site : model.calls_of(parameter->function.node())) {
    const Node argument = syntax::Call(site).positional(parameter->index);
    const std::optional<std::int64_t> asked = argument ? most_of(model, argument, depth + 1) : std::nullopt;
    if (!asked) return std::nullopt;
    most = std::max(most.value_or(*asked), *asked);
  }
  return most;
}

bool is_less_than(semantics::Model& model, Node condition, Node target, std::uint64_t enough) {
  if (!condition.is(Kind::comparison_operator)) return false;
  const Node relation = condition.child(Field::operators);
  const Node left = condition.first_child();
  const Node right = relation.next_sibling();
  const bool less = relation.is_any(Kind::token_less, Kind::token_less_equal) && is_length_of(left, target);
  const bool greater = relation.is_any(Kind::token_greater, Kind::token_greater_equal) && is_length_of(right, target);
  if (!less && !greater) return false;
  const std::optional<std::int64_t> limit = most_of(model, less ? right : left, 0);
  return limit && *limit >= lowest_water_mark && std::cmp_less(*limit, enough);
}

Node last_of(Node block) {
  Node last;
  for (const Node statement : block.children()) last = statement;
  return last;
}

bool ends_loop(Node block) {
  return last_of(block).is_any(Kind::return_statement, Kind::break_statement, Kind::raise_statement);
}

bool leaves(Node block) { return ends_loop(block) || last_of(block).is(Kind::continue_statement); }

}  // namespace

std::optional<std::int64_t> most_of(semantics::Model& model, Node expression) { return most_of(model, expression, 0); }

bool is_fed_while_small(semantics::Model& model, Node region, Node target, std::uint64_t enough) {
  const syntax::NodeId end = std::min(region.after(), region.id() + most_nodes);
  for (syntax::NodeId id = region.id(); region && id < end; ++id) {
    const Node guard = region.tree().node(id);
    if (!guard.is(Kind::if_statement) || leaves(guard.child(Field::consequence))) continue;
    Node condition = syntax::unparenthesized(guard.child(Field::condition));
    for (int i = 0; condition && i < most_operands; ++i) {
      const bool both = condition.is(Kind::boolean_operator) && condition.child(Field::operator_).is(Kind::token_and);
      const Node last = both ? syntax::unparenthesized(condition.child(Field::right)) : condition;
      if (is_less_than(model, last, target, enough)) return true;
      condition = both ? syntax::unparenthesized(condition.child(Field::left)) : Node{};
    }
  }
  return false;
}

bool is_left_while_small(semantics::Model& model, Node loop, Node target, std::uint64_t enough) {
  const syntax::NodeId end = std::min(loop.after(), loop.id() + most_nodes);
  for (syntax::NodeId id = loop.id(); loop && id < end; ++id) {
    const Node guard = loop.tree().node(id);
    if (!guard.is_any(Kind::if_statement, Kind::elif_clause) || !ends_loop(guard.child(Field::consequence))) continue;
    const Node condition = syntax::unparenthesized(guard.child(Field::condition));
    if (!condition.is(Kind::comparison_operator)) continue;
    const Node relation = condition.child(Field::operators);
    const bool more = relation.is_any(Kind::token_greater, Kind::token_greater_equal, Kind::token_equal_equal) &&
                      is_length_of(condition.first_child(), target);
    if (!more) continue;
    const std::optional<std::int64_t> limit = most_of(model, relation.next_sibling(), 0);
    if (limit && *limit >= 0 && std::cmp_less(*limit, enough)) return true;
  }
  return false;
}

}  // namespace slicecop::engine
