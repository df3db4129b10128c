// Reading and writing whole files. Paths are the system's own bytes (UTF-8 on Windows), and need not be UTF-8.
#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

#include "platform/file_error.h"

namespace slicecop::platform {

/// The bytes of the regular file at `path`, links followed. Anything else (a FIFO, socket, device) is not opened, so it
/// cannot block. `too_large` where it holds more than `max_bytes`; nothing of it is read then.
std::expected<std::string, FileError> read_file(const std::string& path, std::uint64_t max_bytes);

/// Standard input to its end. `too_large` once it gave more than `max_bytes`.
std::expected<std::string, FileError> read_standard_input(std::uint64_t max_bytes);

/// Writes `content` to `path`, which may be a FIFO or a device. Folders that are missing are made. Not atomic: for
/// reports.
std::expected<void, FileError> write_file(const std::string& path, std::string_view content);

/// Replaces the regular file at `path` in one step: whoever opens it, at any time, sees the old content or the new.
/// Keeps its mode and, where the system lets it, its owner; a symbolic link stays and its target is replaced; hard
/// links are cut. A file that is not writable is not replaced, one that does not exist is made.
std::expected<void, FileError> replace_file(const std::string& path, std::string_view content);

/// Makes the folder `path` and those above it; no error where it exists.
std::expected<void, FileError> create_directories(const std::string& path);

enum class EntryType : std::uint8_t { file, directory, symbolic_link, other };

/// Which file it is, whatever path led there.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  friend constexpr auto operator<=>(const FileIdentity&, const FileIdentity&) = default;
};

struct FileStatus {
  EntryType type = EntryType::other;  ///< never `symbolic_link`: links are followed
  std::uint64_t size = 0;             ///< bytes
  FileIdentity identity;
  std::int64_t modified = 0;  ///< nanoseconds since 1970
};

/// What stands at `path`, links followed.
std::expected<FileStatus, FileError> file_status(const std::string& path);

}  // namespace slicecop::platform
