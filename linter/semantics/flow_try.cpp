// FlowBuilder: code that an exception may leave anywhere: try, and `with` that swallows what is raised.

#include "semantics/flow_builder.h"
#include "semantics/flow_conditions.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

void FlowBuilder::enter_handler(DefinitionId first, DefinitionId end) {
  std::vector<Brought> made;
  for (DefinitionId id = first; id < end; ++id) {
    const Definition& definition = flow_.definitions_[id];
    const bool binds = definition.target != syntax::no_node && definition.variable >= first_variable_;
    if (binds) made.push_back({definition.variable, id, id});
  }
  each_variable(made, [&](VariableId variable, std::span<const Brought> brought) {
    std::vector<DefinitionId> operands{current(variable)};
    if (flow_.definitions_[operands.front()].kind == DefinitionKind::shared) return;
    for (const Brought& one : brought) operands.push_back(one.definition);
    set(variable, meet(variable, operands));
    forget_attributes(variable);
  });
}

void FlowBuilder::walk_try(Node statement, int depth) {
  const std::size_t start = mark();
  const bool reached = reachable_;
  const auto first = static_cast<DefinitionId>(flow_.definitions_.size());
  walk_block(statement.child(Field::body), depth + 1);
  const auto end = static_cast<DefinitionId>(flow_.definitions_.size());

  std::vector<PathEnd> ends;
  Node finally_block;
  for (const Node clause : statement.children()) {
    if (clause.is(Kind::else_clause)) walk_block(clause.child(Field::body), depth + 1);
  }
  if (reachable_) ends.push_back(path_since(start));
  for (const Node clause : statement.children()) {
    if (clause.is(Kind::finally_clause)) finally_block = clause.first_child();
    if (!clause.is(Kind::except_clause)) continue;
    rollback(start);
    reachable_ = reached;
    enter_handler(first, end);
    for (const Node part : clause.children()) {
      if (part.is(Kind::block)) {
        walk_block(part, depth + 1);
      } else if (part.is(Kind::as_pattern)) {
        walk_expression(part.first_child());
        bind_all(DefinitionKind::exception, part.child(Field::alias), clause, {});
      } else {
        walk_expression(part);
      }
    }
    if (reachable_) ends.push_back(path_since(start));
  }
  rollback(start);
  if (finally_block) {
    reachable_ = reached;
    walk_finally(finally_block, depth, first, ends);
  } else {
    join(ends);
  }
}

// It runs on every way out, also behind a return or an exception; what follows it is reached on the ordinary ways only.
void FlowBuilder::walk_finally(Node block, int depth, DefinitionId first, const std::vector<PathEnd>& ends) {
  const std::size_t start = mark();
  std::vector<PathEnd> entries = ends;
  entries.push_back(interrupted(first));
  join_values(entries);
  const std::size_t entered = mark();
  walk_block(block, depth + 1);
  const bool goes_on = reachable_ && !ends.empty();
  std::vector<PathEnd::Change> bound = path_since(entered).changed;
  rollback(entered);
  // Not what it only looked at or tested.
  std::erase_if(bound, [&](const PathEnd::Change& change) {
    if (change.second == no_definition) return true;
    const DefinitionId definition = unnarrowed(change.second);
    return definition == unnarrowed(current(change.first)) ||
           flow_.definitions_[definition].kind == DefinitionKind::attribute;
  });
  rollback(start);
  join(ends);
  bind_again(bound);
  reachable_ = goes_on;
}

void FlowBuilder::bind_again(const std::vector<PathEnd::Change>& bound) {
  for (const auto& [variable, definition] : bound) forget_attributes(variable);
  for (const auto& [variable, definition] : bound) set(variable, definition);
}

FlowBuilder::PathEnd FlowBuilder::interrupted(DefinitionId first) {
  const std::size_t start = mark();
  enter_handler(first, static_cast<DefinitionId>(flow_.definitions_.size()));
  PathEnd path = path_since(start);
  rollback(start);
  return path;
}

void FlowBuilder::walk_with(Node statement, int depth) {
  bool swallows = false;
  for (const Node clause : statement.children()) {
    if (!clause.is(Kind::with_clause)) continue;
    for (const Node item : clause.children()) {
      const Node value = item.child(Field::value);
      if (value.is(Kind::as_pattern)) {
        walk_expression(value.first_child());
        read_items(value.child(Field::alias));
        bind_all(DefinitionKind::with_target, value.child(Field::alias), value, value.first_child());
      } else {
        walk_expression(value);
      }
      swallows = swallows || swallows_exceptions(value.is(Kind::as_pattern) ? value.first_child() : value);
    }
  }
  const bool reached = reachable_;
  const std::size_t start = mark();
  const auto first = static_cast<DefinitionId>(flow_.definitions_.size());
  walk_block(statement.child(Field::body), depth + 1);
  if (!swallows || !reached) return;
  std::vector<PathEnd> ends;
  if (reachable_) ends.push_back(path_since(start));
  rollback(start);
  ends.push_back(interrupted(first));
  join(ends);
}

}  // namespace slicecop::semantics
