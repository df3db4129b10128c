// Rows and columns of a text. Lines end with LF, CR LF or a lone CR, as Python reads them, unless asked otherwise.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/range.h"

namespace slicecop::text {

/// What a column counts: code points (terminals, JSON), UTF-16 units (editors) or UTF-8 bytes.
enum class ColumnUnit : std::uint8_t { code_points, utf16, utf8 };

/// What ends a line: what Python takes for it, or LF alone, as git and diff do.
enum class LineEnds : std::uint8_t { python, line_feed };

/// A place as people and other programs read it: both numbers are 1-based.
struct Position {
  std::uint32_t row = 1;
  std::uint32_t column = 1;

  friend constexpr auto operator<=>(const Position&, const Position&) = default;
};

/// The line starts of one UTF-8 text. Holds no text: every question that needs it is handed the same text again.
class LineMap {
 public:
  explicit LineMap(std::string_view text, LineEnds ends = LineEnds::python);

  /// At least 1: an empty text has one empty line.
  [[nodiscard]] std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }

  /// The 0-based line that holds byte `offset`; an offset at or past the end belongs to the last line.
  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const;

  /// Bytes of the 0-based `line`, without its line end.
  [[nodiscard]] Range line(std::string_view text, std::uint32_t line) const;

  /// Bytes of the 0-based `line`, with its line end.
  [[nodiscard]] Range full_line(std::uint32_t line) const;

  [[nodiscard]] Position position(std::string_view text, std::uint32_t offset,
                                  ColumnUnit unit = ColumnUnit::code_points) const;

  /// The byte offset of `position`, clamped to its line; the inverse of `position` for every offset that starts a
  /// code point.
  [[nodiscard]] std::uint32_t offset(std::string_view text, Position position,
                                     ColumnUnit unit = ColumnUnit::code_points) const;

 private:
  std::vector<std::uint32_t> starts_;
  std::uint32_t size_;
};

}  // namespace slicecop::text
