#include "platform/directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string_view>

#include "platform/descriptor.h"

namespace slicecop::platform {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};

/// Some file systems do not say what an entry is before it is asked for.
EntryType look_up_type(DIR* directory, const char* name) {
  struct stat status{};
  const int descriptor = dirfd(directory);
  if (descriptor < 0 || fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return EntryType::other;
  if (S_ISREG(status.st_mode)) return EntryType::file;
  if (S_ISDIR(status.st_mode)) return EntryType::directory;
  return S_ISLNK(status.st_mode) ? EntryType::symbolic_link : EntryType::other;
}

EntryType type_of(DIR* directory, const dirent& entry) {
  switch (entry.d_type) {
    case DT_REG:
      return EntryType::file;
    case DT_DIR:
      return EntryType::directory;
    case DT_LNK:
      return EntryType::symbolic_link;
    case DT_UNKNOWN:
      return look_up_type(directory, entry.d_name);
    default:
      return EntryType::other;
  }
}

}  // namespace

std::expected<std::vector<DirectoryEntry>, FileError> list_directory(const std::string& path) {
  if (!is_usable(path)) return std::unexpected(file_error(ENOENT));
  const std::unique_ptr<DIR, CloseDirectory> directory(opendir(path.c_str()));
  if (directory == nullptr) return std::unexpected(file_error(errno));

  std::vector<DirectoryEntry> entries;
  while (true) {
    errno = 0;  // the end and an error look the same but for errno
    // NOLINTNEXTLINE(concurrency-mt-unsafe): this stream belongs to this call alone
    const dirent* const entry = readdir(directory.get());
    if (entry == nullptr && errno != 0) return std::unexpected(file_error(errno));
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    entries.push_back({.name = std::string(name), .type = type_of(directory.get(), *entry)});
  }
  std::ranges::sort(entries);
  return entries;
}

}  // namespace slicecop::platform
