#include "workspace/folder_visit.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "config/folders.h"
#include "platform/directory.h"
#include "platform/files.h"
#include "workspace/ignore_files.h"

namespace slicecop::workspace {
namespace {

/// What a folder's entries are judged by.
struct Judge {
  const config::Configuration& configuration;
  const IgnoreScope* scope;  ///< null where ignore files do not count

  [[nodiscard]] bool leaves_out(const std::string& path, bool is_folder) const {
    if (configuration.discovery.exclude.match(path)) return true;
    return scope != nullptr && scope->decide(path, is_folder).verdict == Verdict::ignored;
  }
};

/// The file at `path` with its size; none where a link leads to something that is no file. A link that leads nowhere is
/// a file: reading it tells what is wrong.
std::optional<DiscoveredFile> file_at(std::string path, platform::EntryType type, const config::Resolver& resolver) {
  const auto status = platform::file_status(path);
  if (type == platform::EntryType::symbolic_link && status && status->type != platform::EntryType::file)
    return std::nullopt;
  std::string shown = shown_path(path, resolver.working_folder());
  return DiscoveredFile{
      .path = std::move(path), .shown = std::move(shown), .size = status ? status->size : 0, .configuration = {}};
}

bool may_be_python(std::string_view name) { return !name.ends_with(".pyi") && !name.ends_with(".ipynb"); }

}  // namespace

FolderVisit visit_folder(const PendingFolder& folder, const config::Resolver& resolver,
                         const std::shared_ptr<const IgnoreRules>& user_rules) {
  FolderVisit visit;
  const auto entries = platform::list_directory(folder.path);
  if (!entries) {
    visit.unreadable = {.path = folder.path,
                        .shown = shown_path(folder.path, resolver.working_folder()),
                        .message = entries.error().message};
    return visit;
  }
  const bool may_configure = std::ranges::any_of(
      *entries, [](const auto& entry) { return config::Resolver::is_configuration_name(entry.name); });
  const config::Resolved holds = resolver.enter(folder.path, folder.above, may_configure);
  if (!holds) {
    visit.mistake = holds.error();
    return visit;
  }
  const auto scope =
      IgnoreScope::enter(folder.scope_above, folder.path, read_ignore_files(folder.path, *entries), user_rules);
  const config::Configuration& configuration = **holds;
  const Judge judge{.configuration = configuration,
                    .scope = configuration.discovery.respect_gitignore ? scope.get() : nullptr};

  for (const platform::DirectoryEntry& entry : *entries) {
    std::string path = config::join(folder.path, entry.name);
    if (entry.type == platform::EntryType::directory) {
      if (!judge.leaves_out(path, true)) {
        visit.folders.push_back({.path = std::move(path), .above = holds, .scope_above = scope});
      }
      continue;
    }
    if (entry.type == platform::EntryType::other || !may_be_python(entry.name)) continue;
    if (!configuration.discovery.include.match(path) || judge.leaves_out(path, false)) continue;
    if (auto file = file_at(std::move(path), entry.type, resolver)) {
      file->configuration = *holds;
      visit.files.push_back(std::move(*file));
    }
  }
  return visit;
}

}  // namespace slicecop::workspace
