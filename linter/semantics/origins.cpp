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

std::vector<Node> Origins::bindings_of(Node use) {
  constexpr std::size_t most = 8;
  Flow& flow = evaluator_.flow();
  std::vector<Node> found;
  std::vector<DefinitionId> seen;
  std::vector<DefinitionId> open{flow.reaching(syntax::unparenthesized(use))};
  while (!open.empty() && found.size() < most && seen.size() < 100) {
    const DefinitionId next = open.back();
    open.pop_back();
    if (next == no_definition || std::ranges::find(seen, next) != seen.end()) continue;
    seen.push_back(next);
    const Definition made = flow[next];
    if (made.kind == DefinitionKind::phi || made.kind == DefinitionKind::narrow ||
        made.kind == DefinitionKind::augmented) {
      flow.each_operand(next, [&](DefinitionId operand) { open.push_back(operand); });
      continue;
    }
    const Node node = evaluator_.tree().node(made.target);
    if (made.kind == DefinitionKind::assignment) {
      found.push_back(evaluator_.tree().node(made.value));
    } else if (made.target != syntax::no_node) {
      found.push_back(node);
    }
  }
  std::ranges::sort(found, {}, &Node::id);
  return found;
}

}  // namespace slicecop::semantics
