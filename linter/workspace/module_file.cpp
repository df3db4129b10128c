#include "workspace/module_file.h"

#include <algorithm>
#include <vector>

#include "config/folders.h"
#include "platform/directory.h"
#include "platform/files.h"
#include "workspace/project_root.h"

namespace slicecop::workspace {

using config::join;
using config::parent_folder;
using platform::EntryType;

namespace {

bool is(const std::string& path, EntryType type) {
  const auto status = platform::file_status(path);
  return status && status->type == type;
}

/// What `base` stands for without a suffix: a module, or a package.
std::optional<std::string> module_at(const std::string& base) {
  if (is(base + ".pyi", EntryType::file)) return base + ".pyi";
  if (is(base, EntryType::directory)) {
    std::string stub = join(base, "__init__.pyi");
    std::string init = join(base, "__init__.py");
    if (is(stub, EntryType::file)) return stub;
    if (is(init, EntryType::file) || !is(base + ".py", EntryType::file)) return init;
  }
  return is(base + ".py", EntryType::file) ? std::optional(base + ".py") : std::nullopt;
}

std::vector<std::string> installed(const std::string& root) {
  std::vector<std::string> folders;
  for (const std::string_view environment : {".venv", "venv"}) {
    const std::string lib = join(join(root, environment), "lib");
    const auto entries = platform::list_directory(lib);
    if (!entries) continue;
    for (const auto& entry : *entries) {
      if (entry.name.starts_with("python")) folders.push_back(join(join(lib, entry.name), "site-packages"));
    }
  }
  return folders;
}

std::string as_path(std::string_view dotted) {
  std::string path(dotted);
  std::ranges::replace(path, '.', '/');
  return path;
}

std::optional<std::string> relative_module(const std::string& importer, std::string_view name) {
  std::string_view folder = parent_folder(importer);
  for (name.remove_prefix(1); name.starts_with('.'); name.remove_prefix(1)) folder = parent_folder(folder);
  if (folder.empty()) return std::nullopt;
  return module_at(name.empty() ? std::string(folder) : join(folder, as_path(name)));
}

}  // namespace

std::optional<std::string> module_file(const std::string& importer, std::string_view name, const std::string& root) {
  if (name.starts_with('.')) return relative_module(importer, name);
  const std::string top = top_package_folder(importer);
  const bool in_package = is(join(top, "__init__.py"), EntryType::file);
  std::vector<std::string> folders{in_package ? std::string(parent_folder(top)) : top, root, join(root, "src")};
  std::ranges::copy(installed(root), std::back_inserter(folders));
  const std::string path = as_path(name);
  for (const std::string& folder : folders) {
    if (auto found = module_at(join(folder, path))) return found;
  }
  return std::nullopt;
}

}  // namespace slicecop::workspace
