#include "report/fix_diff.h"

#include <algorithm>

namespace slicecop::report {

namespace {

constexpr std::uint32_t lines_around = 1;

std::string_view without_line_end(std::string_view line) { return line.substr(0, line.find_last_not_of("\r\n") + 1); }

// `line` cut around the place where it begins to differ from the one beside it.
std::string shown_line(const DiffLine& line) {
  const std::string_view text = without_line_end(line.text);
  const auto focus =
      static_cast<std::uint32_t>(std::ranges::mismatch(text, without_line_end(line.beside)).in1 - text.begin());
  return shown(text, cut_line(text, {.start = 0, .end = static_cast<std::uint32_t>(text.size())}, focus));
}

}  // namespace

FixDiff::FixDiff(const text::SourceFile& source, const engine::Fix& fix)
    : hunks_(line_diff(source.text(), text::LineEnds::python, fix.edits, lines_around)) {
  for (const DiffHunk& hunk : hunks_) {
    const auto kept =
        std::ranges::count_if(hunk.lines, [](const DiffLine& line) { return line.change != LineChange::removed; });
    if (kept > 0) last_row_ = std::max(last_row_, hunk.row_after + static_cast<std::uint32_t>(kept) - 1);
  }
}

void FixDiff::append(std::string& out, const Gutter& gutter) const {
  gutter.without_row(out);
  for (const DiffHunk& hunk : hunks_) {
    if (&hunk != &hunks_.front()) gutter.gap(out);
    std::uint32_t row = hunk.row_after;
    for (const DiffLine& line : hunk.lines) {
      switch (line.change) {
        case LineChange::none:
          gutter.with_row(out, row++, shown_line(line));
          break;
        case LineChange::added:
          gutter.added(out, row++, shown_line(line));
          break;
        case LineChange::removed:
          gutter.removed(out, shown_line(line));
          break;
      }
    }
  }
  gutter.without_row(out);
}

}  // namespace slicecop::report
