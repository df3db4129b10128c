// Where a file mentions an attribute, by its name, whatever stands before the dot.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "syntax/tree.h"

namespace slicecop::semantics {

class AttributeSites {
 public:
  explicit AttributeSites(const syntax::Tree& tree) : tree_(tree) {}

  /// The attribute nodes `anything.name`, in order.
  std::span<const syntax::NodeId> of(std::string_view name);

 private:
  const syntax::Tree& tree_;
  bool indexed_ = false;
  std::unordered_map<std::string_view, std::vector<syntax::NodeId>> by_name_;
};

}  // namespace slicecop::semantics
