// The `[...]` of a pattern: ranges, `!` or `^` to negate, backslashes, and the named classes of POSIX such as
// `[:digit:]`, which hold ASCII only.
#pragma once

#include <bitset>
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace slicecop::config {

using ByteSet = std::bitset<256>;

struct ByteClass {
  ByteSet bytes;
  std::size_t end = 0;  ///< where in the pattern the class ends: the byte after its `]`
};

/// Reads the class whose `[` is at `start` of `pattern`. Fails where it is never closed or names an unknown class.
std::expected<ByteClass, std::string> parse_byte_class(std::string_view pattern, std::size_t start);

}  // namespace slicecop::config
