// Builds the definitions of one scope: a walk over its statements in order, with the current definition of every
// variable and a log of what changed, so that a branch costs what it changes and not what is in scope.
#pragma once

#include <algorithm>
#include <compare>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "semantics/flow.h"
#include "syntax/views.h"

namespace slicecop::semantics {

class FlowBuilder {
 public:
  FlowBuilder(Flow& flow, ScopeId scope);
  Exits build();

 private:
  using Node = syntax::Node;

  /// The definitions that differ from those at a mark, where one path ends.
  struct PathEnd {
    using Change = std::pair<VariableId, DefinitionId>;
    std::vector<Change> changed;
  };
  /// A definition of a variable that one of several paths brings; `order` keeps the order of the paths.
  struct Brought {
    VariableId variable;
    std::uint32_t order;
    DefinitionId definition;
    friend auto operator<=>(const Brought&, const Brought&) = default;
  };
  /// Calls `visit(variable, brought)` with everything that was brought for one variable.
  template <typename Visit>
  static void each_variable(std::vector<Brought>& all, Visit&& visit) {
    std::ranges::sort(all);
    for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
      while (end < all.size() && all[end].variable == all[begin].variable) ++end;
      visit(all[begin].variable, std::span<const Brought>(all).subspan(begin, end - begin));
    }
  }
  struct LoopFrame {
    std::vector<PathEnd> breaks;
    std::vector<PathEnd> continues;
    std::size_t mark;
  };
  struct Changed {
    VariableId variable;
    DefinitionId before;
  };

  // --- variables and definitions: flow_variables.cpp ---
  VariableId variable_of(Atom atom);
  VariableId attribute_of(VariableId base, Atom atom);
  /// The variable that an expression names: an identifier, or a chain of attributes on one; no_variable for others.
  VariableId variable_named(Node expression, int depth = 0);
  DefinitionId current(VariableId variable);
  DefinitionId first_definition(VariableId variable);
  void set(VariableId variable, DefinitionId definition);
  /// The variable before the dot was bound anew: its attributes are other ones now.
  void forget_attributes(VariableId base);
  DefinitionId meet(VariableId variable, std::vector<DefinitionId>& operands);
  [[nodiscard]] DefinitionId unnarrowed(DefinitionId definition) const;
  [[nodiscard]] DefinitionId rejoined(const std::vector<DefinitionId>& operands) const;
  DefinitionId define(DefinitionKind kind, VariableId variable, Node target, Node owner, Node value);
  void bind(DefinitionKind kind, Node target, Node owner, Node value);
  void bind_all(DefinitionKind kind, Node pattern, Node owner, Node value);
  void add_operand(DefinitionId definition, DefinitionId operand);
  void read(Node node, VariableId variable);

  // --- paths ---
  [[nodiscard]] std::size_t mark() const { return log_.size(); }
  PathEnd path_since(std::size_t mark);
  void rollback(std::size_t mark);
  /// Continues with what the ended paths have in common; unreachable where there is none.
  void join(const std::vector<PathEnd>& paths);
  /// The same for paths within one expression, which change nothing about whether it is reached.
  void join_values(const std::vector<PathEnd>& paths);

  // --- statements: flow_statements.cpp ---
  void walk_block(Node block, int depth);
  void walk_statement(Node statement, int depth);
  /// Remembers a statement that control never reaches.
  void mark_dead(Node statement);
  void walk_if(Node statement, int depth);
  void walk_loop(Node statement, int depth);
  void walk_match(Node statement, int depth);
  void walk_assignment(Node assignment);
  void read_items(Node targets);
  void walk_import(Node statement);
  void walk_definition(Node definition);
  void walk_delete(Node statement);
  /// Puts a phi at the head of `loop` for everything that is bound inside it.
  std::vector<DefinitionId> begin_loop(Node loop);
  /// Gives those phis what comes back from the end of the body and from each `continue`.
  void close_loop(const std::vector<DefinitionId>& heads, const std::vector<PathEnd>& back);

  // --- what an exception may leave anywhere: flow_try.cpp ---
  void walk_try(Node statement, int depth);
  /// The `finally` of a try that made the definitions from `first` on; `ends` are the ways out of it that go on behind.
  void walk_finally(Node block, int depth, DefinitionId first, const std::vector<PathEnd>& ends);
  /// What a walk has bound, over what is current now.
  void bind_again(const std::vector<PathEnd::Change>& bound);
  void walk_with(Node statement, int depth);
  /// The state in which an exception handler of a body that made the definitions from `first` on starts.
  void enter_handler(DefinitionId first, DefinitionId end);
  /// The way out of a stretch of code that made the definitions from `first` on and may be left after any of them.
  PathEnd interrupted(DefinitionId first);

  // --- expressions: flow_expressions.cpp ---
  void walk_expression(Node expression, int depth = 0);
  void walk_children(Node expression, int depth);
  void walk_comprehension(Node comprehension, int depth);
  void walk_conditional(Node conditional, int depth);
  void walk_boolean(Node boolean, int depth);
  void walk_lambda(Node lambda);
  /// Reads every name, in order, without regard to conditions: for expressions too high to walk.
  void walk_names(Node expression);
  /// Applies what is known where `condition` held (or did not).
  void narrow(Node condition, bool positive, int depth = 0);
  void narrow_subject(Node subject, Node condition, bool positive);

  Flow& flow_;
  const syntax::Tree& tree_;
  Atoms& atoms_;
  Scopes& scopes_;
  ScopeId scope_;
  const Bindings& bindings_;
  std::unordered_map<std::uint64_t, VariableId> variables_;                ///< (base, atom) -> variable of this scope
  std::unordered_map<VariableId, std::vector<VariableId>> attributes_;     ///< variable -> its attributes
  std::unordered_map<std::uint64_t, DefinitionId> attribute_definitions_;  ///< (definition of the base, atom)
  std::vector<std::pair<Atom, VariableId>> comprehension_names_;           ///< innermost last
  VariableId first_variable_;
  std::vector<DefinitionId> current_;  ///< by variable - first_variable_
  std::vector<Changed> log_;
  std::vector<std::uint32_t> stamp_;  ///< by variable: the last join or path that saw it
  std::uint32_t stamp_now_ = 0;
  std::vector<LoopFrame> loops_;
  bool reachable_ = true;
  Exits exits_;
};

}  // namespace slicecop::semantics
