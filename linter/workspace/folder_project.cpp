#include "workspace/folder_project.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "config/folders.h"
#include "config/resolver.h"
#include "engine/document.h"
#include "platform/directory.h"
#include "platform/files.h"
#include "semantics/summarize.h"
#include "text/source_file.h"
#include "workspace/called_names.h"
#include "workspace/discovery.h"
#include "workspace/module_file.h"
#include "workspace/project_root.h"

namespace slicecop::workspace {

namespace {

// Larger files are not checked by default, either.
constexpr std::uint64_t most_bytes = std::uint64_t{4} * 1024 * 1024;

// Where more files call something by one name (`read`, `get`), only those are read that import the module by its name;
// of these so many, the first by path.
constexpr std::size_t most_callers = 40;

/// "parser" for `wire/parser.py`, "wire" for `wire/__init__.py`.
std::string_view name_of_module(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (name.starts_with("__init__.")) {
    const std::string_view folder = config::parent_folder(path);
    return folder.substr(folder.rfind('/') + 1);
  }
  return name.substr(0, name.rfind('.'));
}

// For whom the version does not matter.
constexpr stubs::PythonVersion lowest_version = 9;

semantics::Project::Summary summarize_file(const std::string& path, stubs::PythonVersion version, ParsedFiles& parsed) {
  if (!platform::file_status(path)) {  // a package without `__init__.py`
    semantics::ModuleSummary package;
    package.path = path;
    return std::make_shared<const semantics::ModuleSummary>(std::move(package));
  }
  auto bytes = platform::read_file(path, most_bytes);
  if (!bytes) return nullptr;
  const std::uint64_t fingerprint = ParsedFiles::fingerprint_of(*bytes);
  std::optional<engine::Document> document = parsed.take(path, *bytes);
  if (!document) {
    auto source = text::SourceFile::from_bytes(path, std::move(*bytes));
    if (!source) return nullptr;
    auto made = engine::Document::parse(std::move(*source));
    if (!made) return nullptr;
    document = std::move(*made);
  }
  auto summary =
      std::make_shared<const semantics::ModuleSummary>(semantics::summarize(document->tree(), path, version));
  parsed.keep(path, fingerprint, std::move(*document));
  return summary;
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
    std::vector<std::uint32_t> imported;
  };
  std::once_flag read;
  std::vector<Caller> files;  ///< by path
};

class FolderProject::OfVersion final : public semantics::Project {
 public:
  OfVersion(const FolderProject& project, stubs::PythonVersion version) : project_(project), version_(version) {}

  [[nodiscard]] const Project& for_version(stubs::PythonVersion version) const override {
    return project_.for_version(version);
  }
  [[nodiscard]] Summary module(std::string_view importer, std::string_view name) const override {
    return project_.module(importer, name, version_);
  }
  [[nodiscard]] Callers callers(std::string_view path, std::string_view name) const override {
    return project_.callers(path, name, version_);
  }
  [[nodiscard]] bool is_in_test_folder(std::string_view path) const override {
    return project_.is_in_test_folder(path);
  }

 private:
  const FolderProject& project_;
  stubs::PythonVersion version_;
};

FolderProject::FolderProject() = default;
FolderProject::~FolderProject() = default;

const semantics::Project& FolderProject::for_version(stubs::PythonVersion version) const {
  const std::scoped_lock lock(mutex_);
  std::unique_ptr<const OfVersion>& known = versions_[version];
  if (known == nullptr) known = std::make_unique<const OfVersion>(*this, version);
  return *known;
}

bool FolderProject::is_in_test_folder(std::string_view path) const {
  const auto is_named_so = [](std::string_view folder) {
    const std::string_view name = folder.substr(folder.rfind('/') + 1);
    return name == "test" || name == "tests";
  };
  const std::string_view folder = config::parent_folder(path);
  // Where a project lies says nothing of it: `/home/user/tests/project`. A package is called what it is called.
  const std::string root = project_root(path);
  for (std::string_view inner = folder; inner.size() > root.size(); inner = config::parent_folder(inner)) {
    if (is_named_so(inner)) return true;
  }
  return is_named_so(root) && top_package_folder(path) == root && is_package(root);
}

semantics::Project::Summary FolderProject::module(std::string_view importer, std::string_view name) const {
  return module(importer, name, lowest_version);
}

semantics::Project::Callers FolderProject::callers(std::string_view path, std::string_view name) const {
  return callers(path, name, lowest_version);
}

semantics::Project::Summary FolderProject::summary_of(const std::string& path, stubs::PythonVersion version) const {
  File* file = nullptr;
  {
    const std::scoped_lock lock(mutex_);
    std::unique_ptr<File>& known = files_[{path, version}];
    if (known == nullptr) known = std::make_unique<File>();
    file = known.get();
  }
  std::call_once(file->read, [&] { file->summary = summarize_file(path, version, parsed_files_); });
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

semantics::Project::Summary FolderProject::module(std::string_view importer, std::string_view name,
                                                  stubs::PythonVersion version) const {
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
  return path.empty() ? nullptr : summary_of(path, version);
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
      if (bytes) found->files.push_back({file, called_names(*bytes), imported_names(*bytes)});
    }
    std::ranges::sort(found->files, {}, &Root::Caller::path);
  });
  return *found;
}

semantics::Project::Callers FolderProject::callers(std::string_view path, std::string_view name,
                                                   stubs::PythonVersion version) const {
  const std::uint32_t hash = name_hash(name);
  std::vector<const Root::Caller*> files;
  for (const Root::Caller& file : callers_in(root_of(std::string(config::parent_folder(path)), path)).files) {
    if (file.path != path && std::ranges::binary_search(file.called, hash)) files.push_back(&file);
  }
  Callers callers{.modules = {}, .complete = files.size() <= most_callers};
  if (!callers.complete) {
    const std::uint32_t module = name_hash(name_of_module(path));
    std::erase_if(files, [&](const Root::Caller* file) { return !std::ranges::binary_search(file->imported, module); });
    if (files.size() > most_callers) files.resize(most_callers);
  }
  for (const Root::Caller* file : files) {
    if (Summary summary = summary_of(file->path, version)) callers.modules.push_back(std::move(summary));
  }
  return callers;
}

}  // namespace slicecop::workspace
