// What edits change, line by line, in hunks with some lines around.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/edit.h"
#include "text/line_map.h"

namespace slicecop::report {

enum class LineChange : std::uint8_t { none, added, removed };

struct DiffLine {
  LineChange change = LineChange::none;
  std::string text;    ///< with its line end
  std::string beside;  ///< of a changed line: what stands in its place in the other text, as far as that can be said
};

struct DiffHunk {
  std::uint32_t row_before = 1;  ///< 1-based, of the first line, in the text before
  std::uint32_t row_after = 1;
  std::vector<DiffLine> lines;
};

/// `edits` of `text`, disjoint, in any order. Hunks whose `around` unchanged lines would touch are one.
std::vector<DiffHunk> line_diff(std::string_view text, text::LineEnds ends, std::span<const text::Edit> edits,
                                std::uint32_t around);

}  // namespace slicecop::report
