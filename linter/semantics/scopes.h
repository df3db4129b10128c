// Scopes and what they bind, by Python's rules. Comprehensions are no scopes here: their variables are kept apart by
// the flow graph of the scope they stand in, which evaluates them where they stand.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "semantics/atoms.h"
#include "syntax/tree.h"

namespace slicecop::semantics {

using ScopeId = std::uint32_t;
inline constexpr ScopeId no_scope = 0xffffffff;
inline constexpr ScopeId module_scope = 0;

enum class ScopeKind : std::uint8_t { module, class_, function, lambda };

struct Scope {
  ScopeKind kind;
  ScopeId parent;
  syntax::NodeId node;  ///< the module, class_definition, function_definition, lambda, or call that makes a class
};

/// One place where a name, or an attribute of a name, is bound.
struct Binding {
  syntax::NodeId target;  ///< identifier or attribute
  syntax::NodeId owner;   ///< the statement or clause that binds it: assignment, for_statement, import, ...
  Atom atom;              ///< of the name; no_atom for an attribute
};

/// What one scope binds in its own code (nested scopes left out).
struct Bindings {
  std::vector<Binding> all;                           ///< in order of position
  std::unordered_map<Atom, std::uint32_t> names;      ///< local names -> how often bound
  std::unordered_map<Atom, syntax::NodeId> declared;  ///< names with an annotation (the first) -> its `type` node
  std::vector<Atom> globals;
  std::vector<Atom> nonlocals;
  bool star_import = false;  ///< `from m import *`: any name may be bound
};

class Scopes {
 public:
  Scopes(const syntax::Tree& tree, Atoms& atoms);

  [[nodiscard]] const Scope& operator[](ScopeId id) const { return scopes_[id]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(scopes_.size()); }

  /// The scope in which the code at `node` runs. Defaults, decorators, annotations and base classes belong to the scope
  /// around the function or class.
  [[nodiscard]] ScopeId scope_of(syntax::Node node) const;

  /// The scope that this module, class, function, lambda or record call (see record_calls.h) makes.
  [[nodiscard]] ScopeId scope_at(syntax::NodeId node) const;

  const Bindings& bindings(ScopeId id);

  /// The scope whose variable the name `atom` means in `from`: `from` itself, an enclosing function, or the module
  /// (whether or not it binds the name: a builtin is looked for there).
  ScopeId resolve(Atom atom, ScopeId from);

  /// True where a scope nested in `id` binds `atom` through `nonlocal` or (for the module) any scope through `global`.
  [[nodiscard]] bool is_bound_elsewhere(Atom atom, ScopeId id) const;

  /// The scopes that bind it so.
  [[nodiscard]] std::vector<ScopeId> binding_elsewhere(Atom atom, ScopeId id) const;

  /// True where code nested in `id` (functions, lambdas, classes) mentions `atom`.
  bool is_captured(Atom atom, ScopeId id);

 private:
  void collect(ScopeId id, Bindings& bindings);
  void collect_from(syntax::Node node, Bindings& bindings);
  void add(Bindings& bindings, syntax::Node target, syntax::Node owner);
  void collect_fields(syntax::Node record, Bindings& bindings);
  [[nodiscard]] bool is_inside(ScopeId scope, ScopeId outer) const;

  const syntax::Tree& tree_;
  Atoms& atoms_;
  std::vector<Scope> scopes_;
  std::vector<std::vector<ScopeId>> children_;
  std::unordered_map<ScopeId, Bindings> bindings_;
  std::unordered_map<ScopeId, std::unordered_set<Atom>> captured_;
  /// The scopes that declare a name `global` or `nonlocal`, in order of position.
  std::unordered_map<Atom, std::vector<ScopeId>> globals_;
  std::unordered_map<Atom, std::vector<ScopeId>> nonlocals_;
};

}  // namespace slicecop::semantics
