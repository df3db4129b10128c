// Which file an import means.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace slicecop::workspace {

/// The file of the module that `importer` (absolute) imports as `name`: "package.module", with leading dots relative to
/// the importer. Looked for beside the importer's top package, in the project's root and its `src`, and in what is
/// installed in the root's `.venv` or `venv`. A stub (`.pyi`) goes before its module. For a folder without
/// `__init__.py` the name that its `__init__.py` would have.
std::optional<std::string> module_file(const std::string& importer, std::string_view name, const std::string& root);

}  // namespace slicecop::workspace
