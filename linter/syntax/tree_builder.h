// Copies a tree-sitter tree into a Tree, in one cursor walk. Only parse.cpp needs it.
#pragma once

#include <tree_sitter/api.h>

#include <string_view>

#include "syntax/tree.h"

namespace slicecop::syntax {

class TreeBuilder {
 public:
  static Tree build(TSNode root, std::string_view text);

 private:
  explicit TreeBuilder(std::string_view text);

  // Opens a node for what the cursor is at, unless it is left out; true if its children are to be visited.
  bool enter(const TSTreeCursor& cursor);
  void leave();

  Tree tree_;
  // One entry per level of the cursor: the node opened there, or no_node where it was left out.
  std::vector<NodeId> open_;
  NodeId parent_ = no_node;
};

}  // namespace slicecop::syntax
