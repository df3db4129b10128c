#include "report/excerpt.h"

#include <algorithm>

#include "report/printable.h"

namespace slicecop::report {

namespace {

constexpr std::uint32_t lines_around = 2;
// Of a finding over more lines the middle is left out.
constexpr std::uint32_t most_lines = 8;
constexpr std::uint32_t lines_at_start = 4;
constexpr std::uint32_t lines_at_end = 2;

}  // namespace

Excerpt::Excerpt(const text::SourceFile& source, const engine::Finding& finding) : source_(source), finding_(finding) {
  const text::LineMap& lines = source.lines();
  first_ = lines.line_of(finding.range.start);
  last_ = finding.range.empty() ? first_ : lines.line_of(finding.range.end - 1);
  for (const engine::Note& note : finding.notes) noted_.push_back(lines.line_of(note.range.start));
  choose_lines();
}

bool Excerpt::is_blank(std::uint32_t line) const {
  const text::Range bytes = source_.lines().line(source_.text(), line);
  return source_.text(bytes).find_first_not_of(" \t\f") == std::string_view::npos;
}

void Excerpt::choose_lines() {
  const std::uint32_t final_line = source_.lines().line_count() - 1;
  const auto add = [&](std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t line = from; line <= std::min(to, final_line); ++line) lines_.push_back(line);
  };
  std::uint32_t from = first_ - std::min(first_, lines_around);
  std::uint32_t to = std::min(last_ + lines_around, final_line);
  while (from < first_ && is_blank(from)) ++from;
  while (to > last_ && is_blank(to)) --to;
  if (last_ - first_ < most_lines) {
    add(from, to);
  } else {
    add(from, first_ + lines_at_start - 1);
    add(last_ - lines_at_end + 1, to);
  }
  lines_.insert(lines_.end(), noted_.begin(), noted_.end());
  std::ranges::sort(lines_);
  // A single line between two that are shown takes no more room than the dots for it.
  const std::vector<std::uint32_t> chosen = lines_;
  for (std::size_t i = 1; i < chosen.size(); ++i) {
    if (chosen[i] == chosen[i - 1] + 2) lines_.push_back(chosen[i] - 1);
  }
  std::ranges::sort(lines_);
  const auto repeated = std::ranges::unique(lines_);
  lines_.erase(repeated.begin(), repeated.end());
}

std::uint32_t Excerpt::focus_of(std::uint32_t line) const {
  if (line == first_) return finding_.range.start;
  if (line == last_) return finding_.range.end;
  const auto note = std::ranges::find(noted_, line);
  if (note != noted_.end()) return finding_.notes[static_cast<std::size_t>(note - noted_.begin())].range.start;
  return source_.lines().full_line(line).start;
}

// Two columns before each line, where the finding is over several.
std::string Excerpt::rail_of(std::uint32_t line, const Style& style) const {
  if (first_ == last_) return {};
  const Paint paint = paint_of(finding_.severity);
  if (line == first_) {
    const text::Range bytes = source_.lines().line(source_.text(), line);
    const std::string_view before = source_.text({.start = bytes.start, .end = finding_.range.start});
    const bool starts_line = before.find_first_not_of(" \t\f") == std::string_view::npos;
    return starts_line ? style(paint, "/") + ' ' : "  ";
  }
  return line > first_ && line <= last_ ? style(paint, "|") + ' ' : "  ";
}

void Excerpt::append_finding_start(std::string& out, const Gutter& gutter, const Cut& cut) const {
  const std::uint32_t column = shown_column(source_.text(), cut, finding_.range.start);
  const std::string line = ' ' + std::string(column + 1, '_') + '^';
  gutter.without_row(out, gutter.style()(paint_of(finding_.severity), line));
}

void Excerpt::append_finding_end(std::string& out, const Gutter& gutter, const Cut& cut) const {
  const std::uint32_t column = shown_column(source_.text(), cut, finding_.range.end);
  const std::string line = '|' + std::string(std::max(column, 1U), '_') + '^';
  gutter.without_row(out, gutter.style()(paint_of(finding_.severity), line));
}

void Excerpt::append_mark(std::string& out, const Gutter& gutter, const Cut& cut, text::Range range, char sign,
                          std::string_view label) const {
  const std::uint32_t from = shown_column(source_.text(), cut, range.start);
  const std::uint32_t to = shown_column(source_.text(), cut, std::max(range.start, range.end));
  std::string mark(std::max(to - from, 1U), sign);
  if (!label.empty()) mark += ' ' + printable(label);
  const bool is_note = sign == '-';
  std::string line(from, ' ');
  gutter.style().append(line, is_note ? Paint::frame : paint_of(finding_.severity), mark);
  gutter.without_row(out, line);
}

void Excerpt::append_marks(std::string& out, const Gutter& gutter, std::uint32_t line, const Cut& cut) const {
  const text::Range bytes = source_.lines().line(source_.text(), line);
  if (first_ != last_) {
    const bool starts_inside = line == first_ && rail_of(line, Style(false)) == "  ";
    if (starts_inside) append_finding_start(out, gutter, cut);
    if (line == last_) append_finding_end(out, gutter, cut);
  } else if (line == first_) {
    append_mark(out, gutter, cut, finding_.range, '^', {});
  }
  for (std::size_t i = 0; i < noted_.size(); ++i) {
    if (noted_[i] != line) continue;
    const engine::Note& note = finding_.notes[i];
    const text::Range on_line{.start = note.range.start, .end = std::min(note.range.end, bytes.end)};
    append_mark(out, gutter, cut, on_line, '-', note.message);
  }
}

void Excerpt::append(std::string& out, const Gutter& gutter) const {
  gutter.without_row(out);
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const std::uint32_t line = lines_[i];
    if (i > 0 && line > lines_[i - 1] + 1) {
      const bool inside = line > first_ && line <= last_;
      gutter.gap(out, inside ? gutter.style()(paint_of(finding_.severity), "|") : std::string{});
    }
    const text::Range bytes = source_.lines().line(source_.text(), line);
    const Cut cut = cut_line(source_.text(), bytes, focus_of(line));
    const std::string text = shown(source_.text(), cut);
    gutter.with_row(out, line + 1, text.empty() ? text : rail_of(line, gutter.style()) + text);
    append_marks(out, gutter, line, cut);
  }
  gutter.without_row(out);
}

}  // namespace slicecop::report
