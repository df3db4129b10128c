// Folders as people have them, and which files of them are checked.

#include <sys/stat.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "config/resolver.h"
#include "config/some_rules.h"
#include "platform/scratch.h"
#include "scratch_folder.h"
#include "workspace/discovery.h"

using namespace slicecop;
using tests::ScratchFolder;
using workspace::Discovered;

namespace {

struct Run {
  config::Options options{};
  std::string working_folder{};  ///< empty: the scratch folder
  std::string user_rules{};
};

Discovered discover_in(const ScratchFolder& scratch, std::vector<std::string> paths, const Run& run = {}) {
  config::Resolver resolver({.rules = tests::some_rules,
                             .command_line = run.options,
                             .working_folder = run.working_folder.empty() ? scratch.path() : run.working_folder,
                             .isolated = false});
  return workspace::discover(
      {.paths = std::move(paths), .user_rules = std::make_shared<const workspace::IgnoreRules>(run.user_rules)},
      resolver);
}

using Names = std::vector<std::string>;

Names shown(const Discovered& found) {
  Names names;
  for (const auto& file : found.files) names.push_back(file.shown);
  return names;
}

Names files_in(const ScratchFolder& scratch, std::vector<std::string> paths, const Run& run = {}) {
  const Discovered found = discover_in(scratch, std::move(paths), run);
  CHECK(found.unreadable.empty());
  CHECK(found.mistakes.empty());
  return shown(found);
}

config::Written written(std::string_view text) {
  return {.text = std::string(text), .place = {.source = "--exclude", .position = {}}};
}

}  // namespace

TEST_CASE("a folder gives its Python files, sorted by the bytes of their paths") {
  const ScratchFolder scratch;
  for (const char* file : {"b.py", "a/z.py", "a.py", "A.py", "a/deep/w.pyw", "a-b.py", "stub.pyi", "book.ipynb",
                           "c.txt", "py", ".hidden.py", ".hidden/a.py"}) {
    scratch.write(file, "");
  }
  CHECK(files_in(scratch, {"."}) ==
        Names{".hidden.py", ".hidden/a.py", "A.py", "a-b.py", "a.py", "a/deep/w.pyw", "a/z.py", "b.py"});
}

TEST_CASE("a path is told once, from the working folder, however it was given") {
  const ScratchFolder scratch;
  scratch.write("project/src/a.py", "12345");
  scratch.write("outside.py", "");
  const Discovered found =
      discover_in(scratch, {".", "src", "src/../src/a.py", scratch.path("project/src/a.py"), "../outside.py"},
                  {.working_folder = scratch.path("project")});
  CHECK(shown(found) == Names{scratch.path("outside.py"), "src/a.py"});
  CHECK(found.files[1].path == scratch.path("project/src/a.py"));
  CHECK(found.files[1].size == 5);
}

TEST_CASE("folders that hold no code of the project's own are not entered") {
  const ScratchFolder scratch;
  for (const char* folder : {".venv", "node_modules", "build", "dist", "venv", "site-packages", "_build", ".git",
                             "__pypackages__", "deep/.tox", "builds"}) {
    scratch.write(std::string(folder) + "/a.py", "");
  }
  scratch.write("a.py", "");
  CHECK(files_in(scratch, {"."}) == Names{"a.py", "builds/a.py"});
  SECTION("unless they are named") {
    CHECK(files_in(scratch, {"build", ".venv"}) == Names{".venv/a.py", "build/a.py"});
  }
  SECTION("or the list is another") {
    Run run;
    run.options.exclude = {written("builds")};
    CHECK(files_in(scratch, {"build", "builds", "a.py"}, run) == Names{"a.py", "build/a.py", "builds/a.py"});
    CHECK(files_in(scratch, {"deep", "dist"}, run) == Names{"deep/.tox/a.py", "dist/a.py"});
  }
}

TEST_CASE("exclude takes names and paths") {
  const ScratchFolder scratch;
  for (const char* file : {"gen/a.py", "src/gen/a.py", "src/a_pb2.py", "src/b.py", "tests/data/x/a.py", "tests/t.py"}) {
    scratch.write(file, "");
  }
  Run run;
  SECTION("a name without a slash, at any depth") {
    run.options.extend_exclude = {written("gen"), written("*_pb2.py")};
    CHECK(files_in(scratch, {"."}, run) == Names{"src/b.py", "tests/data/x/a.py", "tests/t.py"});
  }
  SECTION("a path, from the root") {
    run.options.extend_exclude = {written("src/gen"), written("tests/data/**")};
    CHECK(files_in(scratch, {"."}, run) == Names{"gen/a.py", "src/a_pb2.py", "src/b.py", "tests/t.py"});
  }
  SECTION("a file that is named is checked all the same") {
    run.options.extend_exclude = {written("gen")};
    CHECK(files_in(scratch, {"gen/a.py", "src/gen"}, run) == Names{"gen/a.py", "src/gen/a.py"});
  }
  SECTION("but not with force-exclude") {
    run.options.extend_exclude = {written("gen")};
    run.options.force_exclude = true;
    CHECK(files_in(scratch, {"gen/a.py", "src/gen", "src/b.py"}, run) == Names{"src/b.py"});
  }
}

TEST_CASE("ignore files are respected, those above the named folder too") {
  const ScratchFolder scratch;
  scratch.make_repository("project");
  scratch.write("project/.gitignore", "generated/\n*_local.py\n/deep/down/no.py\n");
  scratch.write("project/deep/.gitignore", "!my_local.py\n");
  scratch.write("project/deep/down/.ignore", "secret.py\n");
  scratch.write("project/.git/info/exclude", "excluded.py\n");
  for (const char* file : {"generated/a.py", "x_local.py", "deep/my_local.py", "deep/down/no.py", "deep/down/yes.py",
                           "deep/down/secret.py", "deep/excluded.py", "deep/users.py"}) {
    scratch.write(std::string("project/") + file, "");
  }
  Run run{.options = {}, .working_folder = scratch.path("project"), .user_rules = "users.py\n"};
  CHECK(files_in(scratch, {"."}, run) == Names{"deep/down/yes.py", "deep/my_local.py"});
  CHECK(files_in(scratch, {"deep/down"}, run) == Names{"deep/down/yes.py"});
  SECTION("a file that is named is checked") { CHECK(files_in(scratch, {"x_local.py"}, run) == Names{"x_local.py"}); }
  SECTION("they can be left aside") {
    run.options.respect_gitignore = false;
    CHECK(files_in(scratch, {"."}, run).size() == 8);
  }
}

TEST_CASE("a repository within a repository goes by its own ignore files") {
  const ScratchFolder scratch;
  scratch.make_repository("outer");
  scratch.write("outer/.gitignore", "a.py\n");
  scratch.make_repository("outer/inner");
  scratch.write("outer/inner/.gitignore", "b.py\n");
  for (const char* file : {"a.py", "b.py", "inner/a.py", "inner/b.py"}) scratch.write(std::string("outer/") + file, "");
  CHECK(files_in(scratch, {"outer"}) == Names{"outer/b.py", "outer/inner/a.py"});
}

TEST_CASE("a work tree has its exclude file in the shared git folder") {
  const ScratchFolder scratch;
  scratch.make_repository("main");
  scratch.write("main/.git/info/exclude", "a.py\n");
  scratch.write("main/.git/worktrees/tree/commondir", "../..\n");
  scratch.write("tree/.git", "gitdir: " + scratch.path("main/.git/worktrees/tree") + "\n");
  scratch.write("tree/a.py", "");
  scratch.write("tree/b.py", "");
  CHECK(files_in(scratch, {"tree"}) == Names{"tree/b.py"});
}

TEST_CASE("links to files are taken, links to folders are not followed") {
  const ScratchFolder scratch;
  scratch.write("real/a.py", "123");
  std::filesystem::create_symlink("real/a.py", scratch.path("linked.py"));
  std::filesystem::create_directory_symlink("real", scratch.path("folder"));
  std::filesystem::create_directory_symlink("real", scratch.path("folder.py"));
  std::filesystem::create_directory_symlink("..", scratch.path("real/loop"));
  std::filesystem::create_symlink("nowhere", scratch.path("broken.py"));
  const Discovered found = discover_in(scratch, {"."});
  CHECK(shown(found) == Names{"broken.py", "linked.py", "real/a.py"});  // reading the broken one tells what is wrong
  CHECK(found.files[1].size == 3);
  SECTION("unless one is named") { CHECK(files_in(scratch, {"folder"}) == Names{"folder/a.py"}); }
}

TEST_CASE("what is neither file nor folder is left alone") {
  const ScratchFolder scratch;
  REQUIRE(mkfifo(scratch.path("pipe.py").c_str(), 0600) == 0);
  CHECK(files_in(scratch, {"."}).empty());
}

TEST_CASE("a path that is not there is told, and the others are found") {
  const ScratchFolder scratch;
  scratch.write("a.py", "");
  const Discovered found = discover_in(scratch, {"absent.py", "a.py", "absent.py", "no/such/folder"});
  CHECK(shown(found) == Names{"a.py"});
  REQUIRE(found.unreadable.size() == 2);
  CHECK(found.unreadable[0].shown == "absent.py");
  CHECK(found.unreadable[0].path == scratch.path("absent.py"));
  CHECK_FALSE(found.unreadable[0].message.empty());
  CHECK(found.unreadable[1].shown == "no/such/folder");
}

TEST_CASE("a folder that may not be read is told, and the others are found") {
  const ScratchFolder scratch;
  scratch.write("a.py", "");
  scratch.write("shut/b.py", "");
  std::filesystem::permissions(scratch.path(), std::filesystem::perms::all);
  std::filesystem::permissions(scratch.path("shut"), std::filesystem::perms::none);
  Discovered found;
  {
    const platform::WithoutRoot somebody;
    found = discover_in(scratch, {"."});
  }
  std::filesystem::permissions(scratch.path("shut"), std::filesystem::perms::all);
  CHECK(shown(found) == Names{"a.py"});
  REQUIRE(found.unreadable.size() == 1);
  CHECK(found.unreadable[0].shown == "shut");
}

TEST_CASE("names need not be UTF-8") {
  const ScratchFolder scratch;
  scratch.write("\xff\xfe.py", "");
  scratch.write("d\xe9/a.py", "");
  CHECK(files_in(scratch, {"."}) == Names{"d\xe9/a.py", "\xff\xfe.py"});
  CHECK(files_in(scratch, {"d\xe9"}) == Names{"d\xe9/a.py"});
}

TEST_CASE("stubs and notebooks are not checked even if they are named or included") {
  const ScratchFolder scratch;
  scratch.write("a.pyi", "");
  scratch.write("b.ipynb", "");
  scratch.write("script", "");
  CHECK(files_in(scratch, {"a.pyi", "b.ipynb", "script"}) == Names{"script"});
  Run run;
  run.options.include = {written("*")};
  CHECK(files_in(scratch, {"."}, run) == Names{"script"});
}

TEST_CASE("each file has the configuration that is nearest above it") {
  const ScratchFolder scratch;
  scratch.write("a.py", "");
  scratch.write("one/slicecop.toml", "target-version = 'py312'\nextend-exclude = ['skipped']\n");
  scratch.write("one/a.py", "");
  scratch.write("one/skipped/a.py", "");
  scratch.write("one/deep/a.py", "");
  scratch.write("one/deep/er/pyproject.toml", "[tool.slicecop]\ntarget-version = 'py310'\n");
  scratch.write("one/deep/er/skipped/a.py", "");
  const Discovered found = discover_in(scratch, {"."});
  CHECK(shown(found) == Names{"a.py", "one/a.py", "one/deep/a.py", "one/deep/er/skipped/a.py"});
  std::vector<int> versions;
  versions.reserve(found.files.size());
  for (const auto& file : found.files) versions.push_back(file.configuration->settings.target_version);
  CHECK(versions == std::vector<int>{9, 12, 12, 10});
  const Discovered named = discover_in(scratch, {"one/deep/er/skipped/a.py", "one/deep"});
  CHECK(named.files[0].configuration->settings.target_version == 12);
  CHECK(named.files[1].configuration->settings.target_version == 10);
}

TEST_CASE("a mistake in a configuration is told once and keeps to its folder") {
  const ScratchFolder scratch;
  scratch.write("a.py", "");
  scratch.write("bad/slicecop.toml", "selct = []\n");
  scratch.write("bad/b.py", "");
  scratch.write("bad/deep/c.py", "");
  const Discovered found = discover_in(scratch, {".", "bad", "bad/b.py"});
  CHECK(shown(found) == Names{"a.py"});
  REQUIRE(found.mistakes.size() == 1);
  CHECK(config::to_string(found.mistakes[0]) ==
        scratch.path("bad/slicecop.toml") + ":1:1: unknown key `selct`; did you mean `select`?");
}
