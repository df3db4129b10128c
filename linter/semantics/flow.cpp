#include "semantics/flow.h"

#include <algorithm>

#include "semantics/flow_builder.h"

namespace slicecop::semantics {

Flow::Flow(const syntax::Tree& tree, Atoms& atoms, Scopes& scopes, int version)
    : tree_(tree), atoms_(atoms), scopes_(scopes), version_(version), read_(tree.size(), 0), made_(tree.size(), 0) {}

void Flow::ensure(ScopeId scope) {
  const auto [found, fresh] = built_.try_emplace(scope);
  if (!fresh) return;
  Exits exits = FlowBuilder(*this, scope).build();
  built_[scope] = std::move(exits);
}

const Exits& Flow::exits(ScopeId scope) {
  ensure(scope);
  return built_[scope];
}

DefinitionId Flow::reaching(syntax::Node node) {
  if (!node.is_any(syntax::Kind::identifier, syntax::Kind::attribute)) return no_definition;
  if (read_[node.id()] == 0) ensure(scopes_.scope_of(node));
  return read_[node.id()] == 0 ? no_definition : read_[node.id()] - 1;
}

DefinitionId Flow::definition_at(syntax::Node target) {
  if (!target.is_any(syntax::Kind::identifier, syntax::Kind::attribute)) return no_definition;
  if (made_[target.id()] == 0) ensure(scopes_.scope_of(target));
  return made_[target.id()] == 0 ? no_definition : made_[target.id()] - 1;
}

bool Flow::is_dead(syntax::Node node) {
  // A function that is defined in dead code is as dead.
  for (ScopeId scope = scopes_.scope_of(node); scope != no_scope; scope = scopes_[scope].parent) {
    ensure(scope);
    const auto& stretches = dead_[scope];
    const auto behind =
        std::ranges::upper_bound(stretches, node.id(), {}, &std::pair<syntax::NodeId, syntax::NodeId>::first);
    if (behind != stretches.begin() && node.id() < std::prev(behind)->second) return true;
    node = tree_.node(scopes_[scope].node);
  }
  return false;
}

std::vector<DefinitionId> Flow::bindings_of(Atom atom, ScopeId scope) {
  ensure(scope);
  const auto& by_name = bindings_[scope];
  const auto found = by_name.find(atom);
  return found == by_name.end() ? std::vector<DefinitionId>{} : found->second;
}

}  // namespace slicecop::semantics
