#include "report/printable.h"

#include <algorithm>
#include <span>

#include "report/wide_characters.h"
#include "text/utf8.h"

namespace slicecop::report {

namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr std::uint32_t tab_width = 4;

bool is_in(std::span<const CharacterRange> ranges, char32_t c) {
  const auto after = std::ranges::upper_bound(ranges, c, {}, &CharacterRange::first);
  return after != ranges.begin() && std::prev(after)->last >= c;
}

// Characters that change how their neighbours are laid out, or cannot be seen.
bool is_deceptive(char32_t c) {
  return c == 0x61C || c == 0xAD || c == 0x200B || (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

char32_t shown(char32_t c) {
  constexpr char32_t picture_of_nul = 0x2400;
  constexpr char32_t picture_of_delete = 0x2421;
  if (c < 0x20) return picture_of_nul + c;
  if (c == 0x7F) return picture_of_delete;
  if ((c >= 0x80 && c < 0xA0) || is_deceptive(c)) return replacement;
  return c;
}

std::uint32_t columns(char32_t c) {
  if (c < 0x300) return 1;
  if (is_in(wide_characters, c)) return 2;
  return is_in(zero_width_characters, c) ? 0 : 1;
}

}  // namespace

std::uint32_t append_printable(std::string& out, std::string_view text) {
  std::uint32_t width = 0;
  std::size_t valid = text::valid_utf8_prefix(text);
  while (!text.empty()) {
    if (valid == 0) {
      text::append_utf8(out, replacement);
      ++width;
      text.remove_prefix(1);
      valid = text::valid_utf8_prefix(text);
      continue;
    }
    const text::CodePoint next = text::first_code_point(text);
    if (next.value == '\t') {
      out.append(tab_width, ' ');
      width += tab_width;
    } else {
      const char32_t c = shown(next.value);
      text::append_utf8(out, c);
      width += columns(c);
    }
    text.remove_prefix(next.size);
    valid -= next.size;
  }
  return width;
}

std::string printable(std::string_view text) {
  std::string out;
  append_printable(out, text);
  return out;
}

std::uint32_t printable_width(std::string_view text) {
  std::string unused;
  return append_printable(unused, text);
}

}  // namespace slicecop::report
