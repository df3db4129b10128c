#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "platform/descriptor.h"
#include "platform/files.h"

namespace slicecop::platform {
namespace {

std::unexpected<FileError> failure(FileProblem problem, std::string message, std::uint64_t size = 0) {
  return std::unexpected(FileError{.problem = problem, .message = std::move(message), .size = size});
}

EntryType type_of(const struct stat& status) {
  if (S_ISREG(status.st_mode)) return EntryType::file;
  if (S_ISDIR(status.st_mode)) return EntryType::directory;
  return EntryType::other;
}

std::int64_t modification_time(const struct stat& status) {
#if defined(__APPLE__)
  const timespec& time = status.st_mtimespec;
#else
  const timespec& time = status.st_mtim;
#endif
  return (static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000) + time.tv_nsec;
}

std::expected<void, FileError> check_readable(const struct stat& status, std::uint64_t max_bytes) {
  const EntryType type = type_of(status);
  if (type == EntryType::directory) return std::unexpected(file_error(EISDIR));
  if (type != EntryType::file) return failure(FileProblem::not_regular, "not a regular file");
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > max_bytes) {
    return failure(FileProblem::too_large, fmt::format("{} bytes, more than {}", size, max_bytes), size);
  }
  return {};
}

}  // namespace

std::expected<std::string, FileError> read_file(const std::string& path, std::uint64_t max_bytes) {
  if (!is_usable(path)) return std::unexpected(file_error(ENOENT));
  // Looked at before it is opened, for opening alone can block or set a device to work; and once more after, for
  // another file may have taken its place.
  struct stat status{};
  if (stat(path.c_str(), &status) != 0) return std::unexpected(file_error(errno));
  if (auto readable = check_readable(status, max_bytes); !readable) return std::unexpected(readable.error());

  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!file || fstat(file.number(), &status) != 0) return std::unexpected(file_error(errno));
  if (auto readable = check_readable(status, max_bytes); !readable) return std::unexpected(readable.error());
  return read_to_end(file.number(), static_cast<std::uint64_t>(status.st_size), max_bytes);
}

std::expected<std::string, FileError> read_standard_input(std::uint64_t max_bytes) {
  return read_to_end(STDIN_FILENO, 0, max_bytes);
}

std::expected<FileStatus, FileError> file_status(const std::string& path) {
  struct stat status{};
  if (!is_usable(path)) return std::unexpected(file_error(ENOENT));
  if (stat(path.c_str(), &status) != 0) return std::unexpected(file_error(errno));
  return FileStatus{.type = type_of(status),
                    .size = static_cast<std::uint64_t>(status.st_size),
                    .identity = {.device = static_cast<std::uint64_t>(status.st_dev),
                                 .inode = static_cast<std::uint64_t>(status.st_ino)},
                    .modified = modification_time(status)};
}

}  // namespace slicecop::platform
