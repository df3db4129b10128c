#include "text/source_file.h"

#include <string>

#include "catch.h"

namespace slicecop::text {
namespace {

SourceFile file_of(const std::string& bytes) {
  auto file = SourceFile::from_bytes("a.py", bytes);
  REQUIRE(file.has_value());
  return std::move(*file);
}

EncodingError error_of(const std::string& bytes) {
  auto file = SourceFile::from_bytes("a.py", bytes);
  REQUIRE_FALSE(file.has_value());
  return file.error();
}

TEST_CASE("the text is UTF-8 without a BOM, and goes back to the same bytes") {
  const auto [bytes, text] = GENERATE(table<std::string, std::string>({
      {"", ""},
      {"x = 'é'\r\n\f\ty\r", "x = 'é'\r\n\f\ty\r"},
      {"\xEF\xBB\xBFx = 'é'", "x = 'é'"},
      {"# coding: latin-1\nx = '\xE9\xA0'", "# coding: latin-1\nx = 'é\xC2\xA0'"},
      {"# coding: cp1252\nx = '\x80'\r\n", "# coding: cp1252\nx = '€'\r\n"},
      {"# coding: koi8-r\n# \xF0\xD2\xC9\xD7\xC5\xD4", "# coding: koi8-r\n# Привет"},
      {"# coding: ascii\nx", "# coding: ascii\nx"},
      {std::string("a\0b\n", 4), std::string("a\0b\n", 4)},
      {"# coding: mac-arabic\nx = '\xE1'", "# coding: mac-arabic\nx = 'ف'"},
  }));
  const SourceFile file = file_of(bytes);
  CHECK(file.text() == text);
  CHECK(file.size() == text.size());
  CHECK(file.writes_back_exactly());
  CHECK(file.encode(file.text()) == bytes);
}

TEST_CASE("an error says which byte it was, counted from the start of the file") {
  CHECK(error_of("x = '\xE9'").message == "byte 0xe9 is not valid UTF-8");
  CHECK(error_of("x = '\xE9'").offset == 5);
  CHECK(error_of("\xEF\xBB\xBFx = '\xE9'").offset == 8);
  CHECK(error_of("# coding: utf-8\n\xC3").offset == 16);
  CHECK(error_of("# coding: ascii\n\xC3\xA9").message == "byte 0xc3 is not a character of `ascii`");
  CHECK(error_of("# coding: ascii\n\xC3\xA9").offset == 16);
  CHECK(error_of("# coding: cp1252\n\x81").message == "byte 0x81 is not a character of `cp1252`");
  CHECK(error_of("\xEF\xBB\xBF# coding: cp1252\n").message == "encoding `cp1252` is declared after a UTF-8 BOM");
  CHECK(error_of("\xEF\xBB\xBF# coding: cp1252\n").offset == 13);
  CHECK(error_of(std::string("\xFF\xFEx\0", 4)).offset == 0);  // UTF-16
}

TEST_CASE("a text that its encoding cannot spell is not written") {
  const SourceFile latin = file_of("# coding: latin-1\n");
  const auto euro = latin.encode("x = '€'");
  REQUIRE_FALSE(euro.has_value());
  CHECK(euro.error().message == "character U+20AC does not exist in `iso8859-1`");
  CHECK(euro.error().offset == 5);
  CHECK_FALSE(file_of("# coding: ascii\n").encode("é").has_value());
  CHECK_FALSE(file_of("# coding: cp1252\n").encode("😀").has_value());
  CHECK_FALSE(file_of("").encode("\xE9").has_value());
  CHECK_FALSE(latin.encode("\xE9").has_value());
}

TEST_CASE("a file with the other of two bytes for one character does not write back exactly") {
  const SourceFile file = file_of("# coding: mac-arabic\nx\xA0= 1\n");
  CHECK(file.text() == "# coding: mac-arabic\nx = 1\n");
  CHECK_FALSE(file.writes_back_exactly());
}

TEST_CASE("a file of an editor is UTF-8 whatever it declares") {
  const SourceFile file = SourceFile::from_utf8("a.py", "# coding: latin-1\nx = 'é'\n");
  CHECK(file.path() == "a.py");
  CHECK(file.encoding().name == "utf-8");
  CHECK(file.text({18, 19}) == "x");
  CHECK(file.position(18) == Position{2, 1});
  CHECK(file.encode(file.text()) == file.text());
}

TEST_CASE("copies and moved files keep their text and lines") {
  SourceFile original = file_of("a\nb");
  const SourceFile copy = original;
  const SourceFile moved = std::move(original);
  CHECK(copy.text() == "a\nb");
  CHECK(moved.position(2) == Position{2, 1});
  CHECK(copy.position(2) == Position{2, 1});
}

}  // namespace
}  // namespace slicecop::text
