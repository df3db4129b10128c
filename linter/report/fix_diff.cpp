#include "report/fix_diff.h"

#include <algorithm>
#include <span>
#include <utility>

#include "text/edit.h"

namespace slicecop::report {

namespace {

constexpr std::uint32_t lines_around = 1;
// Above this product of line counts the old lines are shown as removed and the new ones as added, without a search for
// what both have in common.
constexpr std::size_t most_comparisons = 10'000;

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  if (text.empty()) return lines;
  const text::LineMap map(text);
  for (std::uint32_t i = 0; i < map.line_count(); ++i) {
    const text::Range line = map.line(text, i);
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
std::uint32_t line_after(const text::LineMap& lines, const text::Edit& edit) {
  const std::uint32_t line = lines.line_of(edit.range.end);
  const bool whole_lines = edit.content.empty() ? !edit.range.empty() : edit.content.ends_with('\n');
  return whole_lines && lines.full_line(line).start == edit.range.end ? line : line + 1;
}

// `text` cut around the place where it begins to differ from `other`.
std::string shown_around_change(std::string_view text, std::string_view other) {
  const auto focus = static_cast<std::uint32_t>(std::ranges::mismatch(text, other).in1 - text.begin());
  return shown(text, cut_line(text, {.start = 0, .end = static_cast<std::uint32_t>(text.size())}, focus));
}

}  // namespace

FixDiff::FixDiff(const text::SourceFile& source, const engine::Fix& fix) {
  std::vector<text::Edit> edits = fix.edits;
  std::ranges::sort(edits);
  const text::LineMap& lines = source.lines();
  for (std::size_t next = 0; next < edits.size();) {
    // Edits whose lines, with those around them, touch make one hunk.
    const std::uint32_t first = lines.line_of(edits[next].range.start);
    std::uint32_t after = first;
    std::vector<text::Edit> local;
    for (; next < edits.size(); ++next) {
      if (!local.empty() && lines.line_of(edits[next].range.start) > after + (2 * lines_around)) break;
      after = std::max(after, line_after(lines, edits[next]));
      local.push_back(edits[next]);
    }
    const std::uint32_t from = first - std::min(first, lines_around);
    const std::uint32_t to = std::min(after + lines_around, lines.line_count()) - 1;
    const text::Range bytes{.start = lines.full_line(from).start, .end = lines.full_line(to).end};
    for (text::Edit& edit : local) {
      edit.range = {.start = edit.range.start - bytes.start, .end = edit.range.end - bytes.start};
    }
    add_hunk(from + 1, source.text(bytes), text::apply(source.text(bytes), local));
  }
}

void FixDiff::add(Change change, std::uint32_t row, std::string_view text) {
  lines_.push_back({.change = change, .row = row, .text = std::string(text)});
  last_row_ = std::max(last_row_, row);
}

void FixDiff::add_hunk(std::uint32_t first_row, std::string_view before, std::string_view after) {
  const std::vector<std::string_view> old = split_lines(before);
  const std::vector<std::string_view> fresh = split_lines(after);
  const bool compare = old.size() * fresh.size() <= most_comparisons;
  const CommonLines common = compare ? CommonLines(old, fresh) : CommonLines({}, {});

  if (!lines_.empty()) add(Change::gap, 0, {});
  auto row = static_cast<std::uint32_t>(first_row + rows_gained_);
  rows_gained_ += static_cast<std::int64_t>(fresh.size()) - static_cast<std::int64_t>(old.size());
  std::size_t i = 0;
  std::size_t j = 0;
  const auto counterpart = [](std::span<const std::string_view> lines, std::size_t at) {
    return at < lines.size() ? lines[at] : std::string_view{};
  };
  while (i < old.size() || j < fresh.size()) {
    const bool both = i < old.size() && j < fresh.size();
    if (both && old[i] == fresh[j]) {
      add(Change::none, row++, shown_around_change(fresh[j], {}));
      ++i;
      ++j;
    } else if (j == fresh.size() || (both && (!compare || common.at(i + 1, j) >= common.at(i, j + 1)))) {
      add(Change::removed, 0, shown_around_change(old[i], counterpart(fresh, j)));
      ++i;
    } else {
      add(Change::added, row++, shown_around_change(fresh[j], i > 0 ? old[i - 1] : std::string_view{}));
      ++j;
    }
  }
}

void FixDiff::append(std::string& out, const Gutter& gutter) const {
  gutter.without_row(out);
  for (const Line& line : lines_) {
    switch (line.change) {
      case Change::none:
        gutter.with_row(out, line.row, line.text);
        break;
      case Change::added:
        gutter.added(out, line.row, line.text);
        break;
      case Change::removed:
        gutter.removed(out, line.text);
        break;
      case Change::gap:
        gutter.gap(out);
        break;
    }
  }
  gutter.without_row(out);
}

}  // namespace slicecop::report
