#include "text/utf8.h"

#include <string>

#include "catch.h"

namespace slicecop::text {
namespace {

std::string utf8(char32_t code_point) {
  std::string text;
  append_utf8(text, code_point);
  return text;
}

bool is_surrogate(char32_t value) { return value >= 0xD800 && value <= 0xDFFF; }

TEST_CASE("every code point goes to UTF-8 and back") {
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    if (is_surrogate(value)) continue;
    const std::string text = utf8(value);
    const CodePoint read = first_code_point(text + "x");
    if (read.value != value || read.size != text.size() || valid_utf8_prefix(text) != text.size())
      FAIL(static_cast<unsigned>(value));
  }
  CHECK(utf8(U'$') == "$");
  CHECK(utf8(U'é') == "\xC3\xA9");
  CHECK(utf8(U'€') == "\xE2\x82\xAC");
  CHECK(utf8(U'😀') == "\xF0\x9F\x98\x80");
}

TEST_CASE("two and three bytes are UTF-8 only where they spell a code point in its shortest form") {
  for (unsigned a = 0xC0; a < 0xF0; ++a) {
    for (unsigned b = 0; b < 256; ++b) {
      for (unsigned c = 0; c < 256; ++c) {
        const std::string bytes{static_cast<char>(a), static_cast<char>(b), static_cast<char>(c)};
        const bool two = a < 0xE0 && a * 64 - 0xC0 * 64 + b - 0x80 >= 0x80 && b / 64 == 2;
        const char32_t value = ((a & 0xFU) << 12U) | ((b & 0x3FU) << 6U) | (c & 0x3FU);
        const bool three = a >= 0xE0 && b / 64 == 2 && c / 64 == 2 && value >= 0x800 && !is_surrogate(value);
        std::size_t expected = 0;
        if (two) expected = c < 0x80 ? 3 : 2;
        if (three) expected = 3;
        if (valid_utf8_prefix(bytes) != expected) FAIL(a << ' ' << b << ' ' << c);
      }
    }
  }
}

TEST_CASE("four bytes are UTF-8 from U+10000 to U+10FFFF") {
  const auto [bytes, valid] = GENERATE(table<std::string, bool>({{"\xF0\x8F\xBF\xBF", false},
                                                                 {"\xF0\x90\x80\x80", true},
                                                                 {"\xF4\x8F\xBF\xBF", true},
                                                                 {"\xF4\x90\x80\x80", false},
                                                                 {"\xF5\x80\x80\x80", false},
                                                                 {"\xF0\x90\x80", false},
                                                                 {"\xF0\x90\x80\x41", false},
                                                                 {"\xF0\x90\x41\x80", false},
                                                                 {"\xFF", false},
                                                                 {"\x80", false}}));
  CAPTURE(bytes);
  CHECK((valid_utf8_prefix(bytes) == bytes.size()) == valid);
}

TEST_CASE("the first bad byte is found wherever it stands") {
  for (std::size_t before = 0; before < 100; ++before) {
    const std::string ascii(before, 'a');
    CHECK(ascii_prefix(ascii + "é") == before);
    CHECK(ascii_prefix(ascii + "é" + std::string(40, 'b')) == before);
    CHECK(ascii_prefix(ascii) == before);
    CHECK(valid_utf8_prefix(ascii + "\xE9" + std::string(40, 'b')) == before);
    CHECK(valid_utf8_prefix(ascii + "é" + "\xE9") == before + 2);
  }
}

}  // namespace
}  // namespace slicecop::text
