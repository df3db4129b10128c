// UTF-8 one code point at a time, and the check of a whole text. As strict as Python: no surrogates, no overlong forms,
// nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace slicecop::text {

/// True for a byte that does not start a code point (10xxxxxx).
constexpr bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// Bytes of `text` before the first that are not UTF-8; text.size() where all are.
std::size_t valid_utf8_prefix(std::string_view text);

/// Bytes of `text` before the first that is not ASCII; text.size() where all are.
std::size_t ascii_prefix(std::string_view text);

/// Appends `code_point`, which must be a Unicode scalar value.
void append_utf8(std::string& text, char32_t code_point);

/// The code point at the start of `text`, which must be valid UTF-8 and not empty, and its size in bytes.
struct CodePoint {
  char32_t value;
  std::size_t size;
};
CodePoint first_code_point(std::string_view text);

}  // namespace slicecop::text
