#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

#include "platform/descriptor.h"
#include "platform/files.h"

namespace slicecop::platform {
namespace {

using Folder = std::filesystem::path;

std::unexpected<FileError> system_failure() { return std::unexpected(file_error(errno)); }

/// A file that is about to be replaced, or that is about to be made.
struct Target {
  std::string path;  ///< of the file itself, no link
  std::optional<struct stat> status;
};

std::expected<Target, FileError> find_target(const std::string& path) {
  struct stat status{};
  if (lstat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return Target{.path = path, .status = std::nullopt};
    return system_failure();
  }
  std::string file = path;
  if (S_ISLNK(status.st_mode)) {
    std::error_code error;
    file = std::filesystem::canonical(path, error).string();
    if (error) return std::unexpected(file_error(error.value()));
    if (stat(file.c_str(), &status) != 0) return system_failure();
  }
  if (S_ISDIR(status.st_mode)) return std::unexpected(file_error(EISDIR));
  if (!S_ISREG(status.st_mode)) {
    return std::unexpected(FileError{.problem = FileProblem::not_regular, .message = "not a regular file"});
  }
  // Renaming asks for the rights of the folder only; a file its owner has made read-only is to stay as it is.
  if (faccessat(AT_FDCWD, file.c_str(), W_OK, AT_EACCESS) != 0) return system_failure();
  return Target{.path = std::move(file), .status = status};
}

/// A new file beside the target. Removed again unless it took the target's place.
class TemporaryFile {
 public:
  TemporaryFile(const Folder& folder, mode_t mode) {
    static std::atomic<unsigned> counter = 0;
    constexpr int attempts = 100;  // files of a process that died, with this process's number
    for (int attempt = 0; attempt < attempts; ++attempt) {
      path_ = (folder / fmt::format(".slicecop-{}-{}.tmp", getpid(), counter++)).string();
      number_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
      if (number_ >= 0 || errno != EEXIST) return;
    }
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  TemporaryFile(TemporaryFile&&) = delete;
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile() {
    if (number_ >= 0 && !renamed_) unlink(path_.c_str());
  }

  [[nodiscard]] int number() const { return number_; }

  bool rename_to(const std::string& target) {
    renamed_ = std::rename(path_.c_str(), target.c_str()) == 0;
    return renamed_;
  }

 private:
  std::string path_;
  int number_ = -1;
  bool renamed_ = false;
};

/// Owner first, for a change of owner takes the set-user-id bits away. Only root may give a file to somebody else: who
/// replaces a colleague's file becomes its owner, as with any editor that writes atomically, and those bits, which
/// spoke for the old owner, are dropped.
bool copy_owner_and_mode(int descriptor, const struct stat& original) {
  constexpr mode_t permissions = 0777;
  constexpr mode_t permissions_and_identity = 07777;
  struct stat fresh{};
  if (fstat(descriptor, &fresh) != 0) return false;
  bool same_owner = fresh.st_uid == original.st_uid && fresh.st_gid == original.st_gid;
  if (!same_owner) same_owner = fchown(descriptor, original.st_uid, original.st_gid) == 0;
  if (!same_owner && errno != EPERM) return false;
  return fchmod(descriptor, original.st_mode & (same_owner ? permissions_and_identity : permissions)) == 0;
}

/// Makes the renaming itself durable. File systems that cannot sync a folder have nothing to be synced there.
void sync_folder(const Folder& folder) {
  const Descriptor open_folder(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (open_folder) fsync(open_folder.number());
}

}  // namespace

std::expected<void, FileError> replace_file(const std::string& path, std::string_view content) {
  if (!is_usable(path)) return std::unexpected(file_error(ENOENT));
  const auto target = find_target(path);
  if (!target) return std::unexpected(target.error());

  Folder folder = Folder(target->path).parent_path();
  if (folder.empty()) folder = ".";
  constexpr mode_t of_new_file = 0666;  // less what the umask takes
  constexpr mode_t private_until_renamed = 0600;
  TemporaryFile temporary(folder, target->status ? private_until_renamed : of_new_file);
  Descriptor file(temporary.number());
  if (!file) return system_failure();

  if (auto written = write_all(file.number(), content); !written) return written;
  if (target->status && !copy_owner_and_mode(file.number(), *target->status)) return system_failure();
  if (fsync(file.number()) != 0 || !file.close()) return system_failure();
  if (!temporary.rename_to(target->path)) return system_failure();
  sync_folder(folder);
  return {};
}

}  // namespace slicecop::platform
