#include <string>
#include <string_view>

#include "catch.h"
#include "config/path_patterns.h"

using slicecop::config::PathPatterns;

namespace {

bool matches(std::string_view pattern, std::string_view path, std::string_view root = "/project") {
  PathPatterns patterns;
  REQUIRE(patterns.add(pattern, root));
  return patterns.match(path);
}

}  // namespace

TEST_CASE("a pattern without a slash is held against the last component, wherever it lies") {
  CHECK(matches("gen", "/project/gen"));
  CHECK(matches("gen", "/project/src/gen"));
  CHECK(matches("gen", "/elsewhere/gen"));
  CHECK_FALSE(matches("gen", "/project/gen/a.py"));  // asking about the folders above is the caller's part
  CHECK(matches("*_pb2.py", "/project/src/a_pb2.py"));
  CHECK_FALSE(matches("*_pb2.py", "/project/a_pb2.py/b"));
}

TEST_CASE("and against the path from the root, where a star reaches over folders") {
  CHECK(matches("src*a.py", "/project/src/deep/a.py"));
  CHECK_FALSE(matches("src*a.py", "/project/x/src/deep/a.py"));
}

TEST_CASE("a pattern with a slash is a path from the root") {
  CHECK(matches("src/gen", "/project/src/gen"));
  CHECK_FALSE(matches("src/gen", "/project/x/src/gen"));
  CHECK_FALSE(matches("src/gen", "/src/gen"));
  CHECK(matches("src/*.py", "/project/src/deep/a.py"));
  CHECK(matches("src/**/a.py", "/project/src/a.py"));
  CHECK(matches("**/a.py", "/project/x/a.py"));
  CHECK(matches("gen/", "/project/gen"));
  CHECK_FALSE(matches("gen/", "/project/src/gen"));
}

TEST_CASE("dots are resolved as in a path") {
  CHECK(matches("./src/./gen//", "/project/src/gen"));
  CHECK(matches("src/gen/.", "/project/src/gen"));
  CHECK(matches("../other/*.py", "/other/a.py"));
  CHECK(matches("src/../gen/*", "/project/gen/a"));
  CHECK(matches("../../../../top/*", "/top/a"));
}

TEST_CASE("an absolute pattern stands alone") {
  CHECK(matches("/opt/*/a.py", "/opt/x/a.py"));
  CHECK_FALSE(matches("/opt/*/a.py", "/project/opt/x/a.py"));
}

TEST_CASE("the root is no pattern, whatever its name") {
  CHECK(matches("src/*.py", "/we[i]rd*/{x}/src/a.py", "/we[i]rd*/{x}"));
  CHECK_FALSE(matches("src/*.py", "/weird/{x}/src/a.py", "/we[i]rd*/{x}"));
  CHECK(matches("src/*.py", "/src/a.py", "/"));
}

TEST_CASE("alternatives") {
  CHECK(matches("{tests,docs}", "/project/a/docs"));
  CHECK(matches("src/{a,b/c}.py", "/project/src/b/c.py"));
  CHECK_FALSE(matches("src/{a,b}.py", "/project/src/c.py"));
}

TEST_CASE("any of several patterns is enough") {
  PathPatterns patterns;
  CHECK(patterns.empty());
  for (const char* pattern : {"zoo", "src/b", "*.tmp", "ant", "mid"}) REQUIRE(patterns.add(pattern, "/project"));
  CHECK_FALSE(patterns.empty());
  for (const char* path : {"/x/zoo", "/x/ant", "/x/mid", "/project/src/b", "/project/a.tmp"})
    CHECK(patterns.match(path));
  for (const char* path : {"/x/zo", "/x/src/b", "/project/a.tmpl"}) CHECK_FALSE(patterns.match(path));
}

TEST_CASE("a bad pattern is an error and adds nothing") {
  PathPatterns patterns;
  CHECK(patterns.add("src/[a", "/project").error() == "`[` is never closed");
  CHECK(patterns.add("{a", "/project").error() == "`{` is never closed");
  CHECK(patterns.empty());
}
