#include "report/gutter.h"

#include <algorithm>
#include <utility>

#include "report/printable.h"
#include "text/utf8.h"

namespace slicecop::report {

namespace {

// A line of more columns is cut; Ruff cuts there too.
constexpr std::uint32_t most_columns = 140;
constexpr std::uint32_t columns_before_focus = 40;
constexpr std::uint32_t most_bytes_per_character = 4;
constexpr std::string_view ellipsis = "...";

std::uint32_t start_of_character(std::string_view text, std::uint32_t at, std::uint32_t least) {
  while (at > least && text::is_continuation(text[at])) --at;
  return at;
}

}  // namespace

Gutter::Gutter(std::uint32_t last_row, Style style) : width_(std::to_string(last_row).size()), style_(style) {}

std::string Gutter::number(std::uint32_t row) const {
  const std::string digits = std::to_string(row);
  return digits + std::string(width_ - std::min(width_, digits.size()), ' ');
}

void Gutter::without_row(std::string& out, std::string_view rest) const {
  style_.append(out, Paint::frame, std::string(width_ + 1, ' ') + '|');
  if (!rest.empty()) out += ' ';
  out += rest;
  out += '\n';
}

void Gutter::with_row(std::string& out, std::uint32_t row, std::string_view text) const {
  const std::string digits = std::to_string(row);
  style_.append(out, Paint::frame, std::string(width_ - std::min(width_, digits.size()), ' ') + digits + " |");
  if (!text.empty()) out += ' ';
  out += text;
  out += '\n';
}

void Gutter::added(std::string& out, std::uint32_t row, std::string_view text) const {
  style_.append(out, Paint::frame, number(row) + ' ');
  style_.append(out, Paint::added, '+' + std::string(text.empty() ? "" : " ") + std::string(text));
  out += '\n';
}

void Gutter::removed(std::string& out, std::string_view text) const {
  out += std::string(width_ + 1, ' ');
  style_.append(out, Paint::removed, '-' + std::string(text.empty() ? "" : " ") + std::string(text));
  out += '\n';
}

void Gutter::arrow(std::string& out, std::string_view place) const {
  out += std::string(width_, ' ');
  style_.append(out, Paint::frame, "-->");
  out += ' ';
  out += place;
  out += '\n';
}

void Gutter::gap(std::string& out, std::string_view rail) const {
  std::string dots(ellipsis);
  if (!rail.empty()) dots.resize(std::max(dots.size(), width_ + 3), ' ');
  style_.append(out, Paint::frame, dots);
  out += rail;
  out += '\n';
}

Cut cut_line(std::string_view text, text::Range line, std::uint32_t focus) {
  const bool may_fit = line.size() <= most_columns * most_bytes_per_character;
  if (may_fit && printable_width(text.substr(line.start, line.size())) <= most_columns) return {.bytes = line};

  focus = std::clamp(focus, line.start, line.end);
  const std::uint32_t before = std::min(focus - line.start, columns_before_focus);
  Cut cut{.bytes = {.start = start_of_character(text, focus - before, line.start), .end = 0}};
  std::uint32_t width = 2 * static_cast<std::uint32_t>(ellipsis.size());
  std::uint32_t end = cut.bytes.start;
  while (end < line.end) {
    const std::string_view character = text.substr(end, text::first_code_point(text.substr(end)).size);
    width += printable_width(character);
    if (width > most_columns) break;
    end += static_cast<std::uint32_t>(character.size());
  }
  cut.bytes.end = end;
  cut.left = cut.bytes.start > line.start;
  cut.right = end < line.end;
  return cut;
}

std::string shown(std::string_view text, const Cut& cut) {
  std::string out(cut.left ? ellipsis : std::string_view{});
  append_printable(out, text.substr(cut.bytes.start, cut.bytes.size()));
  if (cut.right) out += ellipsis;
  return out;
}

std::uint32_t shown_column(std::string_view text, const Cut& cut, std::uint32_t offset) {
  const std::uint32_t end = std::clamp(offset, cut.bytes.start, cut.bytes.end);
  const std::uint32_t dots = cut.left ? static_cast<std::uint32_t>(ellipsis.size()) : 0;
  return dots + printable_width(text.substr(cut.bytes.start, end - cut.bytes.start));
}

}  // namespace slicecop::report
