#include "report/positions.h"

#include <string>

#include "catch.h"

using namespace slicecop;
using report::Positions;

TEST_CASE("the same rows and columns as the file's own lines give") {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += i % 7 == 0 ? "日本\n" : i % 11 == 0 ? "\r\n" : "aé🎉 ";
  const auto source = text::SourceFile::from_utf8("a.py", text);
  const Positions positions(&source);
  for (std::uint32_t offset = 0; offset <= source.size(); ++offset) {
    if (offset < source.size() && (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U) continue;
    if (positions.at(offset) != source.position(offset)) FAIL("offset " << offset);
  }
}

TEST_CASE("an empty file, a file of exactly one block, and no file") {
  for (const std::size_t size : {0U, 1024U}) {
    const auto source = text::SourceFile::from_utf8("a.py", std::string(size, 'a'));
    CHECK(Positions(&source).at(static_cast<std::uint32_t>(size)) == source.position(source.size()));
  }
  CHECK(Positions(nullptr).at(7) == text::Position{});
}

TEST_CASE("columns in bytes") {
  const auto source = text::SourceFile::from_utf8("a.py", "x\n日本 = 1\n");
  const report::Positions positions(&source, report::Positions::Columns::bytes);
  CHECK(positions.at(8) == text::Position{.row = 2, .column = 7});
  CHECK(report::Positions(&source).at(8) == text::Position{.row = 2, .column = 3});
}
