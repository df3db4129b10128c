// Where a name or attribute stops to hold a view: bound anew, deleted, released.
#pragma once

#include <string_view>

#include "syntax/tree.h"

namespace slicecop::engine {

class LettingGo {
 public:
  /// Of the view that `by` (a name, an attribute, or no node) holds of `base`.
  LettingGo(syntax::Node by, syntax::Node base);

  /// The first node of [first, end) behind which the view may be gone, or `base` be another buffer; `end` if there is
  /// none.
  [[nodiscard]] syntax::NodeId first_in(const syntax::Tree& tree, syntax::NodeId first, syntax::NodeId end) const;

  /// True where `mention` (a name or attribute) is bound or deleted.
  static bool is_bound(syntax::Node mention);

  /// True where it is bound, deleted, released, or given to a `with` that releases it.
  static bool is_let_go(syntax::Node mention);

 private:
  [[nodiscard]] bool ends_at(syntax::Node node) const;

  syntax::Node by_;
  syntax::Node base_;
  std::string_view holder_;  ///< `self` of an attribute: what it is handed to, or a method of it, may let go
};

}  // namespace slicecop::engine
