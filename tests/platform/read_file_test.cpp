#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <string>
#include <thread>

#include "catch.h"
#include "platform/descriptor.h"
#include "platform/files.h"
#include "scratch.h"

namespace slicecop::platform {
namespace {

constexpr std::uint64_t limit = 1'000'000;

FileError error_of(const std::string& path) {
  const auto content = read_file(path, limit);
  REQUIRE_FALSE(content.has_value());
  return content.error();
}

TEST_CASE("a file is read byte for byte") {
  const Scratch scratch;
  const std::string content =
      GENERATE(as<std::string>{}, "", "x", std::string("a\0\r\n\xFF", 5), std::string(300'000, 'y'));
  put(scratch / "file", content);
  CHECK(read_file(scratch / "file", limit) == content);
}

TEST_CASE("a link is followed, and any name will do") {
  const Scratch scratch;
  put(scratch / "\xFF\xFE name", "x");
  std::filesystem::create_symlink(scratch / "\xFF\xFE name", scratch / "link");
  CHECK(read_file(scratch / "link", limit) == "x");
}

TEST_CASE("a file may have as many bytes as are allowed, and no more") {
  const Scratch scratch;
  put(scratch / "file", "12345");
  CHECK(read_file(scratch / "file", 5) == "12345");
  const auto content = read_file(scratch / "file", 4);
  REQUIRE_FALSE(content.has_value());
  CHECK(content.error().problem == FileProblem::too_large);
  CHECK(content.error().size == 5);
  CHECK(content.error().message == "5 bytes, more than 4");
}

TEST_CASE("an error says what was the matter") {
  const Scratch scratch;
  put(scratch / "file", "x");
  std::filesystem::create_symlink("loop", scratch / "loop");
  CHECK(error_of(scratch / "none").problem == FileProblem::not_found);
  CHECK(error_of(scratch / "none").message == "no such file or directory");
  CHECK(error_of(scratch / "file/below").problem == FileProblem::not_found);
  CHECK(error_of(scratch.path()).problem == FileProblem::is_directory);
  CHECK(error_of(scratch.path()).message == "is a directory");
  CHECK(error_of(scratch / "loop").problem == FileProblem::other);
  CHECK(error_of(scratch / "loop").message == "too many levels of symbolic links");
  CHECK(error_of((scratch / "file") + std::string("\0.py", 4)).problem == FileProblem::not_found);

  chmod((scratch / "file").c_str(), 0);
  chmod(scratch.path().c_str(), 0755);
  const WithoutRoot user;
  CHECK(error_of(scratch / "file").problem == FileProblem::permission_denied);
}

TEST_CASE("a FIFO, a socket and a device are not read") {
  const Scratch scratch;
  const std::string fifo = scratch / "fifo";
  REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
  alarm(20);  // opening the FIFO would wait for a writer for ever
  CHECK(error_of(fifo).problem == FileProblem::not_regular);
  alarm(0);
  CHECK(error_of("/dev/zero").problem == FileProblem::not_regular);

  const Descriptor server(socket(AF_UNIX, SOCK_STREAM, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = scratch / "socket";
  REQUIRE(name.size() < sizeof address.sun_path);
  std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the call of POSIX is made so
  REQUIRE(bind(server.number(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  CHECK(error_of(name).problem == FileProblem::not_regular);
}

TEST_CASE("a file that grows or shrinks while it is read is an error, not half a file") {
  const Scratch scratch;
  put(scratch / "file", "12345");
  const int size_before = GENERATE(4, 6, 100);
  const Descriptor file(open((scratch / "file").c_str(), O_RDONLY | O_CLOEXEC));
  const auto content = read_to_end(file.number(), static_cast<std::uint64_t>(size_before), limit);
  REQUIRE_FALSE(content.has_value());
  CHECK(content.error().problem == FileProblem::changed);
}

/// Runs `use` with standard input taken from a pipe into which a thread writes `pieces`.
template <typename Use>
void with_input(const std::vector<std::string>& pieces, int flags, Use use) {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const int saved = dup(STDIN_FILENO);
  REQUIRE(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
  close(ends[0]);
  REQUIRE(fcntl(STDIN_FILENO, F_SETFL, flags) == 0);
  bool written = true;
  std::thread writer([&pieces, &written, end = ends[1]] {
    for (const std::string& piece : pieces) written = written && write_all(end, piece).has_value();
    close(end);
  });
  use();
  writer.join();
  CHECK(written);
  dup2(saved, STDIN_FILENO);
  close(saved);
}

TEST_CASE("standard input is read to its end, however it arrives") {
  const int flags = GENERATE(0, O_NONBLOCK);
  const std::vector<std::string> pieces{"a", "", std::string(200'000, 'b'), "c\n"};
  with_input(pieces, flags, [&] {
    const auto content = read_standard_input(limit);
    REQUIRE(content.has_value());
    CHECK(*content == "a" + pieces[2] + "c\n");
  });
  with_input({}, flags, [&] { CHECK(read_standard_input(0) == ""); });
}

TEST_CASE("standard input has a limit too") {
  with_input({"12345"}, 0, [] { CHECK(read_standard_input(5) == "12345"); });
  with_input({"12345"}, 0, [] {
    const auto content = read_standard_input(4);
    REQUIRE_FALSE(content.has_value());
    CHECK(content.error().problem == FileProblem::too_large);
    CHECK(content.error().message == "more than 4 bytes");
  });
  with_input({"12345"}, 0, [] { CHECK(read_standard_input(UINT64_MAX) == "12345"); });
}

TEST_CASE("a file's status tells which file it is") {
  const Scratch scratch;
  put(scratch / "file", "123");
  put(scratch / "other", "");
  std::filesystem::create_symlink("file", scratch / "link");
  std::filesystem::create_hard_link(scratch / "file", scratch / "hard");
  const auto status = file_status(scratch / "file");
  REQUIRE(status.has_value());
  CHECK(status->type == EntryType::file);
  CHECK(status->size == 3);
  CHECK(status->identity == file_status(scratch / "link")->identity);
  CHECK(status->identity == file_status(scratch / "hard")->identity);
  CHECK(status->identity != file_status(scratch / "other")->identity);
  CHECK(file_status(scratch.path())->type == EntryType::directory);
  CHECK(file_status("/dev/null")->type == EntryType::other);
  CHECK(file_status(scratch / "none").error().problem == FileProblem::not_found);

  const std::array<timespec, 2> times{timespec{.tv_sec = 5, .tv_nsec = 7},
                                      timespec{.tv_sec = 1'700'000'000, .tv_nsec = 9}};
  REQUIRE(utimensat(AT_FDCWD, (scratch / "file").c_str(), times.data(), 0) == 0);
  CHECK(file_status(scratch / "file")->modified == 1'700'000'000'000'000'009);
}

}  // namespace
}  // namespace slicecop::platform
