#include <fcntl.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "platform/descriptor.h"
#include "platform/files.h"

namespace slicecop::platform {

std::expected<void, FileError> create_directories(const std::string& path) {
  if (!is_usable(path)) return std::unexpected(file_error(ENOENT));
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return std::unexpected(file_error(error.value()));
  return {};
}

std::expected<void, FileError> write_file(const std::string& path, std::string_view content) {
  if (!is_usable(path)) return std::unexpected(file_error(ENOENT));
  const std::string folder = std::filesystem::path(path).parent_path().string();
  if (!folder.empty()) {
    if (auto made = create_directories(folder); !made) return made;
  }
  constexpr mode_t mode = 0666;  // less what the umask takes
  Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, mode));
  if (!file) return std::unexpected(file_error(errno));
  if (auto written = write_all(file.number(), content); !written) return written;
  if (!file.close()) return std::unexpected(file_error(errno));
  return {};
}

}  // namespace slicecop::platform
