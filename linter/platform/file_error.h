// Why a file could not be read or written.
#pragma once

#include <cstdint>
#include <string>

namespace slicecop::platform {

enum class FileProblem : std::uint8_t {
  not_found,
  permission_denied,
  is_directory,
  not_regular,  ///< a FIFO, socket or device: never opened
  too_large,
  changed,  ///< grew or shrank while it was read
  other,    ///< the message is the system's own
};

struct FileError {
  FileProblem problem = FileProblem::other;
  std::string message;     ///< lower case, no final period, without the path
  std::uint64_t size = 0;  ///< bytes, where the problem is `too_large`
};

/// The error that `errno` value `code` stands for.
FileError file_error(int code);

}  // namespace slicecop::platform
