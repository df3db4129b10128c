// Paths as they stand in reports that are read on another machine.
#pragma once

#include <optional>
#include <string_view>

namespace slicecop::report {

/// `path` seen from the folder `root`, both absolute; nothing where it is not below it, or `root` is empty.
constexpr std::optional<std::string_view> relative_path(std::string_view path, std::string_view root) {
  if (root.empty() || !path.starts_with(root)) return std::nullopt;
  path.remove_prefix(root.size());
  if (!root.ends_with('/')) {
    if (!path.starts_with('/')) return std::nullopt;
    path.remove_prefix(1);
  }
  if (path.empty()) return std::nullopt;
  return path;
}

}  // namespace slicecop::report
