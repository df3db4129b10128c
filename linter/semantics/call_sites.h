// The calls of a file by the last name of what they call, and the names that are mentioned without being called.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "syntax/tree.h"

namespace slicecop::semantics {

class CallSites {
 public:
  explicit CallSites(const syntax::Tree& tree) : tree_(tree) {}

  /// The calls of `name(...)` and `anything.name(...)`, in order.
  std::span<const syntax::NodeId> of(std::string_view name);

  /// True where the function `name` is mentioned without being called: whoever gets it may call it.
  bool is_handed_around(std::string_view name);

 private:
  void index();

  const syntax::Tree& tree_;
  bool indexed_ = false;
  std::unordered_map<std::string_view, std::vector<syntax::NodeId>> calls_;
  std::unordered_set<std::string_view> mentioned_;
};

}  // namespace slicecop::semantics
