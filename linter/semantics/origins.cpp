#include "semantics/origins.h"

#include <algorithm>

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

// Definitions followed from one use: narrowed, of an enclosing scope, of an attribute.
constexpr int deepest = 12;

Node Origins::definition_of(Node name) {
  name = syntax::unparenthesized(name);
  if (!name.is_any(Kind::identifier, Kind::attribute)) return name;
  Flow& flow = evaluator_.flow();
  DefinitionId definition = flow.reaching(name);
  for (int depth = 0; depth < deepest && definition != no_definition; ++depth) {
    const Definition made = flow[definition];
    if (made.kind == DefinitionKind::narrow) {
      definition = flow.operand(definition);
      continue;
    }
    if (made.kind == DefinitionKind::outer || made.kind == DefinitionKind::shared) {
      // A constant of an enclosing scope: bound once, and by nobody else.
      const Variable variable = flow.variable(made.variable);
      const ScopeId scope = evaluator_.scopes().resolve(variable.atom, variable.scope);
      const std::vector<DefinitionId> bindings = flow.bindings_of(variable.atom, scope);
      if (bindings.size() != 1 || evaluator_.scopes().is_bound_elsewhere(variable.atom, scope)) return {};
      definition = bindings.front();
      continue;
    }
    if (made.kind == DefinitionKind::attribute) {
      definition = evaluator_.only_attribute_binding(definition);
      continue;
    }
    if (made.kind != DefinitionKind::assignment) return {};
    const Node owner = evaluator_.tree().node(made.owner);
    const Node pattern = owner.child(owner.is(Kind::named_expression) ? Field::name : Field::left);
    return pattern.id() == made.target ? syntax::unparenthesized(evaluator_.tree().node(made.value)) : Node{};
  }
  return {};
}

template <typename Visit>
void Origins::each_definition(Node use, Visit&& visit) {
  constexpr std::size_t most_seen = 100;
  Flow& flow = evaluator_.flow();
  std::vector<DefinitionId> seen;
  std::vector<DefinitionId> open{flow.reaching(syntax::unparenthesized(use))};
  while (!open.empty() && seen.size() < most_seen) {
    const DefinitionId next = open.back();
    open.pop_back();
    if (next == no_definition || std::ranges::find(seen, next) != seen.end()) continue;
    seen.push_back(next);
    const DefinitionKind kind = flow[next].kind;
    if (!visit(next)) return;
    if (kind == DefinitionKind::phi || kind == DefinitionKind::narrow || kind == DefinitionKind::augmented) {
      flow.each_operand(next, [&](DefinitionId operand) { open.push_back(operand); });
    }
  }
}

std::vector<Node> Origins::bindings_of(Node use) {
  constexpr std::size_t most = 8;
  std::vector<Node> found;
  each_definition(use, [&](DefinitionId id) {
    const Definition made = evaluator_.flow()[id];
    if (made.kind == DefinitionKind::phi || made.kind == DefinitionKind::narrow ||
        made.kind == DefinitionKind::augmented) {
      return true;
    }
    const Node node = evaluator_.tree().node(made.target);
    if (made.kind == DefinitionKind::assignment) {
      found.push_back(evaluator_.tree().node(made.value));
    } else if (made.target != syntax::no_node) {
      found.push_back(node);
    }
    return found.size() < most;
  });
  std::ranges::sort(found, {}, &Node::id);
  return found;
}

Node Origins::target_of(Node use) {
  Node found;
  bool only = true;
  each_definition(use, [&](DefinitionId id) {
    const Definition made = evaluator_.flow()[id];
    if (made.kind == DefinitionKind::phi || made.kind == DefinitionKind::narrow) return true;
    only = !found && made.target != syntax::no_node && made.kind != DefinitionKind::augmented;
    if (only) found = evaluator_.tree().node(made.target);
    return only;
  });
  return only ? found : Node{};
}

std::vector<Node> Origins::values_of(Node use) {
  constexpr std::size_t most = 8;
  std::vector<Node> found;
  bool only_values = true;
  each_definition(use, [&](DefinitionId id) {
    const Definition made = evaluator_.flow()[id];
    if (made.kind == DefinitionKind::phi || made.kind == DefinitionKind::narrow) return true;
    const Node owner = evaluator_.tree().node(made.owner);
    const Node pattern = owner.child(owner.is(Kind::named_expression) ? Field::name : Field::left);
    only_values = made.kind == DefinitionKind::assignment && pattern.id() == made.target && found.size() < most;
    if (only_values) found.push_back(syntax::unparenthesized(evaluator_.tree().node(made.value)));
    return only_values;
  });
  return only_values ? found : std::vector<Node>{};
}

}  // namespace slicecop::semantics
