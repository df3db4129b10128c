// FlowBuilder: variables, definitions and the meeting of paths.

#include <algorithm>
#include <ranges>

#include "semantics/flow_builder.h"
#include "semantics/targets.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

constexpr std::uint64_t key(std::uint32_t base, Atom atom) { return (static_cast<std::uint64_t>(base) << 32) | atom; }

// `a.b.c.d`: longer chains of attributes are not followed.
constexpr int longest_chain = 4;

}  // namespace

FlowBuilder::FlowBuilder(Flow& flow, ScopeId scope)
    : flow_(flow),
      tree_(flow.tree_),
      atoms_(flow.atoms_),
      scopes_(flow.scopes_),
      scope_(scope),
      bindings_(scopes_.bindings(scope)),
      first_variable_(static_cast<VariableId>(flow.variables_.size())) {}

VariableId FlowBuilder::variable_of(Atom atom) {
  for (const auto& [name, variable] : std::views::reverse(comprehension_names_)) {
    if (name == atom) return variable;
  }
  return attribute_of(no_variable, atom);
}

VariableId FlowBuilder::attribute_of(VariableId base, Atom atom) {
  const auto [found, fresh] = variables_.try_emplace(key(base, atom), static_cast<VariableId>(flow_.variables_.size()));
  if (fresh) {
    flow_.variables_.push_back({atom, scope_, base});
    current_.push_back(no_definition);
    stamp_.push_back(0);
    if (base != no_variable) attributes_[base].push_back(found->second);
  }
  return found->second;
}

VariableId FlowBuilder::variable_named(Node expression, int depth) {
  expression = syntax::unparenthesized(expression);
  if (expression.is(Kind::identifier)) return variable_of(atoms_.intern(expression.text()));
  if (!expression.is(Kind::attribute) || depth == longest_chain) return no_variable;
  const VariableId base = variable_named(expression.child(Field::object), depth + 1);
  if (base == no_variable) return no_variable;
  return attribute_of(base, atoms_.intern(expression.child(Field::attribute).text()));
}

DefinitionId FlowBuilder::current(VariableId variable) {
  const DefinitionId definition = current_[variable - first_variable_];
  if (definition == no_definition) {
    const DefinitionId first = first_definition(variable);
    // first_definition may have made variables, and so moved current_.
    if (flow_.variables_[variable].base == no_variable) {
      current_[variable - first_variable_] = first;
    } else {
      set(variable, first);
    }
    return first;
  }
  return definition;
}

// What a variable is before this scope binds it. For an attribute there is one such definition per definition of its
// base, so that two branches that both look at `self.x` see the same.
DefinitionId FlowBuilder::first_definition(VariableId variable) {
  const Variable seen = flow_.variables_[variable];
  if (seen.base != no_variable) {
    const DefinitionId base = current(seen.base);
    const auto [found, fresh] = attribute_definitions_.try_emplace(key(base, seen.atom), no_definition);
    if (fresh) {
      const DefinitionId made = define(DefinitionKind::attribute, variable, {}, {}, {});
      add_operand(made, base);
      attribute_definitions_[key(base, seen.atom)] = made;
      return made;
    }
    return found->second;
  }
  const bool own = bindings_.names.contains(seen.atom);
  if (own && scopes_.is_bound_elsewhere(seen.atom, scope_)) {
    return define(DefinitionKind::shared, variable, {}, {}, {});
  }
  return define(own ? DefinitionKind::unbound : DefinitionKind::outer, variable, {}, {}, {});
}

void FlowBuilder::set(VariableId variable, DefinitionId definition) {
  DefinitionId& slot = current_[variable - first_variable_];
  if (slot == definition) return;
  log_.push_back({variable, slot});
  slot = definition;
}

DefinitionId FlowBuilder::define(DefinitionKind kind, VariableId variable, Node target, Node owner, Node value) {
  const auto id = static_cast<DefinitionId>(flow_.definitions_.size());
  Definition definition{kind};
  definition.variable = variable;
  definition.target = target.id();
  definition.owner = owner.id();
  definition.value = value.id();
  flow_.definitions_.push_back(definition);
  return id;
}

void FlowBuilder::forget_attributes(VariableId base) {
  const auto found = attributes_.find(base);
  if (found == attributes_.end()) return;
  for (const VariableId attribute : found->second) {
    set(attribute, no_definition);
    forget_attributes(attribute);
  }
}

void FlowBuilder::bind(DefinitionKind kind, Node target, Node owner, Node value) {
  const VariableId variable = variable_named(target);
  if (target.is(Kind::attribute)) walk_expression(target.child(Field::object));
  if (variable == no_variable) return;
  const DefinitionId before = current(variable);
  const DefinitionId made = define(kind, variable, target, owner, value);
  if (kind == DefinitionKind::augmented) add_operand(made, before);
  flow_.made_[target.id()] = made + 1;
  const Variable& bound = flow_.variables_[variable];
  if (bound.base == no_variable) flow_.bindings_[scope_][bound.atom].push_back(made);
  if (flow_.definitions_[before].kind == DefinitionKind::shared) return;
  set(variable, made);
  forget_attributes(variable);
}

void FlowBuilder::bind_all(DefinitionKind kind, Node pattern, Node owner, Node value) {
  each_target(pattern, [&](Node target) { bind(kind, target, owner, value); });
}

void FlowBuilder::add_operand(DefinitionId definition, DefinitionId operand) {
  // Appended at the end, so that operands stand in the order of the paths.
  std::uint32_t* link = &flow_.definitions_[definition].first_operand;
  while (*link != 0xffffffff) {
    if (flow_.operands_[*link].id == operand) return;
    link = &flow_.operands_[*link].next;
  }
  *link = static_cast<std::uint32_t>(flow_.operands_.size());
  flow_.operands_.push_back({operand, 0xffffffff});
  flow_.dependents_[operand].push_back(definition);
}

void FlowBuilder::read(Node node, VariableId variable) {
  const DefinitionId definition = current(variable);
  flow_.read_[node.id()] = definition + 1;
  Definition& read = flow_.definitions_[definition];
  flow_.uses_.push_back({node.id(), read.first_use});
  read.first_use = static_cast<std::uint32_t>(flow_.uses_.size() - 1);
}

FlowBuilder::PathEnd FlowBuilder::path_since(std::size_t mark) {
  PathEnd path;
  ++stamp_now_;
  for (std::size_t i = mark; i < log_.size(); ++i) {
    const VariableId variable = log_[i].variable;
    std::uint32_t& stamp = stamp_[variable - first_variable_];
    if (stamp == stamp_now_) continue;
    stamp = stamp_now_;
    path.changed.emplace_back(variable, current_[variable - first_variable_]);
  }
  return path;
}

void FlowBuilder::rollback(std::size_t mark) {
  while (log_.size() > mark) {
    current_[log_.back().variable - first_variable_] = log_.back().before;
    log_.pop_back();
  }
}

void FlowBuilder::join(const std::vector<PathEnd>& paths) {
  reachable_ = !paths.empty();
  join_values(paths);
}

void FlowBuilder::join_values(const std::vector<PathEnd>& paths) {
  if (paths.size() == 1) {
    for (const auto& [variable, definition] : paths.front().changed) set(variable, definition);
    return;
  }
  std::vector<Brought> all;
  for (const PathEnd& path : paths) {
    for (const auto& [variable, definition] : path.changed) {
      all.push_back({variable, static_cast<std::uint32_t>(all.size()), definition});
    }
  }
  each_variable(all, [&](VariableId variable, std::span<const Brought> brought) {
    std::vector<DefinitionId> operands;
    // Paths that did not touch it bring what it was before.
    if (brought.size() < paths.size()) operands.push_back(current_[variable - first_variable_]);
    for (const Brought& one : brought) operands.push_back(one.definition);
    set(variable, meet(variable, operands));
  });
}

DefinitionId FlowBuilder::meet(VariableId variable, std::vector<DefinitionId>& operands) {
  // An attribute that no path binds is found again when it is asked for.
  const bool is_attribute = flow_.variables_[variable].base != no_variable;
  const auto is_unbound = [&](DefinitionId operand) {
    return operand == no_definition || flow_[operand].kind == DefinitionKind::attribute;
  };
  const bool unseen = std::ranges::find(operands, no_definition) != operands.end();
  if (is_attribute && unseen && std::ranges::all_of(operands, is_unbound)) return no_definition;
  for (DefinitionId& operand : operands) {
    if (operand == no_definition) operand = first_definition(variable);
  }
  if (std::ranges::all_of(operands, [&](DefinitionId operand) { return operand == operands.front(); })) {
    return operands.front();
  }
  if (const DefinitionId whole = rejoined(operands); whole != no_definition) return whole;
  const DefinitionId phi = define(DefinitionKind::phi, variable, {}, {}, {});
  for (const DefinitionId operand : operands) add_operand(phi, operand);
  return phi;
}

DefinitionId FlowBuilder::unnarrowed(DefinitionId definition) const {
  while (flow_[definition].kind == DefinitionKind::narrow) definition = flow_.operand(definition);
  return definition;
}

// Both sides of a condition meet again: what was narrowed is whole.
DefinitionId FlowBuilder::rejoined(const std::vector<DefinitionId>& operands) const {
  for (const DefinitionId candidate : operands) {
    const bool covers_all = std::ranges::all_of(operands, [&](DefinitionId operand) {
      while (operand != candidate && flow_[operand].kind == DefinitionKind::narrow) operand = flow_.operand(operand);
      return operand == candidate;
    });
    if (covers_all) return candidate;
  }
  if (operands.size() != 2) return no_definition;
  const Definition& first = flow_[operands[0]];
  const Definition& second = flow_[operands[1]];
  const bool opposite = first.kind == DefinitionKind::narrow && second.kind == DefinitionKind::narrow &&
                        first.owner == second.owner && first.positive != second.positive;
  return opposite && flow_.operand(operands[0]) == flow_.operand(operands[1]) ? flow_.operand(operands[0])
                                                                              : no_definition;
}

}  // namespace slicecop::semantics
