// A patch as git and patch(1) take it. That git applies it is tested in end_to_end/fix_test.py.

#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "report/report.h"

using namespace slicecop;

namespace {

std::string patch(const std::string& text, std::vector<text::Edit> edits, std::string_view shown = "a.py",
                  bool color = false) {
  const text::SourceFile file = text::SourceFile::from_utf8("/a.py", text);
  return report::patch(shown, file, edits, {.color = color});
}

text::Edit edit(std::uint32_t start, std::uint32_t end, std::string content) {
  return {.range = {.start = start, .end = end}, .content = std::move(content)};
}

}  // namespace

TEST_CASE("a changed line stands between three lines on each side") {
  CHECK(patch("1\n2\n3\n4\n5\n6\n7\n8\n9\n", {edit(8, 9, "five")}) ==
        "--- a/a.py\n+++ b/a.py\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("changes that are near are one hunk, others are counted on") {
  const std::string lines = "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n0\n1\n2\n3\n";
  CHECK(patch(lines, {edit(0, 0, "new\n"), edit(24, 25, "two")}) ==
        "--- a/a.py\n+++ b/a.py\n@@ -1,3 +1,4 @@\n+new\n 0\n 1\n 2\n@@ -10,5 +11,5 @@\n 9\n 0\n 1\n-2\n+two\n 3\n");
}

TEST_CASE("a hunk without lines on one side stands behind the line before it") {
  CHECK(patch("", {edit(0, 0, "x\n")}) == "--- a/a.py\n+++ b/a.py\n@@ -0,0 +1 @@\n+x\n");
  CHECK(patch("x\n", {edit(0, 2, "")}) == "--- a/a.py\n+++ b/a.py\n@@ -1 +0,0 @@\n-x\n");
}

TEST_CASE("a last line without an end is told") {
  CHECK(patch("x", {edit(0, 1, "y\n")}) ==
        "--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+y\n");
}

TEST_CASE("a lone carriage return ends no line of a patch") {
  CHECK(patch("a\rb\r\n", {edit(0, 1, "c")}) == "--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-a\rb\r\n+c\rb\r\n");
}

TEST_CASE("names that could be mistaken are quoted as git does it") {
  CHECK(patch("x", {}, "a b.py").empty());
  CHECK(patch("x\n", {edit(0, 1, "y")}, "tab\there \"quoted\".py")
            .starts_with("--- \"a/tab\\011here \\\"quoted\\\".py\"\n"));
}

TEST_CASE("colours, where they are wanted") {
  CHECK(patch("x\n", {edit(0, 1, "y")}, "a.py", true).find("\x1b[") != std::string::npos);
}
