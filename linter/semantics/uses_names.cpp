// Uses by way of names: what is assigned, and what a name's binding reaches.
#include <algorithm>

#include "semantics/buffers.h"
#include "semantics/uses.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

void UseFinder::follow(DefinitionId definition, int depth) {
  if (definition == no_definition || std::ranges::find(followed_, definition) != followed_.end()) return;
  if (depth > longest_trail) {
    uses_.complete = false;
    return;
  }
  followed_.push_back(definition);
  const Flow& flow = evaluator_.flow();
  const Variable variable = flow.variable(flow[definition].variable);
  if (variable.base == no_variable) {
    const ScopeKind kind = evaluator_.scopes()[variable.scope].kind;
    // A name of a module or class is seen from everywhere; a captured one from code that runs later.
    if (kind == ScopeKind::module || kind == ScopeKind::class_) uses_.complete = false;
    if (evaluator_.scopes().is_captured(variable.atom, variable.scope)) uses_.complete = false;
  }
  // Collected first: add_place may build other scopes and so move the lists.
  std::vector<syntax::NodeId> uses;
  flow.each_use(definition, [&](syntax::NodeId use) { uses.push_back(use); });
  std::vector<DefinitionId> dependents;
  flow.each_dependent(definition, [&](DefinitionId dependent) { dependents.push_back(dependent); });
  std::ranges::reverse(uses);  // back to the order of the text
  for (const syntax::NodeId use : uses) add_place(evaluator_.tree().node(use), depth + 1);
  for (const DefinitionId dependent : dependents) {
    const DefinitionKind kind = flow[dependent].kind;
    if (kind == DefinitionKind::phi || kind == DefinitionKind::narrow) follow(dependent, depth + 1);
  }
}

void UseFinder::add_assignment(Node node, Node assignment, int depth) {
  std::uint32_t index = 0;
  bool in_list = false;
  Node value = node;
  if (assignment.is_any(Kind::expression_list, Kind::tuple)) {
    if (assignment.parent().is_any(Kind::return_statement, Kind::yield)) {
      add(UseKind::returned, assignment.parent());
      return;
    }
    for (const Node sibling : assignment.children()) {
      if (sibling == node) break;
      ++index;
    }
    in_list = true;
    value = syntax::with_parentheses(assignment);
    assignment = value.parent();
  }
  if (!assignment.is(Kind::assignment) || value.field() != Field::right) {
    add(UseKind::unknown, assignment);
    return;
  }
  for (Node one = assignment; one.is(Kind::assignment); one = one.parent()) {
    Node target = one.child(Field::left);
    if (in_list) {
      if (!target.is_any(Kind::pattern_list, Kind::tuple_pattern)) {
        add(UseKind::stored, one);
        continue;
      }
      target = target.child(index);
    } else if (target.is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern)) {
      add(UseKind::iterated, one);
      continue;
    }
    if (target.is(Kind::identifier)) {
      follow(evaluator_.flow().definition_at(target), depth);
    } else if (target.is(Kind::subscript)) {
      const Buffer base = buffer_of(evaluator_, evaluator_.type_of(target.child(Field::value)).type);
      const bool into = base && syntax::Subscript(target).slice();
      // A list takes the numbers.
      const bool into_list = !base && syntax::Subscript(target).slice() &&
                             evaluator_.pool().is(evaluator_.type_of(target.child(Field::value)).type, Known::list);
      add(into ? UseKind::assigned_into : into_list ? UseKind::iterated : UseKind::stored, one);
    } else {
      add(target.is(Kind::attribute) ? UseKind::stored : UseKind::unknown, one);
    }
  }
}

}  // namespace slicecop::semantics
