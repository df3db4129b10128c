// Which project a file belongs to. A file belongs to the same one whatever the arguments of a run are.
#pragma once

#include <string>
#include <string_view>

namespace slicecop::workspace {

/// The topmost folder of the packages around the file at `path`: of those with an `__init__.py`, going up from it
/// without a gap. The file's own folder where that is no package.
std::string top_package_folder(std::string_view path);

/// The folder of the nearest configuration file, else of the git repository, else of the top package. Installed code
/// (below `site-packages`, `dist-packages` or a standard library's folder) belongs to its package alone.
std::string project_root(std::string_view path);

/// True for a folder with an `__init__.py`.
bool is_package(const std::string& folder);

/// True for a folder with a configuration file, a git repository or an `__init__.py`.
bool is_project(const std::string& folder);

}  // namespace slicecop::workspace
