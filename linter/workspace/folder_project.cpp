#include "workspace/folder_project.h"

#include <algorithm>
#include <utility>

#include "config/folders.h"
#include "config/resolver.h"
#include "platform/directory.h"
#include "platform/files.h"
#include "semantics/summarize.h"
#include "syntax/parse.h"
#include "text/source_file.h"
#include "workspace/called_names.h"
#include "workspace/discovery.h"
#include "workspace/module_file.h"
#include "workspace/project_root.h"

namespace slicecop::workspace {

namespace {

// Larger files are not checked by default, either.
constexpr std::uint64_t most_bytes = std::uint64_t{4} * 1024 * 1024;

// A name that more files call is too common to tell anything: `read`, `get`.
constexpr std::size_t most_callers = 40;

// Stubs and summaries speak of the lowest version that is supported.
constexpr stubs::PythonVersion version = 9;

semantics::Project::Summary summarize_file(const std::string& path) {
  if (!platform::file_status(path)) {  // a package without `__init__.py`
    semantics::ModuleSummary package;
    package.path = path;
    return std::make_shared<const semantics::ModuleSummary>(std::move(package));
  }
  auto bytes = platform::read_file(path, most_bytes);
  if (!bytes) return nullptr;
  const auto source = text::SourceFile::from_bytes(path, std::move(*bytes));
  if (!source) return nullptr;
  const auto tree = syntax::parse(source->text());
  if (!tree) return nullptr;
  return std::make_shared<const semantics::ModuleSummary>(semantics::summarize(*tree, path, version));
}

/// A folder that nothing marks as a project is somebody's home, perhaps: only what lies in it directly belongs
/// together.
std::vector<std::string> files_of(const std::string& root) {
  std::vector<std::string> paths;
  if (!is_project(root)) {
    const auto entries = platform::list_directory(root);
    if (!entries) return paths;
    for (const platform::DirectoryEntry& entry : *entries) {
      if (entry.name.ends_with(".py")) paths.push_back(config::join(root, entry.name));
    }
    return paths;
  }
  config::Resolver resolver({.rules = {}, .command_line = {}, .working_folder = root, .isolated = true});
  for (const DiscoveredFile& file : discover({.paths = {root}, .user_rules = nullptr}, resolver).files) {
    paths.push_back(file.path);
  }
  return paths;
}

}  // namespace

struct FolderProject::File {
  std::once_flag read;
  Summary summary;
};

struct FolderProject::Root {
  struct Caller {
    std::string path;
    std::vector<std::uint32_t> called;
  };
  std::once_flag read;
  std::vector<Caller> files;  ///< by path
};

FolderProject::FolderProject() = default;
FolderProject::~FolderProject() = default;

semantics::Project::Summary FolderProject::summary_of(const std::string& path) const {
  File* file = nullptr;
  {
    const std::scoped_lock lock(mutex_);
    std::unique_ptr<File>& known = files_[path];
    if (known == nullptr) known = std::make_unique<File>();
    file = known.get();
  }
  std::call_once(file->read, [&] { file->summary = summarize_file(path); });
  return file->summary;
}

std::string FolderProject::root_of(const std::string& folder, std::string_view path) const {
  {
    const std::scoped_lock lock(mutex_);
    if (const auto known = root_of_folder_.find(folder); known != root_of_folder_.end()) return known->second;
  }
  std::string root = project_root(path);
  const std::scoped_lock lock(mutex_);
  return root_of_folder_.emplace(folder, std::move(root)).first->second;
}

semantics::Project::Summary FolderProject::module(std::string_view importer, std::string_view name) const {
  const std::string folder(config::parent_folder(importer));
  const std::string key = folder + '\n' + std::string(name);
  std::string path;
  bool known = false;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = module_files_.find(key);
    known = found != module_files_.end();
    if (known) path = found->second;
  }
  if (!known) {
    path = module_file(std::string(importer), name, root_of(folder, importer)).value_or("");
    const std::scoped_lock lock(mutex_);
    module_files_.emplace(key, path);
  }
  return path.empty() ? nullptr : summary_of(path);
}

const FolderProject::Root& FolderProject::callers_in(const std::string& root) const {
  Root* found = nullptr;
  {
    const std::scoped_lock lock(mutex_);
    std::unique_ptr<Root>& known = roots_[root];
    if (known == nullptr) known = std::make_unique<Root>();
    found = known.get();
  }
  std::call_once(found->read, [&] {
    for (const std::string& file : files_of(root)) {
      const auto bytes = platform::read_file(file, most_bytes);
      if (bytes) found->files.push_back({file, called_names(*bytes)});
    }
    std::ranges::sort(found->files, {}, &Root::Caller::path);
  });
  return *found;
}

std::vector<semantics::Project::Summary> FolderProject::callers(std::string_view path, std::string_view name) const {
  const std::uint32_t hash = name_hash(name);
  std::vector<const std::string*> paths;
  for (const Root::Caller& file : callers_in(root_of(std::string(config::parent_folder(path)), path)).files) {
    if (file.path != path && std::ranges::binary_search(file.called, hash)) paths.push_back(&file.path);
  }
  std::vector<Summary> summaries;
  if (paths.size() > most_callers) return summaries;
  for (const std::string* caller : paths) {
    if (Summary summary = summary_of(*caller)) summaries.push_back(std::move(summary));
  }
  return summaries;
}

}  // namespace slicecop::workspace
