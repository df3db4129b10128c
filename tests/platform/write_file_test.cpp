#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>

#include "catch.h"
#include "platform/directory.h"
#include "platform/files.h"
#include "scratch.h"

namespace slicecop::platform {
namespace {

namespace fs = std::filesystem;

unsigned mode_of(const std::string& path) {
  struct stat status{};
  REQUIRE(stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

std::size_t entries_in(const Scratch& scratch) { return list_directory(scratch.path())->size(); }

TEST_CASE("a report is written, with the folders it needs") {
  const Scratch scratch;
  CHECK(write_file(scratch / "a/b/report.json", "first, longer").has_value());
  CHECK(write_file(scratch / "a/b/report.json", "second").has_value());
  CHECK(content_of(scratch / "a/b/report.json") == "second");
  CHECK(write_file("/dev/null", "gone").has_value());
  CHECK(write_file(scratch / "a", "x").error().problem == FileProblem::is_directory);
  CHECK_FALSE(write_file(scratch / "a/b/report.json/c", "x").has_value());
  if (fs::exists("/dev/full")) CHECK(write_file("/dev/full", "x").error().message == "no space left on device");
}

TEST_CASE("a replaced file keeps its mode") {
  const Scratch scratch;
  const std::string path = scratch / "script.py";
  const mode_t mode = GENERATE(0644U, 0755U, 0600U, 0664U, 04750U);
  put(path, "old");
  REQUIRE(chmod(path.c_str(), mode) == 0);
  REQUIRE(replace_file(path, "new content").has_value());
  CHECK(content_of(path) == "new content");
  CHECK(mode_of(path) == mode);
  CHECK(entries_in(scratch) == 1);
}

TEST_CASE("root keeps a file's owner; anybody else becomes it, without the bits that spoke for the old one") {
  if (geteuid() != 0) {
    WARN("not tried: only root can make a file that belongs to somebody else");
    return;
  }
  const Scratch scratch;
  const std::string path = scratch / "theirs.py";
  constexpr uid_t nobody = 65534;
  put(path, "old");
  REQUIRE(chown(path.c_str(), 1, 1) == 0);
  REQUIRE(chmod(path.c_str(), 04777) == 0);
  REQUIRE(replace_file(path, "new").has_value());
  struct stat status{};
  REQUIRE(stat(path.c_str(), &status) == 0);
  CHECK(status.st_uid == 1);
  CHECK(status.st_gid == 1);
  CHECK(mode_of(path) == 04777);

  REQUIRE(chmod(scratch.path().c_str(), 0777) == 0);
  {
    const WithoutRoot user;
    REQUIRE(replace_file(path, "newer").has_value());
  }
  REQUIRE(stat(path.c_str(), &status) == 0);
  CHECK(status.st_uid == nobody);
  CHECK(mode_of(path) == 0777);
}

TEST_CASE("a link stays, and the file it leads to is replaced") {
  const Scratch scratch;
  fs::create_directory(scratch / "real");
  put(scratch / "real/module.py", "old");
  fs::create_symlink("real/module.py", scratch / "link.py");
  fs::create_symlink("link.py", scratch / "second.py");
  REQUIRE(replace_file(scratch / "second.py", "new").has_value());
  CHECK(fs::read_symlink(scratch / "second.py") == "link.py");
  CHECK(fs::read_symlink(scratch / "link.py") == "real/module.py");
  CHECK(fs::is_regular_file(fs::symlink_status(scratch / "real/module.py")));
  CHECK(content_of(scratch / "real/module.py") == "new");
  CHECK(entries_in(scratch) == 3);
}

TEST_CASE("a file that is not there is made, as the umask has it") {
  const Scratch scratch;
  const mode_t before = umask(027);
  CHECK(replace_file(scratch / "new.py", "x").has_value());
  umask(before);
  CHECK(content_of(scratch / "new.py") == "x");
  CHECK(mode_of(scratch / "new.py") == 0640);
}

TEST_CASE("a path without a folder is one in the current folder") {
  const Scratch scratch;
  const fs::path before = fs::current_path();
  fs::current_path(scratch.path());
  put("here.py", "old");
  const auto replaced = replace_file("here.py", "new");
  fs::current_path(before);
  CHECK(replaced.has_value());
  CHECK(content_of(scratch / "here.py") == "new");
}

TEST_CASE("what cannot be replaced is left as it was") {
  const Scratch scratch;
  chmod(scratch.path().c_str(), 0777);
  put(scratch / "read-only.py", "old");
  chmod((scratch / "read-only.py").c_str(), 0444);
  fs::create_symlink("nowhere", scratch / "dangling");
  REQUIRE(mkfifo((scratch / "fifo").c_str(), 0600) == 0);
  const std::size_t entries = entries_in(scratch);
  {
    const WithoutRoot user;
    CHECK(replace_file(scratch / "read-only.py", "new").error().problem == FileProblem::permission_denied);
    CHECK(replace_file("/proc/none.py", "new").error().problem != FileProblem::is_directory);
  }
  CHECK(replace_file(scratch / "dangling", "new").error().problem == FileProblem::not_found);
  CHECK(replace_file(scratch / "fifo", "new").error().problem == FileProblem::not_regular);
  CHECK(replace_file(scratch.path(), "new").error().problem == FileProblem::is_directory);
  CHECK(replace_file(scratch / "none/file.py", "new").error().problem == FileProblem::not_found);
  CHECK(content_of(scratch / "read-only.py") == "old");
  CHECK(entries_in(scratch) == entries);
}

TEST_CASE("where the new content cannot be written, the old stays and nothing is left behind") {
  const Scratch scratch;
  put(scratch / "file.py", "old");
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
  rlimit small = before;
  small.rlim_cur = 1000;
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
  const auto replaced = replace_file(scratch / "file.py", std::string(5000, 'x'));
  REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
  (void)std::signal(SIGXFSZ, handler);
  REQUIRE_FALSE(replaced.has_value());
  CHECK(replaced.error().message == "file too large");
  CHECK(content_of(scratch / "file.py") == "old");
  CHECK(entries_in(scratch) == 1);
}

TEST_CASE("in a folder that may not be written, nothing changes") {
  const Scratch scratch;
  put(scratch / "file.py", "old");
  chmod((scratch / "file.py").c_str(), 0666);
  chmod(scratch.path().c_str(), 0555);
  {
    const WithoutRoot user;
    CHECK(replace_file(scratch / "file.py", "new").error().problem == FileProblem::permission_denied);
  }
  chmod(scratch.path().c_str(), 0755);
  CHECK(content_of(scratch / "file.py") == "old");
  CHECK(entries_in(scratch) == 1);
}

TEST_CASE("a reader sees the old file or the new one, never a part") {
  const Scratch scratch;
  const std::string path = scratch / "module.py";
  const std::string first(100'000, 'a');
  const std::string second(200'000, 'b');
  put(path, first);
  std::atomic<bool> done = false;
  std::atomic<int> partial = 0;
  std::thread reader([&] {
    while (!done) {
      const auto content = read_file(path, 1'000'000);
      if (!content || (*content != first && *content != second)) ++partial;
    }
  });
  for (int round = 0; round < 50; ++round) CHECK(replace_file(path, round % 2 == 0 ? second : first).has_value());
  done = true;
  reader.join();
  CHECK(partial == 0);
  CHECK(entries_in(scratch) == 1);
}

}  // namespace
}  // namespace slicecop::platform
