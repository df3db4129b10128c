// FlowBuilder: the walk over statements. Those that exceptions interrupt are in flow_try.cpp.

#include <algorithm>

#include "semantics/flow_builder.h"
#include "semantics/flow_conditions.h"
#include "semantics/targets.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

// CPython itself refuses more than 100 levels of indentation; code nested deeper is not followed.
constexpr int deepest_block = 100;

}  // namespace

Exits FlowBuilder::build() {
  const Node node = tree_.node(scopes_[scope_].node);
  for (const Binding& binding : bindings_.all) {
    const Node owner = tree_.node(binding.owner);
    if (owner.parent().is_any(Kind::parameters, Kind::lambda_parameters)) {
      bind(DefinitionKind::parameter, tree_.node(binding.target), owner, owner.child(Field::value));
    }
  }
  switch (scopes_[scope_].kind) {
    case ScopeKind::module:
      walk_block(node, 0);
      break;
    case ScopeKind::lambda:
      walk_expression(node.child(Field::body));
      break;
    default:
      walk_block(node.child(Field::body), 0);
  }
  exits_.falls_through = reachable_;
  std::ranges::sort(flow_.dead_[scope_]);
  return std::move(exits_);
}

void FlowBuilder::walk_block(Node block, int depth) {
  if (!block) return;
  if (depth > deepest_block) {
    for (const Binding& binding : bindings_.all) {
      const Node target = tree_.node(binding.target);
      if (block.contains(target)) bind(DefinitionKind::opaque, target, block, {});
    }
    return;
  }
  for (const Node statement : block.children()) walk_statement(statement, depth);
}

void FlowBuilder::mark_dead(Node statement) {
  auto& stretches = flow_.dead_[scope_];
  const bool known =
      !stretches.empty() && stretches.back().first <= statement.id() && statement.id() < stretches.back().second;
  if (!known) stretches.emplace_back(statement.id(), statement.after());
}

void FlowBuilder::walk_statement(Node statement, int depth) {
  if (!reachable_) mark_dead(statement);
  switch (statement.kind()) {
    case Kind::expression_statement:
      for (const Node expression : statement.children()) {
        if (expression.is_any(Kind::assignment, Kind::augmented_assignment)) {
          walk_assignment(expression);
        } else {
          walk_expression(expression);
          if (ends_program(expression)) reachable_ = false;
        }
      }
      break;
    case Kind::if_statement:
      walk_if(statement, depth);
      break;
    case Kind::for_statement:
    case Kind::while_statement:
      walk_loop(statement, depth);
      break;
    case Kind::try_statement:
      walk_try(statement, depth);
      break;
    case Kind::with_statement:
      walk_with(statement, depth);
      break;
    case Kind::match_statement:
      walk_match(statement, depth);
      break;
    case Kind::return_statement:
      walk_children(statement, 0);
      if (reachable_) exits_.returns.push_back(statement.id());
      reachable_ = false;
      break;
    case Kind::raise_statement:
      walk_children(statement, 0);
      reachable_ = false;
      break;
    case Kind::break_statement:
    case Kind::continue_statement:
      if (!loops_.empty() && reachable_) {
        LoopFrame& loop = loops_.back();
        (statement.is(Kind::break_statement) ? loop.breaks : loop.continues).push_back(path_since(loop.mark));
      }
      reachable_ = false;
      break;
    case Kind::assert_statement:
      walk_children(statement, 0);
      narrow(statement.first_child(), true);
      if (constant_truth(statement.first_child(), flow_.version_) == false) reachable_ = false;
      break;
    case Kind::import_statement:
    case Kind::import_from_statement:
    case Kind::future_import_statement:
      walk_import(statement);
      break;
    case Kind::function_definition:
    case Kind::class_definition:
    case Kind::decorated_definition:
      walk_definition(statement);
      break;
    case Kind::delete_statement:
      walk_delete(statement);
      break;
    case Kind::type_alias_statement:
    case Kind::global_statement:
    case Kind::nonlocal_statement:
      break;
    default:
      walk_expression(statement);
  }
}

void FlowBuilder::walk_assignment(Node assignment) {
  // `a = b = value` nests to the right; the value is evaluated first, then the targets from the left.
  Node value = assignment;
  while (value.is(Kind::assignment)) value = value.child(Field::right);
  if (value.is(Kind::augmented_assignment)) {
    const Node left = value.child(Field::left);
    walk_expression(left);
    walk_expression(value.child(Field::right));
    bind_all(DefinitionKind::augmented, left, value, value.child(Field::right));
    return;
  }
  if (value) walk_expression(value);
  for (Node one = assignment; one.is(Kind::assignment); one = one.child(Field::right)) {
    const Node left = one.child(Field::left);
    read_items(left);
    bind_all(value ? DefinitionKind::assignment : DefinitionKind::declaration, left, one, value);
  }
}

// `x[i]` among targets is written, but x and i are read, not bound.
void FlowBuilder::read_items(Node targets) {
  for (syntax::NodeId id = targets.id(); targets && id < targets.after(); ++id) {
    const Node part = tree_.node(id);
    if (!part.is(Kind::subscript)) continue;
    walk_children(part, 0);
    id = part.after() - 1;
  }
}

void FlowBuilder::walk_import(Node statement) {
  for (const Node name : statement.children()) {
    if (name.field() != Field::name) continue;
    const Node bound = name.is(Kind::aliased_import) ? name.child(Field::alias) : name.first_child();
    if (bound) bind(DefinitionKind::import, bound, statement, name);
  }
}

void FlowBuilder::walk_definition(Node definition) {
  while (definition.is(Kind::decorated_definition)) {
    for (const Node child : definition.children()) {
      if (child.is(Kind::decorator)) walk_children(child, 0);
    }
    definition = definition.child(Field::definition);
  }
  if (definition.is(Kind::function_definition)) {
    for (const Node parameter : definition.child(Field::parameters).children()) {
      if (const Node value = parameter.child(Field::value)) walk_expression(value);
    }
    bind(DefinitionKind::function, definition.child(Field::name), definition, {});
  } else if (definition.is(Kind::class_definition)) {
    if (const Node bases = definition.child(Field::superclasses)) walk_children(bases, 0);
    bind(DefinitionKind::class_, definition.child(Field::name), definition, {});
  }
}

void FlowBuilder::walk_delete(Node statement) {
  read_items(statement);
  bind_all(DefinitionKind::deleted, statement, statement, {});
}

void FlowBuilder::walk_if(Node statement, int depth) {
  const std::size_t start = mark();
  std::vector<PathEnd> ends;
  const auto branch = [&](Node condition, Node block) {
    walk_expression(condition);
    const std::optional<bool> truth = constant_truth(condition, flow_.version_);
    const bool tested = reachable_;
    const std::size_t before = mark();
    reachable_ = tested && truth != false;
    narrow(condition, true);
    walk_block(block, depth + 1);
    if (reachable_) ends.push_back(path_since(start));
    rollback(before);
    reachable_ = tested && truth != true;
    narrow(condition, false);
  };
  branch(statement.child(Field::condition), statement.child(Field::consequence));
  for (const Node alternative : statement.children()) {
    if (alternative.is(Kind::elif_clause)) {
      branch(alternative.child(Field::condition), alternative.child(Field::consequence));
    } else if (alternative.is(Kind::else_clause)) {
      walk_block(alternative.child(Field::body), depth + 1);
    }
  }
  if (reachable_) ends.push_back(path_since(start));
  rollback(start);
  join(ends);
}

std::vector<DefinitionId> FlowBuilder::begin_loop(Node loop) {
  std::vector<VariableId> bound;
  const auto first = std::ranges::lower_bound(bindings_.all, loop.id(), {}, &Binding::target);
  for (auto binding = first; binding != bindings_.all.end() && binding->target < loop.after(); ++binding) {
    const VariableId variable = variable_named(tree_.node(binding->target));
    if (variable != no_variable) bound.push_back(variable);
  }
  std::ranges::sort(bound);
  const auto repeated = std::ranges::unique(bound);
  bound.erase(repeated.begin(), repeated.end());
  const auto moves_on = [&](VariableId variable) {
    // The attributes of a name that the loop rebinds are those of another object on each pass.
    for (VariableId base = flow_.variables_[variable].base; base != no_variable; base = flow_.variables_[base].base) {
      if (std::ranges::binary_search(bound, base)) return true;
    }
    return false;
  };
  std::vector<DefinitionId> heads;
  for (const VariableId variable : bound) {
    if (moves_on(variable)) continue;
    const DefinitionId before = current(variable);
    if (flow_.definitions_[before].kind == DefinitionKind::shared) continue;
    const DefinitionId phi = define(DefinitionKind::phi, variable, {}, {}, {});
    flow_.definitions_[phi].loop = loop.id();
    add_operand(phi, before);
    heads.push_back(phi);
  }
  for (const DefinitionId phi : heads) {
    set(flow_.definitions_[phi].variable, phi);
    forget_attributes(flow_.definitions_[phi].variable);
  }
  return heads;
}

void FlowBuilder::close_loop(const std::vector<DefinitionId>& heads, const std::vector<PathEnd>& back) {
  for (const PathEnd& path : back) {
    std::vector<std::pair<VariableId, DefinitionId>> changed = path.changed;
    std::ranges::sort(changed);
    for (const DefinitionId phi : heads) {
      const VariableId variable = flow_.definitions_[phi].variable;
      const auto found = std::ranges::lower_bound(changed, variable, {}, &std::pair<VariableId, DefinitionId>::first);
      if (found == changed.end() || found->first != variable) continue;
      if (found->second != no_definition && found->second != phi) add_operand(phi, found->second);
    }
  }
}

void FlowBuilder::walk_loop(Node statement, int depth) {
  const bool is_for = statement.is(Kind::for_statement);
  if (is_for) walk_expression(statement.child(Field::right));
  const std::size_t start = mark();
  const bool reached = reachable_;
  const std::vector<DefinitionId> heads = begin_loop(statement);
  const Node condition = statement.child(Field::condition);
  if (!is_for) walk_expression(condition);
  const std::optional<bool> truth = is_for ? std::nullopt : constant_truth(condition, flow_.version_);
  const PathEnd at_head = path_since(start);
  reachable_ = reached && truth != false;

  loops_.push_back({{}, {}, start});
  if (is_for) {
    read_items(statement.child(Field::left));
    bind_all(DefinitionKind::loop_target, statement.child(Field::left), statement, statement.child(Field::right));
  } else {
    narrow(condition, true);
  }
  walk_block(statement.child(Field::body), depth + 1);
  LoopFrame frame = std::move(loops_.back());
  loops_.pop_back();
  if (reachable_) frame.continues.push_back(path_since(start));
  close_loop(heads, frame.continues);

  // Left by its condition or by running out, then through `else`; or by a break.
  rollback(start);
  reachable_ = reached && truth != true;
  for (const auto& [variable, definition] : at_head.changed) set(variable, definition);
  if (!is_for) narrow(condition, false);
  walk_block(statement.child(Field::alternative).child(Field::body), depth + 1);
  std::vector<PathEnd> ends = std::move(frame.breaks);
  if (reachable_) ends.push_back(path_since(start));
  rollback(start);
  join(ends);
}

void FlowBuilder::walk_match(Node statement, int depth) {
  std::vector<Node> subjects;
  for (const Node child : statement.children()) {
    if (child.field() != Field::subject) continue;
    walk_expression(child);
    subjects.push_back(child);
  }
  const std::size_t start = mark();
  const bool reached = reachable_;
  std::vector<PathEnd> ends;
  bool exhaustive = false;
  for (const Node clause : statement.child(Field::body).children()) {
    if (!clause.is(Kind::case_clause)) continue;
    const std::size_t before = mark();
    Node pattern;
    for (const Node part : clause.children()) {
      if (part.is(Kind::case_pattern)) {
        pattern = part;
        if (subjects.size() == 1) narrow_subject(subjects.front(), part, true);
        each_capture(part, [&](Node name) {
          bind(DefinitionKind::capture, name, part, subjects.size() == 1 ? subjects.front() : Node{});
        });
      } else if (part.is(Kind::if_clause)) {
        walk_children(part, 0);
        narrow(part.first_child(), true);
      }
    }
    walk_block(clause.child(Field::consequence), depth + 1);
    if (reachable_) ends.push_back(path_since(start));
    rollback(before);
    reachable_ = reached;
    const bool guarded = static_cast<bool>(clause.child(Field::guard));
    if (pattern && !guarded && subjects.size() == 1) narrow_subject(subjects.front(), pattern, false);
    // A wildcard or a single name takes whatever is left.
    exhaustive = exhaustive || (!guarded && pattern.first_child().is_any(Kind::none, Kind::dotted_name) &&
                                pattern.text().find('.') == std::string_view::npos);
    reachable_ = reached && !exhaustive;
  }
  if (!exhaustive && reachable_) ends.push_back(path_since(start));
  rollback(start);
  join(ends);
}

}  // namespace slicecop::semantics
