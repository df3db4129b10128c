// Absolute paths as text: `/` between folders, none at the end but for the root itself.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace slicecop::config {

/// The folder that `path` lies in; empty for the root.
constexpr std::string_view parent_folder(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos || path.size() == 1) return {};
  return path.substr(0, slash == 0 ? 1 : slash);
}

inline std::string join(std::string_view folder, std::string_view name) {
  std::string path;
  path.reserve(folder.size() + 1 + name.size());
  path.append(folder);
  if (!folder.ends_with('/')) path += '/';
  return path.append(name);
}

}  // namespace slicecop::config
