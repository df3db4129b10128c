// A tree of files for one test, gone with its owner.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "platform/scratch.h"

namespace slicecop::tests {

class ScratchFolder {
 public:
  /// Absolute, without links.
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string path(std::string_view relative) const { return path_ + "/" + std::string(relative); }

  void make_folder(std::string_view relative) const { std::filesystem::create_directories(path(relative)); }

  /// Writes a file, and makes the folders above it.
  void write(std::string_view relative, std::string_view content) const {
    const std::string file = path(relative);
    std::filesystem::create_directories(std::filesystem::path(file).parent_path());
    platform::put(file, std::string(content));
  }

  [[nodiscard]] std::string read(std::string_view relative) const { return platform::content_of(path(relative)); }

  /// As much of a `.git` as git needs to take the folder for a repository.
  void make_repository(std::string_view relative) const {
    const std::string git = std::string(relative) + "/.git/";
    write(git + "HEAD", "ref: refs/heads/main\n");
    make_folder(git + "objects");
    make_folder(git + "refs");
  }

 private:
  platform::Scratch scratch_;
  std::string path_ = std::filesystem::canonical(scratch_.path()).string();
};

}  // namespace slicecop::tests
