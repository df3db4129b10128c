// Replacements in a text.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/range.h"

namespace slicecop::text {

/// Bytes `range` of the original text become `content`; an empty range inserts.
struct Edit {
  Range range;
  std::string content;

  friend auto operator<=>(const Edit&, const Edit&) = default;
};

/// True where no two edits touch the same byte and no two insert at the same place. Order does not matter.
bool disjoint(std::span<const Edit> edits);

/// `text` with all `edits` made. They must be disjoint; order does not matter.
std::string apply(std::string_view text, std::span<const Edit> edits);

/// The edits of a text that do at once what making `first`, and then `second` to the result, does. Both must be
/// disjoint; the result is, and is in order, with what touches joined into one edit.
std::vector<Edit> compose(std::span<const Edit> first, std::span<const Edit> second);

}  // namespace slicecop::text
