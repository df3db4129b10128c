// Which loop multiplies a copy, and whether what it binds comes back on the next pass.
#pragma once

#include <optional>
#include <unordered_map>

#include "semantics/constants.h"
#include "semantics/evaluator.h"
#include "semantics/loop.h"
#include "semantics/mentions.h"

namespace slicecop::semantics {

class Loops {
 public:
  Loops(Evaluator& evaluator, Constants& constants, Mentions& mentions)
      : evaluator_(evaluator), constants_(constants), mentions_(mentions) {}

  Loop around(syntax::Node node);
  bool is_invariant(syntax::Node expression, const Loop& loop);
  Loop carrying(syntax::Node target);

 private:
  using Node = syntax::Node;

  /// How a block leaves the loop, as ids of nodes.
  struct WayOut {
    syntax::NodeId leaves = syntax::no_node;         ///< its last statement, if that always does
    syntax::NodeId last_continue = syntax::no_node;  ///< the last one in it, if it leaves
  };

  Node way_out(Node block, Node from);
  /// The loop, if it counts as one; see Loop.
  Loop counted(Node loop);
  std::optional<std::uint64_t> passes_of(Node iterable);
  /// True where `definition` is made, through reassignments of the same variable, from `head`.
  bool comes_from(DefinitionId definition, DefinitionId head);
  void add_sources(const Definition& made, std::vector<DefinitionId>& sources);
  Node value_for(const Definition& made);
  bool binds(Node loop, Node name);

  Evaluator& evaluator_;
  Constants& constants_;
  Mentions& mentions_;
  std::unordered_map<syntax::NodeId, WayOut> ways_out_;  ///< by block
};

}  // namespace slicecop::semantics
