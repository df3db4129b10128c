// A file's syntax as one owned array of nodes in preorder. One cursor walk over tree-sitter's tree fills it, and that
// tree is freed at once; every pass after it is a loop over this array, or a hop from sibling to sibling: no recursion,
// no pointers.
//
// Kept are the named nodes, the tokens that carry a field (operators), the colons of a slice and `async`. Left out are
// other punctuation, the pieces of a string that hold no expression, and comments (they are a list of ranges).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "syntax/kinds.h"
#include "text/range.h"

namespace slicecop::syntax {

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xffffffff;

struct NodeData {
  Kind kind;
  Field field;         ///< the field of the parent that this node fills, Field::none for most
  std::uint8_t flags;  ///< bit 0: an error in this subtree; the others: its height, at most 127
  std::uint32_t start;
  std::uint32_t end;
  NodeId parent;  ///< no_node for the root
  NodeId after;   ///< the first node that is not a descendant: [id + 1, after) are the descendants of id
};
static_assert(sizeof(NodeData) == 20);

class Tree;

/// A node by value: a tree and an index. A default one is "no node"; asking it for children gives "no node" again, so
/// that chains of questions need no checks between.
class Node {
 public:
  constexpr Node() = default;
  constexpr Node(const Tree* tree, NodeId id) : tree_(tree), id_(id) {}

  constexpr explicit operator bool() const { return id_ != no_node; }
  friend constexpr bool operator==(Node a, Node b) { return a.id_ == b.id_; }

  [[nodiscard]] constexpr NodeId id() const { return id_; }
  [[nodiscard]] const Tree& tree() const { return *tree_; }
  [[nodiscard]] inline Kind kind() const;  ///< Kind::none for no node
  [[nodiscard]] inline Field field() const;
  [[nodiscard]] inline text::Range range() const;
  [[nodiscard]] inline std::string_view text() const;
  [[nodiscard]] bool is(Kind kind) const { return this->kind() == kind; }
  template <typename... Kinds>
  [[nodiscard]] bool is_any(Kinds... kinds) const {
    const Kind mine = kind();
    return ((mine == kinds) || ...);
  }

  [[nodiscard]] inline Node parent() const;
  [[nodiscard]] inline Node first_child() const;
  [[nodiscard]] inline Node next_sibling() const;
  [[nodiscard]] inline Node child(Field field) const;  ///< the first child with that field
  [[nodiscard]] inline Node child(std::uint32_t index) const;
  [[nodiscard]] inline bool contains(Node other) const;  ///< itself or a descendant
  [[nodiscard]] inline NodeId after() const;             ///< see NodeData::after

  /// This node or a descendant is an error or a token that the parser made up.
  [[nodiscard]] inline bool has_error() const;

  /// The longest way down to a leaf, in nodes; 0 for a leaf, 127 for 127 and more. What is worked out by recursion over
  /// expressions stops at a height, so that it never depends on how deep the stack is.
  [[nodiscard]] inline int height() const;

  class Children;
  [[nodiscard]] inline Children children() const;  ///< for (Node child : node.children())

 private:
  const Tree* tree_ = nullptr;
  NodeId id_ = no_node;
};

class Tree {
 public:
  static constexpr std::uint8_t flag_error = 1;

  [[nodiscard]] Node root() const { return {this, 0}; }
  [[nodiscard]] Node node(NodeId id) const { return {this, id}; }
  [[nodiscard]] NodeId size() const { return static_cast<NodeId>(nodes_.size()); }
  [[nodiscard]] const NodeData& operator[](NodeId id) const { return nodes_[id]; }

  /// The text that was parsed; it must outlive the tree.
  [[nodiscard]] std::string_view text() const { return text_; }

  /// All comments in order, each from its `#` to before the line end.
  [[nodiscard]] std::span<const text::Range> comments() const { return comments_; }

  /// The smallest node that covers `range`.
  [[nodiscard]] Node smallest_covering(text::Range range) const;

 private:
  friend class TreeBuilder;
  std::string_view text_;
  std::vector<NodeData> nodes_;
  std::vector<text::Range> comments_;
};

inline Kind Node::kind() const { return id_ == no_node ? Kind::none : (*tree_)[id_].kind; }
inline Field Node::field() const { return id_ == no_node ? Field::none : (*tree_)[id_].field; }
inline text::Range Node::range() const {
  if (id_ == no_node) return {};
  const NodeData& data = (*tree_)[id_];
  return {data.start, data.end};
}
inline std::string_view Node::text() const {
  if (id_ == no_node) return {};
  const NodeData& data = (*tree_)[id_];
  return tree_->text().substr(data.start, data.end - data.start);
}
inline NodeId Node::after() const { return id_ == no_node ? no_node : (*tree_)[id_].after; }
inline Node Node::parent() const { return id_ == no_node ? Node{} : Node{tree_, (*tree_)[id_].parent}; }
inline Node Node::first_child() const {
  if (id_ == no_node || (*tree_)[id_].after == id_ + 1) return {};
  return {tree_, id_ + 1};
}
inline Node Node::next_sibling() const {
  if (id_ == no_node) return {};
  const NodeData& data = (*tree_)[id_];
  if (data.parent == no_node || data.after >= (*tree_)[data.parent].after) return {};
  return {tree_, data.after};
}
inline Node Node::child(Field field) const {
  for (Node child = first_child(); child; child = child.next_sibling()) {
    if (child.field() == field) return child;
  }
  return {};
}
inline Node Node::child(std::uint32_t index) const {
  Node child = first_child();
  while (child && index-- > 0) child = child.next_sibling();
  return child;
}
inline bool Node::contains(Node other) const { return id_ <= other.id_ && other.id_ < after(); }
inline int Node::height() const { return id_ == no_node ? 0 : (*tree_)[id_].flags >> 1; }
inline bool Node::has_error() const { return id_ != no_node && ((*tree_)[id_].flags & Tree::flag_error) != 0; }

class Node::Children {
 public:
  class Iterator {
   public:
    constexpr explicit Iterator(Node node) : node_(node) {}
    Node operator*() const { return node_; }
    Iterator& operator++() {
      node_ = node_.next_sibling();
      return *this;
    }
    friend bool operator==(Iterator a, Iterator b) { return a.node_ == b.node_; }

   private:
    Node node_;
  };
  explicit Children(Node parent) : parent_(parent) {}
  [[nodiscard]] Iterator begin() const { return Iterator(parent_.first_child()); }
  [[nodiscard]] static Iterator end() { return Iterator(Node{}); }

 private:
  Node parent_;
};
inline Node::Children Node::children() const { return Children(*this); }

}  // namespace slicecop::syntax
