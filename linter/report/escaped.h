// Text for a format in which some characters mean something.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

namespace slicecop::report {

struct Escape {
  char character;
  std::string_view written;
};

inline std::string escaped(std::string_view text, std::span<const Escape> escapes) {
  std::string out;
  for (const char c : text) {
    const auto escape = std::ranges::find(escapes, c, &Escape::character);
    if (escape == escapes.end()) {
      out += c;
    } else {
      out += escape->written;
    }
  }
  return out;
}

}  // namespace slicecop::report
