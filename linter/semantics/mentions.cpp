#include "semantics/mentions.h"

#include <algorithm>

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;
using syntax::NodeId;

namespace {

// Longer chains of attributes are no places that anything is asked about; to hash each of them whole would be
// quadratic.
constexpr std::uint32_t longest_text = 256;

}  // namespace

void Mentions::index() {
  indexed_ = true;
  for (NodeId id = 0; id < tree_.size(); ++id) {
    const Node node = tree_.node(id);
    if (!node.is_any(Kind::identifier, Kind::attribute) || node.range().size() > longest_text) continue;
    const bool names_something_else =
        node.field() == Field::attribute || (node.field() == Field::name && node.parent().is(Kind::keyword_argument));
    if (!names_something_else) by_text_[node.text()].push_back(id);
  }
}

std::span<const NodeId> Mentions::of(std::string_view text, NodeId first, NodeId end) {
  if (!indexed_) index();
  const auto found = by_text_.find(text);
  if (found == by_text_.end()) return {};
  const std::vector<NodeId>& all = found->second;
  const auto from = std::ranges::lower_bound(all, first);
  return {from, std::ranges::lower_bound(from, all.end(), end)};
}

}  // namespace slicecop::semantics
