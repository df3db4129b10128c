#include "platform/system.h"

#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): setenv

#include <filesystem>
#include <string>
#include <thread>

#if defined(__linux__)
#include <sched.h>
#endif

#include "catch.h"
#include "scratch.h"

namespace slicecop::platform {
namespace {

TEST_CASE("a path is made absolute by its text alone") {
  const auto [path, base, expected] = GENERATE(table<std::string, std::string, std::string>({
      {"a.py", "/home/me", "/home/me/a.py"},
      {"", "/home/me", "/home/me"},
      {".", "/home/me", "/home/me"},
      {"./a//b/", "/home/me", "/home/me/a/b"},
      {"../you/./x.py", "/home/me", "/home/you/x.py"},
      {"../../../..", "/home/me", "/"},
      {"/etc/../tmp/", "/home/me", "/tmp"},
      {"/", "/home/me", "/"},
      {"a\xFF", "/home/me/", "/home/me/a\xFF"},
      {"...", "/", "/..."},
  }));
  CHECK(absolute_path(path, base) == expected);
}

TEST_CASE("the current folder is absolute, and an error where it is gone") {
  const std::filesystem::path before = std::filesystem::current_path();
  CHECK(current_directory() == before.string());
  {
    const Scratch scratch;
    std::filesystem::create_directory(scratch / "gone");
    std::filesystem::current_path(scratch / "gone");
    std::filesystem::remove(scratch / "gone");
    const auto current = current_directory();
    std::filesystem::current_path(before);
    REQUIRE_FALSE(current.has_value());
    CHECK(current.error().problem == FileProblem::not_found);
  }
}

TEST_CASE("a variable may be set to nothing, which is not the same as not set") {
  REQUIRE(setenv("SLICECOP_TEST_VARIABLE", "", 1) == 0);
  CHECK(environment_variable("SLICECOP_TEST_VARIABLE") == "");
  REQUIRE(unsetenv("SLICECOP_TEST_VARIABLE") == 0);
  CHECK_FALSE(environment_variable("SLICECOP_TEST_VARIABLE").has_value());
}

#if defined(__linux__)
TEST_CASE("threads are counted by the processors that may be used") {
  const unsigned allowed = hardware_threads();
  CHECK(allowed >= 1);
  CHECK(allowed <= std::thread::hardware_concurrency());

  cpu_set_t before;
  CPU_ZERO(&before);
  REQUIRE(sched_getaffinity(0, sizeof before, &before) == 0);
  cpu_set_t one;
  CPU_ZERO(&one);
  for (std::size_t processor = 0; processor < CPU_SETSIZE; ++processor) {
    if (!CPU_ISSET(processor, &before)) continue;
    CPU_SET(processor, &one);
    break;
  }
  REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
  const unsigned with_one = hardware_threads();
  REQUIRE(sched_setaffinity(0, sizeof before, &before) == 0);
  CHECK(with_one == 1);
  CHECK(hardware_threads() == allowed);
}
#endif

}  // namespace
}  // namespace slicecop::platform
