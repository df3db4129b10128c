#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "report/line_diff.h"
#include "report/report.h"
#include "report/style.h"

namespace slicecop::report {

namespace {

constexpr std::uint32_t lines_around = 3;

// As `start,count` in the head of a hunk. A hunk without lines stands behind the line before it.
std::string range_of(std::uint32_t row, std::ptrdiff_t count) {
  if (count == 0) return fmt::format("{},0", row - 1);
  return count == 1 ? std::to_string(row) : fmt::format("{},{}", row, count);
}

std::string_view sign_of(LineChange change) {
  switch (change) {
    case LineChange::none:
      return " ";
    case LineChange::added:
      return "+";
    case LineChange::removed:
      return "-";
  }
  return {};
}

Paint paint_of(LineChange change) { return change == LineChange::added ? Paint::added : Paint::removed; }

// A name as git writes it: quoted, with C's escapes, where it holds what would be mistaken.
std::string name_of(std::string_view prefix, std::string_view path) {
  std::string name(prefix);
  bool plain = true;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      name += '\\';
      name += c;
      plain = false;
    } else if (byte < 0x20 || byte == 0x7F) {
      name += fmt::format("\\{:03o}", byte);
      plain = false;
    } else {
      name += c;
    }
  }
  return plain ? name : '"' + name + '"';
}

class Patch {
 public:
  Patch(const text::SourceFile& before, const Options& options) : style_(options.color), encoding_(before.encoding()) {
    bom_ = std::exchange(encoding_.bom, false);
  }

  void add(const DiffHunk& hunk) {
    const auto count_without = [&](LineChange change) {
      return std::ranges::count_if(hunk.lines, [&](const DiffLine& line) { return line.change != change; });
    };
    const std::string before = range_of(hunk.row_before, count_without(LineChange::added));
    const std::string after = range_of(hunk.row_after, count_without(LineChange::removed));
    out_ += style_(Paint::frame, fmt::format("@@ -{} +{} @@", before, after)) + '\n';
    std::uint32_t row_before = hunk.row_before;
    std::uint32_t row_after = hunk.row_after;
    for (const DiffLine& line : hunk.lines) {
      const bool first = line.change == LineChange::added ? row_after == 1 : row_before == 1;
      add_line(line, first);
      if (line.change != LineChange::added) ++row_before;
      if (line.change != LineChange::removed) ++row_after;
    }
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void add_line(const DiffLine& line, bool first) {
    const bool ended = line.text.ends_with('\n');
    const std::string_view content = std::string_view(line.text).substr(0, line.text.size() - (ended ? 1 : 0));
    std::string text(sign_of(line.change));
    if (first && bom_) text += "\xEF\xBB\xBF";
    // Each line of a file in its encoding is of it, and fixes that are not are never offered.
    text += text::encode(content, encoding_).value_or(std::string(content));
    out_ += line.change == LineChange::none ? text : style_(paint_of(line.change), text);
    out_ += ended ? "\n" : "\n\\ No newline at end of file\n";
  }

  Style style_;
  text::Encoding encoding_;
  bool bom_;
  std::string out_;
};

}  // namespace

std::string patch(std::string_view shown, const text::SourceFile& before, std::span<const text::Edit> edits,
                  const Options& options) {
  Patch patch(before, options);
  for (const DiffHunk& hunk : line_diff(before.text(), text::LineEnds::line_feed, edits, lines_around)) patch.add(hunk);
  std::string hunks = patch.take();
  if (hunks.empty()) return hunks;
  const Style style(options.color);
  return style(Paint::bold, "--- " + name_of("a/", shown)) + '\n' + style(Paint::bold, "+++ " + name_of("b/", shown)) +
         '\n' + hunks;
}

}  // namespace slicecop::report
