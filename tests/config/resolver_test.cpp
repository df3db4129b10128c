// Which file governs which folder.

#include <filesystem>
#include <string>
#include <string_view>

#include "catch.h"
#include "config/resolver.h"
#include "config/some_rules.h"
#include "platform/scratch.h"
#include "scratch_folder.h"

using namespace slicecop;
using config::Resolver;
using tests::ScratchFolder;

namespace {

Resolver resolver_in(const ScratchFolder& scratch, config::Options command_line = {}, bool isolated = false) {
  return Resolver({.rules = tests::some_rules,
                   .command_line = std::move(command_line),
                   .working_folder = scratch.path(),
                   .isolated = isolated});
}

/// The minor version that tells one configuration from another here.
int version_in(const ScratchFolder& scratch, std::string_view folder) {
  Resolver resolver = resolver_in(scratch);
  const config::Resolved resolved = resolver.of_folder(scratch.path(folder));
  INFO((resolved ? "" : to_string(resolved.error())));
  REQUIRE(resolved);
  return (*resolved)->settings.target_version;
}

}  // namespace

TEST_CASE("the nearest file above governs") {
  const ScratchFolder scratch;
  scratch.make_folder("a/b/c");
  CHECK(version_in(scratch, "a/b/c") == 9);
  scratch.write("slicecop.toml", "target-version = 'py310'");
  CHECK(version_in(scratch, "a/b/c") == 10);
  scratch.write("a/b/.slicecop.toml", "target-version = 'py311'");
  CHECK(version_in(scratch, "a/b/c") == 11);
  CHECK(version_in(scratch, "a/b") == 11);
  CHECK(version_in(scratch, "a") == 10);
}

TEST_CASE("a nearer file does not inherit from one above") {
  const ScratchFolder scratch;
  scratch.write("slicecop.toml", "target-version = 'py310'\nselect = ['views']");
  scratch.write("a/slicecop.toml", "preview = false");
  Resolver resolver = resolver_in(scratch);
  const config::Resolved inner = resolver.of_folder(scratch.path("a"));
  CHECK((*inner)->rules.size() == 4);
  CHECK((*inner)->settings.target_version == 9);
  CHECK((*inner)->file == scratch.path("a/slicecop.toml"));
  CHECK((*inner)->root == scratch.path("a"));
}

TEST_CASE("of several files in a folder one counts") {
  const ScratchFolder scratch;
  scratch.write("pyproject.toml", "[tool.slicecop]\ntarget-version = 'py310'");
  CHECK(version_in(scratch, ".") == 10);
  scratch.write("slicecop.toml", "target-version = 'py311'");
  CHECK(version_in(scratch, ".") == 11);
  scratch.write(".slicecop.toml", "target-version = 'py312'");
  CHECK(version_in(scratch, ".") == 12);
}

TEST_CASE("a pyproject.toml that does not name us governs nothing but the Python version") {
  const ScratchFolder scratch;
  SECTION("where no file governs") {
    scratch.write("pyproject.toml", "[project]\nrequires-python = '>=3.12'");
    scratch.write("a/pyproject.toml", "[project]\nrequires-python = '>=3.13'");
    scratch.write("a/b/pyproject.toml", "[project]\nname = 'x'");
    CHECK(version_in(scratch, ".") == 12);
    CHECK(version_in(scratch, "a") == 13);
    CHECK(version_in(scratch, "a/b") == 13);
  }
  SECTION("beside a file that governs") {
    scratch.write("slicecop.toml", "");
    scratch.write("pyproject.toml", "[project]\nrequires-python = '>=3.12'");
    scratch.write("a/pyproject.toml", "[project]\nrequires-python = '>=3.13'");
    CHECK(version_in(scratch, ".") == 12);
    CHECK(version_in(scratch, "a") == 12);
  }
  SECTION("and a broken one beside a file that governs does no harm") {
    scratch.write("slicecop.toml", "target-version = 'py310'");
    scratch.write("pyproject.toml", "[project");
    CHECK(version_in(scratch, ".") == 10);
  }
}

TEST_CASE("a mistake above does not reach folders with a file of their own") {
  const ScratchFolder scratch;
  scratch.write("slicecop.toml", "selct = []");
  scratch.write("a/slicecop.toml", "");
  scratch.make_folder("b");
  Resolver resolver = resolver_in(scratch);
  CHECK(resolver.of_folder(scratch.path("a")));
  const config::Resolved without = resolver.of_folder(scratch.path("b"));
  REQUIRE_FALSE(without);
  CHECK(to_string(without.error()) ==
        scratch.path("slicecop.toml") + ":1:1: unknown key `selct`; did you mean `select`?");
}

TEST_CASE("isolated reads no file") {
  const ScratchFolder scratch;
  scratch.write("slicecop.toml", "selct = []");
  config::Options options;
  options.target_version = 13;
  Resolver resolver = resolver_in(scratch, options, true);
  const config::Resolved resolved = resolver.of_folder(scratch.path());
  REQUIRE(resolved);
  CHECK((*resolved)->settings.target_version == 13);
  CHECK((*resolved)->file.empty());
  CHECK(resolver.enter(scratch.path(), resolved, true) == resolved);
}

TEST_CASE("a mistake on the command line is told wherever one asks") {
  const ScratchFolder scratch;
  scratch.write("slicecop.toml", "");
  scratch.make_folder("a");
  config::Options options;
  options.selection.select = {{.text = "views-as-text", .place = {.source = "--select", .position = {}}}};
  Resolver resolver = resolver_in(scratch, options);
  for (const std::string& folder : {scratch.path(), std::string("/")}) {
    CHECK(to_string(resolver.of_folder(folder).error()) ==
          "--select: unknown rule `views-as-text`; did you mean `view-as-text`?");
  }
}

TEST_CASE("folders with the same file share one configuration") {
  const ScratchFolder scratch;
  scratch.write("slicecop.toml", "");
  scratch.make_folder("a/b");
  Resolver resolver = resolver_in(scratch);
  const config::Resolved top = resolver.of_folder(scratch.path());
  CHECK(resolver.of_folder(scratch.path("a/b")) == top);
  CHECK(resolver.enter(scratch.path("a"), top, true) == top);
  CHECK(resolver.enter(scratch.path("a"), top, false) == top);
}

TEST_CASE("a file that may not be read is a mistake, a folder of that name is nothing") {
  const ScratchFolder scratch;
  scratch.make_folder("a/slicecop.toml");
  CHECK(version_in(scratch, "a") == 9);
  scratch.write("slicecop.toml", "");
  std::filesystem::permissions(scratch.path(), std::filesystem::perms::all);
  std::filesystem::permissions(scratch.path("slicecop.toml"), std::filesystem::perms::none);
  Resolver resolver = resolver_in(scratch);
  const platform::WithoutRoot somebody;
  const config::Resolved resolved = resolver.of_folder(scratch.path());
  REQUIRE_FALSE(resolved);
  CHECK(resolved.error().place.source == scratch.path("slicecop.toml"));
}

TEST_CASE("the names that are looked for") {
  CHECK(Resolver::is_configuration_name(".slicecop.toml"));
  CHECK(Resolver::is_configuration_name("slicecop.toml"));
  CHECK(Resolver::is_configuration_name("pyproject.toml"));
  CHECK_FALSE(Resolver::is_configuration_name("setup.cfg"));
}

TEST_CASE("one file for all folders, whatever they hold") {
  const ScratchFolder scratch;
  scratch.write("one.toml", "target-version = 'py312'");
  scratch.write("a/slicecop.toml", "target-version = 'py310'");
  Resolver resolver({.rules = tests::some_rules,
                     .command_line = {},
                     .working_folder = scratch.path(),
                     .isolated = false,
                     .config_file = scratch.path("one.toml")});
  const config::Resolved resolved = resolver.of_folder(scratch.path("a"));
  REQUIRE(resolved);
  CHECK((*resolved)->settings.target_version == 12);
  CHECK((*resolved)->file == scratch.path("one.toml"));
  CHECK((*resolved)->root == scratch.path());
  CHECK(resolver.enter(scratch.path("a"), resolved, true) == resolved);
}

TEST_CASE("a `pyproject.toml` as the one file, with or without a table of ours") {
  const ScratchFolder scratch;
  scratch.write("x/pyproject.toml", "[project]\nrequires-python = '>=3.11'\n");
  Resolver resolver({.rules = tests::some_rules,
                     .command_line = {},
                     .working_folder = scratch.path(),
                     .isolated = false,
                     .config_file = scratch.path("x/pyproject.toml")});
  const config::Resolved resolved = resolver.of_folder(scratch.path());
  REQUIRE(resolved);
  CHECK((*resolved)->settings.target_version == 11);
}

TEST_CASE("the one file is absent or wrong") {
  const ScratchFolder scratch;
  scratch.write("wrong.toml", "no-such-key = 1\n");
  for (const char* name : {"absent.toml", "wrong.toml"}) {
    Resolver resolver({.rules = tests::some_rules,
                       .command_line = {},
                       .working_folder = scratch.path(),
                       .isolated = false,
                       .config_file = scratch.path(name)});
    const config::Resolved resolved = resolver.of_folder(scratch.path());
    REQUIRE_FALSE(resolved);
    CHECK(resolved.error().place.source == scratch.path(name));
  }
}
