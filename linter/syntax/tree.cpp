#include "syntax/tree.h"

namespace slicecop::syntax {

Node Tree::smallest_covering(text::Range range) const {
  Node smallest = root();
  Node child = smallest.first_child();
  while (child) {
    if (child.range().contains(range)) {
      smallest = child;
      child = child.first_child();
    } else {
      child = child.next_sibling();
    }
  }
  return smallest;
}

}  // namespace slicecop::syntax
