#include "engine/rewrites/local_name.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "syntax/views.h"

namespace slicecop::engine {

using syntax::Field;
using syntax::Kind;
using syntax::Node;
using syntax::NodeId;

namespace {

constexpr std::array<std::string_view, 5> readers_of_names{"locals", "vars", "eval", "exec", "dir"};

enum class Mention : std::uint8_t { none, read, binding, grown, unclear };

bool is_pattern(Node node) {
  return node.is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern, Kind::list_splat_pattern,
                     Kind::parenthesized_expression, Kind::tuple);
}

Mention mention_in_parameters(Node node) {
  const Node parent = node.parent();
  const bool is_name = parent.is(Kind::parameters) || node.field() == Field::name ||
                       (parent.is(Kind::typed_parameter) && parent.first_child() == node);
  return is_name ? Mention::binding : Mention::unclear;
}

Mention mention_of(Node node, Node function) {
  if (node.field() == Field::attribute) return Mention::none;
  Node parent = node.parent();
  if (node.field() == Field::name && parent.is(Kind::keyword_argument)) return Mention::none;
  if (syntax::enclosing_function(node) != function) return Mention::unclear;
  if (function.child(Field::parameters).contains(node)) return mention_in_parameters(node);

  Node part = node;
  while (is_pattern(parent)) {
    part = parent;
    parent = parent.parent();
  }
  if (parent.is(Kind::assignment) && part.field() == Field::left) return Mention::binding;
  if (parent.is(Kind::augmented_assignment) && part.field() == Field::left) return Mention::grown;
  if (parent.is(Kind::for_statement) && part.field() == Field::left) return Mention::binding;
  if (parent.is(Kind::as_pattern_target)) return Mention::binding;
  if (parent.is(Kind::named_expression) && part.field() == Field::name) return Mention::binding;
  if (parent.is(Kind::for_in_clause) && part.field() == Field::left) return Mention::unclear;
  if (parent.is_any(Kind::global_statement, Kind::nonlocal_statement, Kind::delete_statement, Kind::case_pattern,
                    Kind::dotted_name, Kind::aliased_import, Kind::type, Kind::function_definition,
                    Kind::class_definition)) {
    return Mention::unclear;
  }
  return Mention::read;
}

/// What is not run where it stands.
bool is_put_off(Node node, Node function) {
  for (Node around = node.parent(); around && around != function; around = around.parent()) {
    if (around.is_any(Kind::generator_expression, Kind::class_definition, Kind::case_clause)) return true;
  }
  return false;
}

}  // namespace

std::optional<LocalName> local_name(Node name) {
  constexpr NodeId most_nodes = 20'000;
  LocalName local{.function = syntax::enclosing_function(name), .bindings = {}, .reads = {}};
  if (!name.is(Kind::identifier) || !local.function.is(Kind::function_definition)) return std::nullopt;
  if (local.function.after() - local.function.id() > most_nodes) return std::nullopt;
  for (NodeId id = local.function.id(); id < local.function.after(); ++id) {
    const Node node = name.tree().node(id);
    if (!node.is(Kind::identifier)) continue;
    if (std::ranges::find(readers_of_names, node.text()) != readers_of_names.end()) return std::nullopt;
    if (node.text() != name.text()) continue;
    const Mention mention = mention_of(node, local.function);
    if (mention == Mention::none) continue;
    if (mention == Mention::unclear || is_put_off(node, local.function)) return std::nullopt;
    if (mention != Mention::read) local.bindings.push_back(node);
    if (mention != Mention::binding) local.reads.push_back(node);
  }
  return local;
}

Node assignment_of(Node name) {
  Node node = name.parent();
  while (is_pattern(node)) node = node.parent();
  return node.is(Kind::assignment) && node.parent().is(Kind::expression_statement) ? node : Node{};
}

bool is_only_tested(Node node) {
  constexpr int most_steps = 64;
  for (int step = 0; step < most_steps; ++step) {
    const Node parent = node.parent();
    if (parent.is_any(Kind::while_statement, Kind::if_statement, Kind::elif_clause)) {
      return node.field() == Field::condition;
    }
    if (parent.is_any(Kind::not_operator, Kind::if_clause)) return true;
    if (parent.is(Kind::assert_statement)) return parent.first_child() == node;
    if (parent.is(Kind::conditional_expression) && parent.child(1U) == node) return true;
    if (!parent.is_any(Kind::boolean_operator, Kind::parenthesized_expression, Kind::conditional_expression)) {
      return false;
    }
    node = parent;
  }
  return false;
}

bool is_on_way_out(Node node, Node loop) {
  if (!loop.contains(node)) return true;
  Node innermost = node;
  while (!innermost.is_any(Kind::for_statement, Kind::while_statement)) innermost = innermost.parent();
  for (Node at = node; at != loop; at = at.parent()) {
    if (at.is_any(Kind::return_statement, Kind::raise_statement)) return true;
    if (at == innermost) innermost = loop;  // what breaks from here on breaks another loop
    if (!at.parent().is(Kind::block) || at.parent().parent() == loop) continue;
    for (Node next = at; next; next = next.next_sibling()) {
      if (next.is_any(Kind::return_statement, Kind::raise_statement)) return true;
      if (innermost == loop && next.is(Kind::break_statement)) return true;
    }
  }
  return false;
}

}  // namespace slicecop::engine
