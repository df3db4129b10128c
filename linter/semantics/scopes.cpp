#include "semantics/scopes.h"

#include <algorithm>
#include <iterator>

#include "semantics/record_calls.h"
#include "semantics/targets.h"
#include "syntax/views.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;
using syntax::NodeId;

namespace {

bool makes_scope(Kind kind) {
  return kind == Kind::function_definition || kind == Kind::class_definition || kind == Kind::lambda;
}

ScopeKind scope_kind(Kind kind) {
  if (kind == Kind::function_definition) return ScopeKind::function;
  return kind == Kind::class_definition ? ScopeKind::class_ : ScopeKind::lambda;
}

/// The name of a parameter, whatever its form; no node for `*`, `/` and Python 2's tuples.
Node parameter_name(Node parameter) {
  switch (parameter.kind()) {
    case Kind::identifier:
      return parameter;
    case Kind::default_parameter:
    case Kind::typed_default_parameter:
      return parameter.child(Field::name);
    case Kind::typed_parameter:
      return parameter_name(parameter.first_child());
    case Kind::list_splat_pattern:
    case Kind::dictionary_splat_pattern:
      return parameter.first_child();
    default:
      return {};
  }
}

}  // namespace

Scopes::Scopes(const syntax::Tree& tree, Atoms& atoms) : tree_(tree), atoms_(atoms) {
  scopes_.push_back({ScopeKind::module, no_scope, 0});
  children_.emplace_back();
  std::vector<ScopeId> open{module_scope};
  std::vector<NodeId> declaring;
  for (NodeId id = 1; id < tree.size(); ++id) {
    const Kind kind = tree[id].kind;
    if (kind == Kind::global_statement || kind == Kind::nonlocal_statement) declaring.push_back(id);
    const bool is_record = kind == Kind::call && record_kind(tree.node(id)) != RecordKind::none;
    if (!makes_scope(kind) && !is_record) continue;
    while (open.size() > 1 && id >= tree[scopes_[open.back()].node].after) open.pop_back();
    if (is_record) {
      // What stands in it is evaluated around it: nothing is nested in such a scope.
      scopes_.push_back({ScopeKind::class_, open.back(), id});
      children_.emplace_back();
      continue;
    }
    const auto scope = static_cast<ScopeId>(scopes_.size());
    children_[open.back()].push_back(scope);
    scopes_.push_back({scope_kind(kind), open.back(), id});
    children_.emplace_back();
    open.push_back(scope);
  }
  // A function in a default value or decorator of another is nested in it by position only; its code runs in the scope
  // around that other. scope_of sorts that out for names, and the parents here follow it.
  for (ScopeId id = 1; id < scopes_.size(); ++id) {
    const ScopeId parent = scope_of(tree_.node(scopes_[id].node));
    if (parent == scopes_[id].parent) continue;
    if (std::erase(children_[scopes_[id].parent], id) > 0) children_[parent].push_back(id);
    scopes_[id].parent = parent;
  }
  for (const NodeId id : declaring) {
    const Node statement = tree.node(id);
    auto& declared = statement.is(Kind::global_statement) ? globals_ : nonlocals_;
    const ScopeId scope = scope_of(statement);
    for (const Node name : statement.children()) declared[atoms_.intern(name.text())].push_back(scope);
  }
}

ScopeId Scopes::scope_at(NodeId node) const {
  const auto found = std::ranges::lower_bound(scopes_, node, {}, &Scope::node);
  return found != scopes_.end() && found->node == node ? static_cast<ScopeId>(found - scopes_.begin()) : no_scope;
}

ScopeId Scopes::scope_of(Node node) const {
  Node child = node;
  for (Node parent = node.parent(); parent; child = parent, parent = parent.parent()) {
    if (!makes_scope(parent.kind())) continue;
    if (child.field() == Field::body) return scope_at(parent.id());
    if (child.field() == Field::parameters) {
      for (const Node parameter : child.children()) {
        if (parameter.contains(node) && parameter_name(parameter) == node) return scope_at(parent.id());
      }
    }
  }
  return module_scope;
}

const Bindings& Scopes::bindings(ScopeId id) {
  const auto [found, fresh] = bindings_.try_emplace(id);
  if (fresh) {
    collect(id, found->second);
    for (const Binding& binding : found->second.all) {
      if (binding.atom != no_atom) ++found->second.names[binding.atom];
    }
    for (const Atom atom : found->second.globals) found->second.names.erase(atom);
    for (const Atom atom : found->second.nonlocals) found->second.names.erase(atom);
  }
  return found->second;
}

void Scopes::add(Bindings& bindings, Node target, Node owner) {
  const Atom atom = target.is(Kind::identifier) ? atoms_.intern(target.text()) : no_atom;
  bindings.all.push_back({target.id(), owner.id(), atom});
}

void Scopes::collect(ScopeId id, Bindings& bindings) {
  const Node node = tree_.node(scopes_[id].node);
  if (node.is(Kind::call)) {
    collect_fields(node, bindings);
    return;
  }
  Node body = node;
  if (scopes_[id].kind != ScopeKind::module) {
    body = node.child(Field::body);
    for (const Node parameter : node.child(Field::parameters).children()) {
      if (const Node name = parameter_name(parameter)) {
        add(bindings, name, parameter);
      } else {
        each_target(parameter, [&](Node target) { add(bindings, target, parameter); });
      }
    }
  }
  if (!body) return;
  for (NodeId at = body.id(); at < body.after();) {
    const Node current = tree_.node(at);
    collect_from(current, bindings);
    // Nested scopes bind their own name here and nothing else (a walrus in their defaults is too rare to look for).
    at = makes_scope(current.kind()) && at != body.id() ? current.after() : at + 1;
  }
  std::ranges::sort(bindings.all, {}, [](const Binding& binding) { return std::pair(binding.target, binding.owner); });
}

void Scopes::collect_fields(Node record, Bindings& bindings) {
  for (const RecordField& field : record_fields(syntax::Call(record))) {
    const Atom atom = atoms_.intern(field.name);
    ++bindings.names[atom];
    if (field.type) bindings.declared.try_emplace(atom, field.type.id());
  }
}

void Scopes::collect_from(Node node, Bindings& bindings) {
  const auto add_all = [&](Node pattern) { each_target(pattern, [&](Node target) { add(bindings, target, node); }); };
  switch (node.kind()) {
    case Kind::assignment:
      add_all(node.child(Field::left));
      if (const Node type = node.child(Field::type); type && node.child(Field::left).is(Kind::identifier)) {
        bindings.declared.try_emplace(atoms_.intern(node.child(Field::left).text()), type.id());
      }
      break;
    case Kind::augmented_assignment:
    case Kind::for_statement:
      add_all(node.child(Field::left));
      break;
    case Kind::named_expression:
      add_all(node.child(Field::name));
      break;
    case Kind::as_pattern_target:
    case Kind::delete_statement:
      add_all(node);
      break;
    case Kind::function_definition:
    case Kind::class_definition:
      add_all(node.child(Field::name));
      break;
    case Kind::type_alias_statement:
      each_target(node.child(Field::left), [&](Node target) { add(bindings, target, node); });
      break;
    case Kind::case_pattern:
      if (node.parent().is(Kind::case_clause)) each_capture(node, [&](Node name) { add(bindings, name, node); });
      break;
    case Kind::import_statement:
    case Kind::import_from_statement:
    case Kind::future_import_statement:
      for (const Node name : node.children()) {
        if (name.is(Kind::wildcard_import)) bindings.star_import = true;
        if (name.field() != Field::name) continue;
        if (name.is(Kind::aliased_import)) {
          add(bindings, name.child(Field::alias), node);
        } else if (name.first_child()) {
          add(bindings, name.first_child(), node);
        }
      }
      break;
    case Kind::global_statement:
      for (const Node name : node.children()) bindings.globals.push_back(atoms_.intern(name.text()));
      break;
    case Kind::nonlocal_statement:
      for (const Node name : node.children()) bindings.nonlocals.push_back(atoms_.intern(name.text()));
      break;
    default:
      break;
  }
}

ScopeId Scopes::resolve(Atom atom, ScopeId from) {
  const Bindings& own = bindings(from);
  if (own.names.contains(atom)) return from;
  if (std::ranges::find(own.globals, atom) != own.globals.end()) return module_scope;
  for (ScopeId id = scopes_[from].parent; id != no_scope; id = scopes_[id].parent) {
    if (scopes_[id].kind == ScopeKind::class_) continue;
    if (id == module_scope || bindings(id).names.contains(atom)) return id;
  }
  return module_scope;
}

bool Scopes::is_bound_elsewhere(Atom atom, ScopeId id) const {
  const auto& declared = id == module_scope ? globals_ : nonlocals_;
  const auto found = declared.find(atom);
  if (found == declared.end()) return false;
  return std::ranges::any_of(found->second, [&](ScopeId scope) { return is_inside(scope, id); });
}

std::vector<ScopeId> Scopes::binding_elsewhere(Atom atom, ScopeId id) const {
  const auto& declared = id == module_scope ? globals_ : nonlocals_;
  const auto found = declared.find(atom);
  if (found == declared.end()) return {};
  std::vector<ScopeId> inside;
  std::ranges::copy_if(found->second, std::back_inserter(inside), [&](ScopeId scope) { return is_inside(scope, id); });
  return inside;
}

bool Scopes::is_inside(ScopeId scope, ScopeId outer) const {
  const NodeId node = scopes_[scope].node;
  return scopes_[outer].node <= node && node < tree_[scopes_[outer].node].after;
}

bool Scopes::is_captured(Atom atom, ScopeId id) {
  const auto [found, fresh] = captured_.try_emplace(id);
  if (fresh) {
    for (const ScopeId nested : children_[id]) {
      const syntax::NodeData& node = tree_[scopes_[nested].node];
      for (NodeId at = scopes_[nested].node; at < node.after; ++at) {
        if (tree_[at].kind == Kind::identifier) found->second.insert(atoms_.intern(tree_.node(at).text()));
      }
    }
  }
  return found->second.contains(atom);
}

}  // namespace slicecop::semantics
