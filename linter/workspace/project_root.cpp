#include "workspace/project_root.h"

#include <array>

#include "config/folders.h"
#include "platform/files.h"

namespace slicecop::workspace {

using config::join;
using config::parent_folder;

namespace {

bool exists(const std::string& path) { return platform::file_status(path).has_value(); }

bool holds_installed_code(std::string_view folder) {
  const std::string_view name = folder.substr(folder.rfind('/') + 1);
  if (name == "site-packages" || name == "dist-packages") return true;
  const std::string_view above = parent_folder(folder);
  return name.starts_with("python") && above.substr(above.rfind('/') + 1).starts_with("lib");
}

bool is_root(const std::string& folder) {
  // A `pyproject.toml` makes a project even where it says nothing to this program.
  static constexpr std::array<std::string_view, 4> marks{".slicecop.toml", "slicecop.toml", "pyproject.toml", ".git"};
  for (const std::string_view mark : marks) {
    if (exists(join(folder, mark))) return true;
  }
  return false;
}

}  // namespace

std::string top_package_folder(std::string_view path) {
  std::string_view folder = parent_folder(path);
  std::string_view top = folder;
  for (; folder.size() > 1 && exists(join(folder, "__init__.py")); folder = parent_folder(folder)) top = folder;
  return std::string(top);
}

bool is_package(const std::string& folder) { return exists(join(folder, "__init__.py")); }

bool is_project(const std::string& folder) { return is_root(folder) || is_package(folder); }

std::string project_root(std::string_view path) {
  for (std::string_view folder = parent_folder(path); !folder.empty(); folder = parent_folder(folder)) {
    if (holds_installed_code(folder)) break;
    if (is_root(std::string(folder))) return std::string(folder);
  }
  return top_package_folder(path);
}

}  // namespace slicecop::workspace
