#include "text/line_map.h"

#include <array>
#include <random>
#include <string>
#include <string_view>

#include "catch.h"
#include "text/utf8.h"

namespace slicecop::text {
namespace {

constexpr std::array units{ColumnUnit::code_points, ColumnUnit::utf16, ColumnUnit::utf8};

std::string_view slice(std::string_view text, Range range) { return text.substr(range.start, range.size()); }

std::uint32_t size_of(std::string_view text) { return static_cast<std::uint32_t>(text.size()); }

TEST_CASE("lines end with LF, CR LF and a lone CR, and with nothing else") {
  const std::string_view text = "one\ntwo\r\nthree\rfour\n\r\n\r\rform\ffeed\v\xC2\x85\xE2\x80\xA8";
  const LineMap lines(text);
  const std::array<std::string_view, 8> expected{"one", "two", "three", "four",
                                                 "",    "",    "",      "form\ffeed\v\xC2\x85\xE2\x80\xA8"};
  REQUIRE(lines.line_count() == expected.size());
  for (std::uint32_t number = 0; number < expected.size(); ++number) {
    CHECK(slice(text, lines.line(text, number)) == expected.at(number));
  }
  CHECK(slice(text, lines.full_line(0)) == "one\n");
  CHECK(slice(text, lines.full_line(1)) == "two\r\n");
  CHECK(slice(text, lines.full_line(2)) == "three\r");
}

TEST_CASE("an empty text has one empty line, and a final line end starts one more") {
  const auto [text, count] = GENERATE(table<std::string, std::uint32_t>(
      {{"", 1}, {"a", 1}, {"\n", 2}, {"\r", 2}, {"\r\n", 2}, {"\n\r", 3}, {"a\n", 2}, {"a\r", 2}, {"a\nb", 2}}));
  CAPTURE(text);
  const LineMap lines(text);
  CHECK(lines.line_count() == count);
  CHECK(lines.full_line(count - 1).end == text.size());
  CHECK(lines.line_of(size_of(text)) == count - 1);
}

TEST_CASE("a column counts code points, UTF-16 units or bytes") {
  const std::string_view text = "x = 1\n é€😀!\n";
  const LineMap lines(text);
  const std::uint32_t mark = size_of(text) - 2;
  CHECK(lines.position(text, mark, ColumnUnit::code_points) == Position{2, 5});
  CHECK(lines.position(text, mark, ColumnUnit::utf16) == Position{2, 6});
  CHECK(lines.position(text, mark, ColumnUnit::utf8) == Position{2, 11});
  CHECK(lines.position(text, mark) == Position{2, 5});
}

TEST_CASE("a place within a code point counts as its start") {
  const std::string_view text = "a😀b";
  const LineMap lines(text);
  for (std::uint32_t inside = 2; inside <= 4; ++inside) {
    for (const ColumnUnit unit : units) CHECK(lines.position(text, inside, unit) == Position{1, 2});
  }
  CHECK(lines.offset(text, {1, 3}, ColumnUnit::utf16) == 1);  // between the two surrogates
  CHECK(lines.offset(text, {1, 4}, ColumnUnit::utf16) == 5);
  CHECK(lines.offset(text, {1, 4}, ColumnUnit::utf8) == 1);

  const std::string_view last = "a😀";  // the pair ends the line
  CHECK(LineMap(last).offset(last, {1, 3}, ColumnUnit::utf16) == 1);
  CHECK(LineMap(last).offset(last, {1, 4}, ColumnUnit::utf16) == 5);
}

TEST_CASE("a position beyond the text is clamped") {
  const std::string_view text = "ab\r\ncd\n";
  const LineMap lines(text);
  for (const ColumnUnit unit : units) {
    CHECK(lines.offset(text, {1, 99}, unit) == 2);  // before the line end
    CHECK(lines.offset(text, {2, 99}, unit) == 6);
    CHECK(lines.offset(text, {3, 1}, unit) == 7);
    CHECK(lines.offset(text, {3, 9}, unit) == 7);
    CHECK(lines.offset(text, {99, 1}, unit) == 7);
    CHECK(lines.offset(text, {0, 0}, unit) == 0);
    CHECK(lines.position(text, 99, unit) == Position{3, 1});
  }
}

TEST_CASE("bytes that are not UTF-8 do no harm") {
  const std::string text = "\x80\x80\x80\x80\x80\n\xF0\n\xFF\xBF";
  const LineMap lines(text);
  for (std::uint32_t offset = 0; offset <= text.size(); ++offset) {
    for (const ColumnUnit unit : units) {
      const Position position = lines.position(text, offset, unit);
      CHECK(position.row == lines.line_of(offset) + 1);
      CHECK(lines.offset(text, position, unit) <= text.size());
    }
  }
}

/// Rows and columns counted one code point at a time, as the definition has them.
struct Counter {
  std::uint32_t row = 1;
  std::array<std::uint32_t, 3> columns{1, 1, 1};

  void pass(std::string_view text, std::uint32_t offset) {
    const CodePoint character = first_code_point(text.substr(offset));
    const bool line_end = character.value == '\n' || (character.value == '\r' && text.substr(offset, 2) != "\r\n");
    if (line_end) {
      ++row;
      columns = {1, 1, 1};
      return;
    }
    columns[0] += 1;
    columns[1] += character.value > 0xFFFF ? 2 : 1;
    columns[2] += static_cast<std::uint32_t>(character.size);
  }
};

TEST_CASE("positions and offsets are inverse on random texts, in all three units") {
  constexpr std::array<std::string_view, 12> pieces{
      "a", "é", "€", "😀", "\n", "\r", "\r\n", "\t", "\f", "ab cd", "\U0010FFFF", std::string_view("\0", 1)};
  std::mt19937 random(20240607);  // NOLINT(bugprone-random-generator-seed): the same texts every time
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (auto left = random() % 60; left > 0; --left) text += pieces.at(random() % pieces.size());
    const LineMap lines(text);
    Counter counter;
    for (std::uint32_t offset = 0;; offset += static_cast<std::uint32_t>(first_code_point(text.substr(offset)).size)) {
      for (std::size_t unit = 0; unit < units.size(); ++unit) {
        const Position expected{.row = counter.row, .column = counter.columns.at(unit)};
        CAPTURE(text, offset, unit);
        REQUIRE(lines.position(text, offset, units.at(unit)) == expected);
        REQUIRE(lines.offset(text, expected, units.at(unit)) == offset);
      }
      if (offset == text.size()) break;
      counter.pass(text, offset);
    }
    REQUIRE(lines.line_count() == counter.row);
  }
}

TEST_CASE("one line of 3 MB") {
  std::string text = "data = b'";
  while (text.size() < 3'000'000) text += "é";
  text += "'\nx";
  const LineMap lines(text);
  REQUIRE(lines.line_count() == 2);
  const std::uint32_t quote = size_of(text) - 3;
  const Position position = lines.position(text, quote);
  CHECK(position == Position{1, 9 + ((quote - 9) / 2) + 1});
  CHECK(lines.offset(text, position) == quote);
}

}  // namespace
}  // namespace slicecop::text
