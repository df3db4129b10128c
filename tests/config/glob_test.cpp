// The dialect of Ruff's patterns. That of git is tested in tests/workspace, against git.

#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "config/glob.h"

using slicecop::config::expand_braces;
using slicecop::config::Glob;

namespace {

bool matches(std::string_view pattern, std::string_view path) {
  return Glob::compile(pattern, Glob::Dialect::ruff).value().matches(path);
}

std::string error_of(std::string_view pattern) {
  const auto glob = Glob::compile(pattern, Glob::Dialect::ruff);
  return glob ? "" : glob.error();
}

}  // namespace

TEST_CASE("a star takes slashes too") {
  CHECK(matches("src/*.py", "src/a.py"));
  CHECK(matches("src/*.py", "src/deep/a.py"));
  CHECK(matches("*", "a/b"));
  CHECK(matches("*", ""));
  CHECK(matches("a?b", "a/b"));
  CHECK_FALSE(matches("a?b", "ab"));
  CHECK_FALSE(matches("src/*.py", "src/a.pyc"));
}

TEST_CASE("two stars before a slash are any number of folders") {
  CHECK(matches("**/a.py", "a.py"));
  CHECK(matches("**/a.py", "x/y/a.py"));
  CHECK_FALSE(matches("**/a.py", "xa.py"));
  CHECK(matches("src/**/a.py", "src/a.py"));
  CHECK(matches("src/**/a.py", "src/x/y/a.py"));
  CHECK_FALSE(matches("src/**/a.py", "src/xa.py"));
  CHECK(matches("src/**", "src/a"));
  CHECK_FALSE(matches("src/**", "src"));
  CHECK(matches("**/test_*/**/*.py", "a/test_b/c/d.py"));
  CHECK(matches("a**b", "a/x/b"));
}

TEST_CASE("a star gives back what it took too much of") {
  CHECK(matches("a*bc", "abcbc"));
  CHECK(matches("*ab*ab", "aabab"));
  CHECK(matches("**/a*/b*c", "a1/x/a2/b3c"));
  CHECK_FALSE(matches("*a*b*c", "abab"));
}

TEST_CASE("classes and escapes") {
  CHECK(matches("[a-c]x", "bx"));
  CHECK_FALSE(matches("[!a-c]x", "bx"));
  CHECK(matches("a[/]b", "a/b"));
  CHECK(matches("\\*a\\[", "*a["));
  CHECK_FALSE(matches("\\*a", "ba"));
}

TEST_CASE("a pattern that cannot be read says why") {
  CHECK(error_of("[ab") == "`[` is never closed");
  CHECK(error_of("a[b\\") == "`[` is never closed");
  CHECK(error_of("a\\") == "a backslash at the end escapes nothing");
  CHECK(error_of("[[:word:]]") == "`[:word:]` is no class");
}

TEST_CASE("braces are written out") {
  using Patterns = std::vector<std::string>;
  CHECK(expand_braces("a") == Patterns{"a"});
  CHECK(expand_braces("{a,b}") == Patterns{"a", "b"});
  CHECK(expand_braces("x{1,2}y{3,4}") == Patterns{"x1y3", "x1y4", "x2y3", "x2y4"});
  CHECK(expand_braces("{a{b,c},d}") == Patterns{"ab", "ac", "d"});
  CHECK(expand_braces("a{,b}") == Patterns{"a", "ab"});
  CHECK(expand_braces("\\{a,b\\}[{,}]") == Patterns{"\\{a,b\\}[{,}]"});
}

TEST_CASE("braces that cannot be written out say why") {
  CHECK(expand_braces("{a").error() == "`{` is never closed");
  CHECK(expand_braces("{a,{b}").error() == "`{` is never closed");
  CHECK(expand_braces("a}").error() == "`}` was never opened");
  std::string many;
  for (int i = 0; i < 20; ++i) many += "{a,b}";
  CHECK(expand_braces(many).error() == "`{}` gives too many patterns");
}
