#include "report/line_diff.h"

#include <algorithm>
#include <utility>

namespace slicecop::report {

namespace {

using text::Edit;
using text::LineEnds;
using text::LineMap;
using text::Range;

// Above this product of line counts the old lines are shown as removed and the new ones as added, without a search for
// what both have in common.
constexpr std::size_t most_comparisons = 250'000;

std::vector<std::string_view> split_lines(std::string_view text, LineEnds ends) {
  std::vector<std::string_view> lines;
  if (text.empty()) return lines;
  const LineMap map(text, ends);
  for (std::uint32_t i = 0; i < map.line_count(); ++i) {
    const Range line = map.full_line(i);
    lines.push_back(text.substr(line.start, line.size()));
  }
  // What follows the last line end is no line of its own here.
  if (lines.back().empty()) lines.pop_back();
  return lines;
}

// For each pair of suffixes of `before` and `after` the length of their longest common subsequence.
class CommonLines {
 public:
  CommonLines(std::span<const std::string_view> before, std::span<const std::string_view> after)
      : columns_(after.size() + 1), lengths_((before.size() + 1) * columns_) {
    for (std::size_t i = before.size(); i-- > 0;) {
      for (std::size_t j = after.size(); j-- > 0;) {
        lengths_[(i * columns_) + j] =
            before[i] == after[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
  }
  [[nodiscard]] std::uint32_t at(std::size_t i, std::size_t j) const { return lengths_[(i * columns_) + j]; }

 private:
  std::size_t columns_;
  std::vector<std::uint32_t> lengths_;
};

// The first line that `edit` leaves as it is.
std::uint32_t line_after(const LineMap& lines, const Edit& edit) {
  const std::uint32_t line = lines.line_of(edit.range.end);
  const bool whole_lines = edit.content.empty() ? !edit.range.empty() : edit.content.ends_with('\n');
  return whole_lines && lines.full_line(line).start == edit.range.end ? line : line + 1;
}

std::vector<DiffLine> changed_lines(std::span<const std::string_view> old, std::span<const std::string_view> fresh) {
  std::vector<DiffLine> lines;
  const bool compare = old.size() * fresh.size() <= most_comparisons;
  const CommonLines common = compare ? CommonLines(old, fresh) : CommonLines({}, {});
  const auto add = [&](LineChange change, std::string_view text, std::string_view beside) {
    lines.push_back({.change = change, .text = std::string(text), .beside = std::string(beside)});
  };
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < old.size() || j < fresh.size()) {
    const bool both = i < old.size() && j < fresh.size();
    if (both && old[i] == fresh[j]) {
      add(LineChange::none, fresh[j], {});
      ++i;
      ++j;
    } else if (j == fresh.size() || (both && (!compare || common.at(i + 1, j) >= common.at(i, j + 1)))) {
      add(LineChange::removed, old[i], j < fresh.size() ? fresh[j] : std::string_view{});
      ++i;
    } else {
      add(LineChange::added, fresh[j], i > 0 ? old[i - 1] : std::string_view{});
      ++j;
    }
  }
  return lines;
}

}  // namespace

std::vector<DiffHunk> line_diff(std::string_view text, LineEnds ends, std::span<const Edit> edits,
                                std::uint32_t around) {
  std::vector<Edit> sorted(edits.begin(), edits.end());
  std::ranges::sort(sorted);
  const LineMap lines(text, ends);
  std::vector<DiffHunk> hunks;
  std::int64_t rows_gained = 0;  // by the hunks so far
  for (std::size_t next = 0; next < sorted.size();) {
    const std::uint32_t first = lines.line_of(sorted[next].range.start);
    std::uint32_t after = first;
    std::vector<Edit> local;
    for (; next < sorted.size(); ++next) {
      if (!local.empty() && lines.line_of(sorted[next].range.start) > after + (2 * around)) break;
      after = std::max(after, line_after(lines, sorted[next]));
      local.push_back(sorted[next]);
    }
    const std::uint32_t from = first - std::min(first, around);
    const std::uint32_t to = std::min(after + around, lines.line_count()) - 1;
    const Range bytes{.start = lines.full_line(from).start, .end = lines.full_line(to).end};
    for (Edit& edit : local) {
      edit.range = {.start = edit.range.start - bytes.start, .end = edit.range.end - bytes.start};
    }
    const std::string_view before = text.substr(bytes.start, bytes.size());
    const std::string changed = text::apply(before, local);
    const std::vector<std::string_view> old = split_lines(before, ends);
    const std::vector<std::string_view> fresh = split_lines(changed, ends);
    hunks.push_back({.row_before = from + 1,
                     .row_after = static_cast<std::uint32_t>(from + 1 + rows_gained),
                     .lines = changed_lines(old, fresh)});
    rows_gained += static_cast<std::int64_t>(fresh.size()) - static_cast<std::int64_t>(old.size());
  }
  return hunks;
}

}  // namespace slicecop::report
