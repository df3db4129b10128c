#include "text/edit.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <vector>

namespace slicecop::text {
namespace {

/// The edits from left to right. An insertion at the start of a replaced range comes before it.
std::vector<std::reference_wrapper<const Edit>> in_order(std::span<const Edit> edits) {
  std::vector<std::reference_wrapper<const Edit>> sorted(edits.begin(), edits.end());
  std::ranges::sort(sorted, {}, [](const Edit& edit) { return edit.range; });
  return sorted;
}

bool collide(const Edit& left, const Edit& right) {
  if (left.range.end > right.range.start) return true;
  return left.range.empty() && left.range == right.range;
}

}  // namespace

bool disjoint(std::span<const Edit> edits) {
  const auto sorted = in_order(edits);
  return std::ranges::adjacent_find(sorted, collide) == sorted.end();
}

std::string apply(std::string_view text, std::span<const Edit> edits) {
  assert(disjoint(edits));
  std::string result;
  std::size_t copied = 0;  // bytes of `text` that are in the result or replaced
  for (const Edit& edit : in_order(edits)) {
    assert(edit.range.start <= edit.range.end && edit.range.end <= text.size());
    result += text.substr(copied, edit.range.start - copied);
    result += edit.content;
    copied = edit.range.end;
  }
  result += text.substr(copied);
  return result;
}

}  // namespace slicecop::text
