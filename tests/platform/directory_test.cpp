#include "platform/directory.h"

#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

#include "catch.h"
#include "scratch.h"

namespace slicecop::platform {
namespace {

namespace fs = std::filesystem;

TEST_CASE("a folder's entries come sorted by name, with what they are themselves") {
  const Scratch scratch;
  put(scratch / "b.py", "");
  put(scratch / ".hidden", "");
  put(scratch / "Z", "");
  put(scratch / "\xFF\xFE", "");
  put(scratch / "new\nline", "");
  fs::create_directory(scratch / "folder");
  put(scratch / "folder/below", "");
  fs::create_symlink("folder", scratch / "link");
  fs::create_symlink("nowhere", scratch / "dangling");
  REQUIRE(mkfifo((scratch / "fifo").c_str(), 0600) == 0);

  const std::vector<DirectoryEntry> expected{
      {.name = ".hidden", .type = EntryType::file},       {.name = "Z", .type = EntryType::file},
      {.name = "b.py", .type = EntryType::file},          {.name = "dangling", .type = EntryType::symbolic_link},
      {.name = "fifo", .type = EntryType::other},         {.name = "folder", .type = EntryType::directory},
      {.name = "link", .type = EntryType::symbolic_link}, {.name = "new\nline", .type = EntryType::file},
      {.name = "\xFF\xFE", .type = EntryType::file},
  };
  const auto entries = list_directory(scratch.path());
  REQUIRE(entries.has_value());
  CHECK((*entries == expected));
}

TEST_CASE("an empty folder has no entries; what is no folder cannot be listed") {
  const Scratch scratch;
  REQUIRE(list_directory(scratch.path()).has_value());
  CHECK(list_directory(scratch.path())->empty());
  put(scratch / "file", "");
  CHECK(list_directory(scratch / "file").error().problem == FileProblem::not_found);
  CHECK(list_directory(scratch / "none").error().problem == FileProblem::not_found);
  CHECK(list_directory(scratch / "none").error().message == "no such file or directory");

  fs::create_directory(scratch / "closed");
  chmod((scratch / "closed").c_str(), 0);
  chmod(scratch.path().c_str(), 0755);
  const WithoutRoot user;
  CHECK(list_directory(scratch / "closed").error().problem == FileProblem::permission_denied);
}

}  // namespace
}  // namespace slicecop::platform
