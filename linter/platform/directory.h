// What a folder holds.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "platform/files.h"

namespace slicecop::platform {

struct DirectoryEntry {
  std::string name;                   ///< the system's own bytes, without the folder; need not be UTF-8
  EntryType type = EntryType::other;  ///< of the entry itself: links are not followed

  friend auto operator<=>(const DirectoryEntry&, const DirectoryEntry&) = default;
};

/// The entries of `path` but `.` and `..`, sorted by the bytes of their names.
std::expected<std::vector<DirectoryEntry>, FileError> list_directory(const std::string& path);

}  // namespace slicecop::platform
