// What the manual of gitignore promises, line by line. ignore_against_git_test.cpp holds the same code to git itself.

#include <chrono>
#include <string>
#include <string_view>

#include "catch.h"
#include "workspace/ignore_rules.h"

using slicecop::workspace::IgnoreRules;
using slicecop::workspace::Verdict;

namespace {

bool ignores(std::string_view rules, std::string_view path, bool is_folder = false) {
  return IgnoreRules(rules).decide(path, is_folder).verdict == Verdict::ignored;
}

}  // namespace

TEST_CASE("a pattern without a slash is held against the name at any depth") {
  CHECK(ignores("a.py", "a.py"));
  CHECK(ignores("a.py", "deep/down/a.py"));
  CHECK_FALSE(ignores("a.py", "a.pyc"));
  CHECK_FALSE(ignores("a.py", "a.py/b"));
  CHECK(ignores("*.py", "deep/a.py"));
  CHECK(ignores("t?st_*.py", "deep/test_a.py"));
}

TEST_CASE("a slash at the start or in the middle ties a pattern to the folder of its file") {
  CHECK(ignores("/a.py", "a.py"));
  CHECK_FALSE(ignores("/a.py", "deep/a.py"));
  CHECK(ignores("deep/a.py", "deep/a.py"));
  CHECK_FALSE(ignores("deep/a.py", "more/deep/a.py"));
  CHECK(ignores("deep/*.py", "deep/a.py"));
  CHECK_FALSE(ignores("deep/*.py", "deep/down/a.py"));
}

TEST_CASE("a slash at the end takes folders only, at any depth") {
  CHECK(ignores("lib/", "lib", true));
  CHECK(ignores("lib/", "deep/lib", true));
  CHECK_FALSE(ignores("lib/", "lib", false));
  CHECK(ignores("*/", "anything", true));
}

TEST_CASE("two stars between slashes are any number of folders") {
  CHECK(ignores("a/**/b", "a/b"));
  CHECK(ignores("a/**/b", "a/x/b"));
  CHECK(ignores("a/**/b", "a/x/y/b"));
  CHECK_FALSE(ignores("a/**/b", "a/xb"));
  CHECK_FALSE(ignores("a/**/b", "ab"));
  CHECK(ignores("**/b", "b"));
  CHECK(ignores("**/b/c", "x/y/b/c"));
  CHECK(ignores("a/**", "a/x/y"));
  CHECK_FALSE(ignores("a/**", "a", true));
  CHECK(ignores("a/**/**/b", "a/b"));
  CHECK(ignores("**/a*/**/*b", "x/a1/y/z/2b"));
}

TEST_CASE("two stars before an escaped slash are at least one folder") {
  CHECK(ignores("**\\/b", "x/y/b"));
  CHECK_FALSE(ignores("**\\/b", "b"));
}

TEST_CASE("two stars elsewhere are one star") {
  CHECK(ignores("a**b", "axxb"));
  CHECK(ignores("x/a**/b", "x/a1/b"));
  CHECK_FALSE(ignores("x/a**/b", "x/a1/2/b"));
  CHECK_FALSE(ignores("x/a**/b", "x/ab"));
}

TEST_CASE("the last pattern that matches decides") {
  const IgnoreRules rules("*.py\n!keep.py\n/src/keep.py\n");
  CHECK(rules.decide("a.py", false).verdict == Verdict::ignored);
  CHECK(rules.decide("a.py", false).line == 1);
  CHECK(rules.decide("keep.py", false).verdict == Verdict::included);
  CHECK(rules.decide("keep.py", false).line == 2);
  CHECK(rules.decide("src/keep.py", false).line == 3);
  CHECK(rules.decide("a.txt", false).verdict == Verdict::none);
  CHECK(rules.decide("a.txt", false).line == 0);
}

TEST_CASE("lines that are no patterns still count as lines") {
  const IgnoreRules rules("\xef\xbb\xbf# comment\r\n\r\n\na.py\r\n");
  CHECK(rules.decide("a.py", false).line == 4);
}

TEST_CASE("a backslash makes the next character plain") {
  CHECK(ignores("\\#a", "#a"));
  CHECK(ignores("\\!a", "!a"));
  CHECK(ignores("\\*", "*"));
  CHECK_FALSE(ignores("\\*", "a"));
  CHECK(ignores("a\\ ", "a "));
  CHECK(ignores("a   ", "a"));
  CHECK(ignores("a\\  ", "a "));
  CHECK(ignores("a\t", "a\t"));
  CHECK_FALSE(ignores("a\\", "a"));
  CHECK_FALSE(ignores("a\\", "a\\"));
}

TEST_CASE("classes") {
  CHECK(ignores("[ab].py", "a.py"));
  CHECK(ignores("[a-c].py", "b.py"));
  CHECK(ignores("[!ab].py", "c.py"));
  CHECK(ignores("[^ab].py", "c.py"));
  CHECK_FALSE(ignores("[!ab].py", "a.py"));
  CHECK(ignores("[]a]", "]"));
  CHECK(ignores("[[:digit:]x]", "7"));
  CHECK(ignores("[[:digit:]x]", "x"));
  CHECK(ignores("[\\]]", "]"));
  CHECK(ignores("[a-]", "-"));
  CHECK_FALSE(ignores("a[/]b", "a/b"));
  CHECK_FALSE(ignores("/a[!x]b", "a/b"));
  CHECK(ignores("[\xc0-\xff]*", "\xc3\xbc"));  // bytes, not characters
}

TEST_CASE("a pattern that git cannot read matches nothing and spoils no other") {
  CHECK_FALSE(ignores("[a", "[a"));
  CHECK_FALSE(ignores("[[:nope:]]", "n"));
  CHECK(ignores("[a\nb", "b"));
}

TEST_CASE("what follows a NUL in a line is not there") {
  CHECK(ignores(std::string_view("a\0b\nc", 5), "a"));
  CHECK(ignores(std::string_view("a\0b\nc", 5), "c"));
}

// Matching by trying every way takes longer than the universe has for any of these.
TEST_CASE("patterns that are made to be slow are not") {
  std::string stars;
  std::string folder_stars;
  for (int i = 0; i < 100; ++i) {
    stars += "*a";
    folder_stars += "**/*a*/";
  }
  std::string path;
  for (int i = 0; i < 1000; ++i) path += "a/";
  const auto start = std::chrono::steady_clock::now();
  CHECK_FALSE(ignores(stars + "b", std::string(4000, 'a')));
  CHECK_FALSE(ignores("/x/" + stars + "b", "x/" + std::string(4000, 'a')));
  CHECK_FALSE(ignores(folder_stars + "[b]", path + "a"));
  CHECK_FALSE(ignores(folder_stars + "*a*a*a*a*[b]", path + std::string(2000, 'a')));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
}
