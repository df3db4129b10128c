// A half-open range of bytes, the one way in which places in a text are told. Rows and columns exist only at the
// edges (report, server), where text::LineMap makes them.
#pragma once

#include <compare>
#include <cstdint>

namespace slicecop::text {

/// Bytes [start, end) of a SourceFile's UTF-8 text.
struct Range {
  std::uint32_t start = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr std::uint32_t size() const { return end - start; }
  [[nodiscard]] constexpr bool empty() const { return start == end; }
  [[nodiscard]] constexpr bool contains(std::uint32_t offset) const { return start <= offset && offset < end; }
  [[nodiscard]] constexpr bool contains(Range other) const { return start <= other.start && other.end <= end; }

  friend constexpr auto operator<=>(const Range&, const Range&) = default;
};

}  // namespace slicecop::text
