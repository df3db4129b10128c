// Which definition of a name reaches which use: the code of each scope in static single assignment form. Every binding
// is a definition; where paths meet, a `phi` joins them; a condition such as `isinstance(x, bytes)` makes a `narrow`.
// Attributes of names (`self.buf`) are variables too, until the name before the dot is bound anew.
//
// Built for one scope at a time, when first asked. See flow_builder.h for how.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "semantics/scopes.h"

namespace slicecop::semantics {

using DefinitionId = std::uint32_t;
using VariableId = std::uint32_t;
inline constexpr DefinitionId no_definition = 0xffffffff;
inline constexpr VariableId no_variable = 0xffffffff;

enum class DefinitionKind : std::uint8_t {
  parameter,    ///< owner: the parameter node
  assignment,   ///< target = value, also named expressions; the target may be a part of a pattern
  declaration,  ///< `x: int` without a value
  augmented,    ///< owner: the augmented_assignment; its one operand is the definition before
  loop_target,  ///< owner: for_statement or for_in_clause
  with_target,  ///< owner: the as_pattern of a with item
  exception,    ///< owner: the except_clause
  capture,      ///< owner: the case_pattern
  import,       ///< owner: the import statement
  function,     ///< owner: the function_definition
  class_,       ///< owner: the class_definition
  deleted,
  unbound,    ///< a local name before anything binds it
  outer,      ///< a name of an enclosing scope, or a builtin, as this scope first sees it
  shared,     ///< a name that other scopes bind too: all its bindings at once
  attribute,  ///< an attribute as this scope first sees it; its operand is the definition of what stands before the dot
  phi,        ///< its operands are the definitions that meet
  narrow,     ///< its operand under a condition: owner is the condition, `positive` whether it held
  opaque,     ///< code that was not followed (nested too deep)
};

struct Definition {
  DefinitionKind kind;
  bool positive = false;  ///< of a narrow
  VariableId variable = no_variable;
  syntax::NodeId target = syntax::no_node;  ///< the identifier or attribute that is bound
  syntax::NodeId owner = syntax::no_node;   ///< see DefinitionKind
  syntax::NodeId value = syntax::no_node;   ///< the right side, the iterable, the context manager
  syntax::NodeId loop = syntax::no_node;    ///< of a phi at the head of a loop: the loop
  std::uint32_t first_operand = 0xffffffff;
  std::uint32_t first_use = 0xffffffff;
};

/// A name in a scope, or an attribute of a variable.
struct Variable {
  Atom atom;  ///< the name, or the attribute's name
  ScopeId scope;
  VariableId base = no_variable;  ///< of an attribute: the variable before the dot
  bool captured = false;          ///< nested scopes mention it
};

/// What of a function leaves it.
struct Exits {
  std::vector<syntax::NodeId> returns;  ///< return statements that are reached
  std::vector<syntax::NodeId> yields;   ///< yield expressions
  bool falls_through = false;           ///< the end of the body is reached
};

class Flow {
 public:
  /// `version`: the lowest minor version of Python 3 that the code is for.
  Flow(const syntax::Tree& tree, Atoms& atoms, Scopes& scopes, int version = 9);

  /// The definition that reaches the use `node` (an identifier that is read, or an attribute of one); no_definition
  /// where it is no such use.
  DefinitionId reaching(syntax::Node node);

  /// The definition that `target` (an identifier or attribute in a binding place) makes.
  DefinitionId definition_at(syntax::Node target);

  [[nodiscard]] const Definition& operator[](DefinitionId id) const { return definitions_[id]; }
  [[nodiscard]] const Variable& variable(VariableId id) const { return variables_[id]; }

  template <typename Visit>
  void each_operand(DefinitionId id, Visit&& visit) const {
    for (std::uint32_t link = definitions_[id].first_operand; link != 0xffffffff; link = operands_[link].next) {
      visit(operands_[link].id);
    }
  }
  /// True where `holds` is true of every operand; asks no further than the first of which it is not.
  template <typename Predicate>
  [[nodiscard]] bool all_operands(DefinitionId id, Predicate&& holds) const {
    for (std::uint32_t link = definitions_[id].first_operand; link != 0xffffffff; link = operands_[link].next) {
      if (!holds(operands_[link].id)) return false;
    }
    return true;
  }
  /// The first operand: of a narrow, an augmented or an attribute definition the only one.
  [[nodiscard]] DefinitionId operand(DefinitionId id) const {
    const std::uint32_t link = definitions_[id].first_operand;
    return link == 0xffffffff ? no_definition : operands_[link].id;
  }

  /// The identifiers and attributes that read exactly this definition.
  template <typename Visit>
  void each_use(DefinitionId id, Visit&& visit) const {
    for (std::uint32_t link = definitions_[id].first_use; link != 0xffffffff; link = uses_[link].next) {
      visit(uses_[link].id);
    }
  }
  /// True where `holds` is true of every use; asks no further than the first of which it is not.
  template <typename Predicate>
  bool all_uses(DefinitionId id, Predicate&& holds) const {
    for (std::uint32_t link = definitions_[id].first_use; link != 0xffffffff; link = uses_[link].next) {
      if (!holds(uses_[link].id)) return false;
    }
    return true;
  }
  /// The phi, narrow and attribute definitions that have this one as an operand.
  template <typename Visit>
  void each_dependent(DefinitionId id, Visit&& visit) const {
    const auto found = dependents_.find(id);
    if (found == dependents_.end()) return;
    for (const DefinitionId dependent : found->second) visit(dependent);
  }

  /// All bindings of a name in a scope's own code, in order (phis and narrowings left out).
  std::vector<DefinitionId> bindings_of(Atom atom, ScopeId scope);

  const Exits& exits(ScopeId scope);

  /// True where control never comes: behind a return, in a branch that is never taken.
  bool is_dead(syntax::Node node);

  void ensure(ScopeId scope);

 private:
  friend class FlowBuilder;
  struct Link {
    std::uint32_t id;
    std::uint32_t next;
  };

  const syntax::Tree& tree_;
  Atoms& atoms_;
  Scopes& scopes_;
  int version_;
  std::vector<Definition> definitions_;
  std::vector<Variable> variables_;
  std::vector<Link> operands_;
  std::vector<Link> uses_;
  std::unordered_map<DefinitionId, std::vector<DefinitionId>> dependents_;
  std::unordered_map<ScopeId, Exits> built_;
  /// The first node and the node behind each stretch of dead code, by scope, sorted.
  std::unordered_map<ScopeId, std::vector<std::pair<syntax::NodeId, syntax::NodeId>>> dead_;
  std::unordered_map<ScopeId, std::unordered_map<Atom, std::vector<DefinitionId>>> bindings_;
  /// By node: 1 + the definition that is read or made there.
  std::vector<DefinitionId> read_;
  std::vector<DefinitionId> made_;
};

}  // namespace slicecop::semantics
