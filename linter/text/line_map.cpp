#include "text/line_map.h"

#include <algorithm>
#include <cstring>

#include "text/utf8.h"

namespace slicecop::text {
namespace {

/// The first `byte` in [from, end), or `end`. memchr is the fastest scan that every system has.
const char* find(const char* from, const char* end, char byte) {
  const void* found = from == end ? nullptr : std::memchr(from, byte, static_cast<std::size_t>(end - from));
  return found == nullptr ? end : static_cast<const char*>(found);
}

bool starts_code_point(char byte) { return !is_continuation(byte); }

/// Only code points of four bytes (11110xxx) need a surrogate pair.
bool needs_surrogates(char byte) { return static_cast<unsigned char>(byte) >= 0xF0U; }

std::uint32_t count_units(std::string_view text, ColumnUnit unit) {
  if (unit == ColumnUnit::utf8) return static_cast<std::uint32_t>(text.size());
  auto count = std::ranges::count_if(text, starts_code_point);
  if (unit == ColumnUnit::utf16) count += std::ranges::count_if(text, needs_surrogates);
  return static_cast<std::uint32_t>(count);
}

/// Moves `offset` back to the start of its code point, at most three bytes and not before `start`.
std::uint32_t floor_to_code_point(std::string_view text, std::uint32_t offset, std::uint32_t start) {
  for (int step = 0; step < 3 && offset > start && offset < text.size() && is_continuation(text[offset]); ++step) {
    --offset;
  }
  return offset;
}

/// Bytes of `line` before its unit number `units` (0-based): the start of the code point that holds it. line.size()
/// where the line is shorter.
std::size_t skip_units(std::string_view line, std::uint32_t units, ColumnUnit unit) {
  if (unit == ColumnUnit::utf8) {
    const auto clamped = std::min(static_cast<std::size_t>(units), line.size());
    return floor_to_code_point(line, static_cast<std::uint32_t>(clamped), 0);
  }
  std::uint32_t passed = 0;  // units of the code points that start before `offset`
  std::size_t start = 0;
  for (std::size_t offset = 0; offset < line.size(); ++offset) {
    if (is_continuation(line[offset])) continue;
    if (passed == units) return offset;
    if (passed > units) return start;  // the second half of a surrogate pair
    start = offset;
    passed += unit == ColumnUnit::utf16 && needs_surrogates(line[offset]) ? 2 : 1;
  }
  return passed > units ? start : line.size();
}

}  // namespace

LineMap::LineMap(std::string_view text, LineEnds ends) : size_(static_cast<std::uint32_t>(text.size())) {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto start_line = [this, begin](const char* at) { starts_.push_back(static_cast<std::uint32_t>(at - begin)); };

  starts_.reserve((text.size() / 32) + 1);  // lines of Python are 30 to 40 bytes long
  starts_.push_back(0);
  const bool has_carriage_returns = ends == LineEnds::python && find(begin, end, '\r') != end;
  for (const char* at = begin; at != end;) {
    const char* const line_feed = find(at, end, '\n');
    if (has_carriage_returns) {
      for (const char* cr = find(at, line_feed, '\r'); cr != line_feed; cr = find(cr + 1, line_feed, '\r')) {
        const bool before_line_feed = cr + 1 == line_feed && line_feed != end;
        if (!before_line_feed) start_line(cr + 1);
      }
    }
    if (line_feed == end) break;
    at = line_feed + 1;
    start_line(at);
  }
}

std::uint32_t LineMap::line_of(std::uint32_t offset) const {
  const auto after = std::ranges::upper_bound(starts_, offset);
  return static_cast<std::uint32_t>(after - starts_.begin()) - 1;
}

Range LineMap::full_line(std::uint32_t line) const {
  return {.start = starts_[line], .end = line + 1 < starts_.size() ? starts_[line + 1] : size_};
}

Range LineMap::line(std::string_view text, std::uint32_t line) const {
  Range range = full_line(line);
  if (!range.empty() && text[range.end - 1] == '\n') --range.end;
  // In a last line without a line end, a CR would have started a further line: it cannot be mistaken here.
  if (!range.empty() && text[range.end - 1] == '\r') --range.end;
  return range;
}

Position LineMap::position(std::string_view text, std::uint32_t offset, ColumnUnit unit) const {
  offset = std::min(offset, size_);
  const std::uint32_t line = line_of(offset);
  const std::uint32_t start = starts_[line];
  offset = floor_to_code_point(text, offset, start);
  return {.row = line + 1, .column = count_units(text.substr(start, offset - start), unit) + 1};
}

std::uint32_t LineMap::offset(std::string_view text, Position position, ColumnUnit unit) const {
  if (position.row > line_count()) return size_;
  const std::uint32_t number = std::max(position.row, 1U) - 1;
  const std::uint32_t column = std::max(position.column, 1U) - 1;
  const Range whole = full_line(number);
  const auto skipped = static_cast<std::uint32_t>(skip_units(text.substr(whole.start, whole.size()), column, unit));
  return skipped < whole.size() ? whole.start + skipped : line(text, number).end;
}

}  // namespace slicecop::text
