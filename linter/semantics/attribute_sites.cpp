#include "semantics/attribute_sites.h"

namespace slicecop::semantics {

std::span<const syntax::NodeId> AttributeSites::of(std::string_view name) {
  if (!indexed_) {
    indexed_ = true;
    for (syntax::NodeId id = 0; id < tree_.size(); ++id) {
      if (tree_[id].kind != syntax::Kind::attribute) continue;
      by_name_[tree_.node(id).child(syntax::Field::attribute).text()].push_back(id);
    }
  }
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? std::span<const syntax::NodeId>{} : found->second;
}

}  // namespace slicecop::semantics
