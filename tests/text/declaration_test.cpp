// Encoding declarations, each held to what the machine's Python says of the same bytes.
#include "text/declaration.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "python.h"
#include "text/encoding.h"
#include "text/source_file.h"

namespace slicecop::text {
namespace {

struct Case {
  std::string bytes;
  std::string encoding;  ///< Python's name for it, with ` bom` where there is one; `error`
};

// NOLINTBEGIN(modernize-use-designated-initializers): a table with two columns
const std::vector<Case> cases{
    // Nothing declared.
    {"", "utf-8"},
    {"x = 1", "utf-8"},
    {"\xEF\xBB\xBF", "utf-8 bom"},
    {"\xEF\xBB\xBFx = 1\n", "utf-8 bom"},
    {"\xEF\xBB", "error"},
    // The forms that PEP 263 names.
    {"# -*- coding: latin-1 -*-\n", "iso8859-1"},
    {"#!/usr/bin/python\n# -*- coding: iso-8859-15 -*-\n", "iso8859-15"},
    {"# vim: set fileencoding=cp1252 :\n", "cp1252"},
    {"# This Python file uses the following encoding: utf-8\n", "utf-8"},
    {"#coding=ascii", "ascii"},
    {"# coding:latin-1", "iso8859-1"},
    {"# coding: \t latin-1", "iso8859-1"},
    {"# encoding=koi8-r\n", "koi8-r"},
    {"# xcodingcoding=koi8-r\n", "koi8-r"},
    // No declarations.
    {"# latin-1\n", "utf-8"},
    {"# coding : latin-1\n", "utf-8"},
    {"# coding latin-1\n", "utf-8"},
    {"# Coding: latin-1\n", "utf-8"},
    {"# coding:\n", "utf-8"},
    {"# coding", "utf-8"},
    {"# coding=", "utf-8"},
    {"# coding: \"latin-1\"\n", "utf-8"},
    {"x = '# coding: latin-1'\n", "utf-8"},
    {"coding: latin-1\n", "utf-8"},
    // The first name after a keyword counts.
    {"# coding: , coding: latin-1\n", "iso8859-1"},
    {"# coding: cp1252 coding: latin-1\n", "cp1252"},
    {"# coding: latin-1, really\n", "iso8859-1"},
    {"# coding: utf-8 # coding: latin-1\n", "utf-8"},
    // Before the comment: blanks, tabs, form feeds.
    {" \t\f# coding: latin-1\n", "iso8859-1"},
    {"\v# coding: latin-1\n", "utf-8"},
    {"x # coding: latin-1\n", "utf-8"},
    // The second line, where the first is blank or a comment.
    {"\n# coding: latin-1\n", "iso8859-1"},
    {" \t\f\n# coding: latin-1\n", "iso8859-1"},
    {"\r\n# coding: latin-1\r\n", "iso8859-1"},
    {"x\n# coding: latin-1\n", "utf-8"},
    {"\\\n# coding: latin-1\n", "utf-8"},
    {"'''\n# coding: latin-1\n'''\n", "utf-8"},
    {"# coding: cp1252\n# coding: latin-1\n", "cp1252"},
    {"# coding: utf-8\n# coding: latin-1\n", "utf-8"},
    {"# coding:\n# coding: latin-1\n", "iso8859-1"},
    {"#\n#\n# coding: latin-1\n", "utf-8"},
    {"#\n\n# coding: latin-1\n", "utf-8"},
    {"#", "utf-8"},
    {"\f", "utf-8"},
    // With a BOM, only the tokenizer's own names of UTF-8 are taken.
    {"\xEF\xBB\xBF# coding: utf-8\n", "utf-8 bom"},
    {"\xEF\xBB\xBF# coding: UTF_8\n", "utf-8 bom"},
    {"\xEF\xBB\xBF# coding: utf-8-sig\n", "utf-8 bom"},
    {"\xEF\xBB\xBF\n# coding: utf-8\n", "utf-8 bom"},
    {"\xEF\xBB\xBF# coding: utf8\n", "error"},
    {"\xEF\xBB\xBF# coding: latin-1\n", "error"},
    {"\xEF\xBB\xBF# coding: ascii\n", "error"},
    {"\xEF\xBB\xBF# coding: klingon\n", "error"},
    {"# \xEF\xBB\xBF coding: latin-1\n", "iso8859-1"},
    // Spelling.
    {"# coding: UTF-8\n", "utf-8"},
    {"# coding: utf8\n", "utf-8"},
    {"# coding: Utf-8-Unix\n", "utf-8"},
    {"# coding: utf-8x\n", "error"},
    {"# coding: latin-1-unix\n", "iso8859-1"},
    {"# coding: iso-latin-1-unix\n", "iso8859-1"},
    {"# coding: iso-latin-12\n", "error"},
    {"# coding: iso.8859.1\n", "iso8859-1"},
    {"# coding: latin.1\n", "error"},
    {"# coding: koi8.r\n", "error"},
    {"# coding: -latin1-\n", "iso8859-1"},
    {"# coding: klingon\n", "error"},
    {"# coding: .\n", "error"},
};
// NOLINTEND(modernize-use-designated-initializers)

std::string describe(const std::expected<SourceFile, EncodingError>& file) {
  if (!file) return "error";
  return file->encoding().name + (file->encoding().bom ? " bom" : "");
}

TEST_CASE("an encoding is found where Python finds it") {
  std::string arguments = "detect";
  for (const Case& each : cases) arguments += " '" + to_hex(each.bytes) + "'";
  const std::vector<std::string> answers = ask_python("python_declarations.py", arguments);
  REQUIRE(answers.size() == cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CAPTURE(cases.at(i).bytes);
    CHECK(describe(SourceFile::from_bytes("case.py", cases.at(i).bytes)) == cases.at(i).encoding);
    CHECK(answers.at(i) == cases.at(i).encoding);
  }
}

// Where `tokenize` reads lines that end with LF only and wants them to be UTF-8, the compiler does not.
const std::vector<std::string> compiled{
    "# coding: cp1251\nx = '\xE9'\n",
    "# coding: cp1251\r\nx = '\xE9'\r\n",
    "#!python\r# coding: cp1251\rx = '\xE9'\r",
    "#\r#\r# coding: cp1251\rx = '\xC3\xA9'\r",
    "x = 1\r# coding: cp1251\rx = '\xC3\xA9'\r",
    "# \xE9 coding: cp1251\nx = '\xE9'\n",
    "# \xE9\n# coding: cp1251\nx = '\xE9'\n",
    "# coding: ascii\nx = '\xE9'\n",
    "# coding: utf-8\nx = '\xE9'\n",
    "\xEF\xBB\xBFx = '\xC3\xA9'\n",
    "# coding: iso-8859-5\n\fx = '\xE9'",
    "# coding: cp1252\nx = '\x81'\n",
};

/// The bytes between the quotes of `x = '...'`, which stand last in a text.
std::string value_of_x(std::string_view text) {
  const std::size_t end = text.rfind('\'');
  const std::size_t start = text.rfind('\'', end - 1) + 1;
  return std::string(text.substr(start, end - start));
}

TEST_CASE("a string is decoded to what the compiler makes of it") {
  std::string arguments = "compile";
  for (const std::string& bytes : compiled) arguments += " " + to_hex(bytes);
  const std::vector<std::string> answers = ask_python("python_declarations.py", arguments);
  REQUIRE(answers.size() == compiled.size());
  for (std::size_t i = 0; i < compiled.size(); ++i) {
    CAPTURE(compiled.at(i));
    const auto file = SourceFile::from_bytes("case.py", compiled.at(i));
    CHECK((file ? to_hex(value_of_x(file->text())) : "error") == answers.at(i));
  }
}

TEST_CASE("the range of a declaration is that of its name") {
  const std::string_view bytes = "#!/bin/sh\r\n# -*- coding: cp1252 -*-\n";
  const auto range = find_declaration(bytes);
  REQUIRE(range.has_value());
  CHECK(bytes.substr(range->start, range->size()) == "cp1252");
}

}  // namespace
}  // namespace slicecop::text
