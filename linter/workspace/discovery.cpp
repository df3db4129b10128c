#include "workspace/discovery.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <ranges>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "config/folders.h"
#include "platform/files.h"
#include "platform/system.h"
#include "workspace/folder_visit.h"
#include "workspace/ignore_files.h"
#include "workspace/ignore_scope.h"

namespace slicecop::workspace {
namespace {

class Walk {
 public:
  Walk(const DiscoveryRequest& request, config::Resolver& resolver) : request_(request), resolver_(resolver) {}

  Discovered run() {
    for (const std::string& path : request_.paths) start_at(platform::absolute_path(path, resolver_.working_folder()));
    // The folders above have been read for good; from here on each step stands alone.
    while (!pending_.empty()) {
      const PendingFolder folder = std::move(pending_.back());
      pending_.pop_back();
      take(visit_folder(folder, resolver_, request_.user_rules));
    }
    return finished();
  }

 private:
  void start_at(const std::string& path) {
    const auto status = platform::file_status(path);
    if (!status) {
      found_.unreadable.push_back({.path = path, .shown = shown(path), .message = status.error().message});
      return;
    }
    const std::string above(config::parent_folder(path));
    // For a folder its own configuration decides, as it does for what lies in it.
    const bool is_folder = status->type == platform::EntryType::directory;
    const config::Resolved holds = resolver_.of_folder(is_folder ? path : above);
    if (!holds) {
      found_.mistakes.push_back(holds.error());
      return;
    }
    if ((*holds)->discovery.force_exclude && is_excluded(path, **holds)) return;
    if (is_folder) {
      pending_.push_back({.path = path, .above = resolver_.of_folder(above), .scope_above = scope_of(above)});
    } else if (!path.ends_with(".pyi") && !path.ends_with(".ipynb")) {
      found_.files.push_back({.path = path, .shown = shown(path), .size = status->size, .configuration = *holds});
    }
  }

  void take(FolderVisit visit) {
    std::ranges::move(visit.files, std::back_inserter(found_.files));
    std::ranges::move(visit.folders, std::back_inserter(pending_));
    if (visit.unreadable) found_.unreadable.push_back(std::move(*visit.unreadable));
    if (visit.mistake) found_.mistakes.push_back(std::move(*visit.mistake));
  }

  /// The ignore files of `folder` and all above it; empty for what is above the root.
  std::shared_ptr<const IgnoreScope> scope_of(const std::string& folder) {
    std::vector<std::string> unknown;
    std::shared_ptr<const IgnoreScope> scope;
    for (std::string_view at = folder; !at.empty(); at = config::parent_folder(at)) {
      const auto known = scopes_.find(std::string(at));
      if (known != scopes_.end()) {
        scope = known->second;
        break;
      }
      unknown.emplace_back(at);
    }
    for (const std::string& at : std::views::reverse(unknown)) {
      scope = IgnoreScope::enter(scope, at, read_ignore_files(at), request_.user_rules);
      scopes_.emplace(at, scope);
    }
    return scope;
  }

  [[nodiscard]] std::string shown(std::string_view path) const { return shown_path(path, resolver_.working_folder()); }

  Discovered finished() {
    sort_and_drop_repeated(found_.files);
    sort_and_drop_repeated(found_.unreadable);
    std::ranges::sort(found_.mistakes, {}, config::to_string);
    const auto repeated = std::ranges::unique(found_.mistakes);
    found_.mistakes.erase(repeated.begin(), repeated.end());
    return std::move(found_);
  }

  template <typename Found>
  static void sort_and_drop_repeated(std::vector<Found>& found) {
    std::ranges::sort(found, {}, &Found::shown);
    const auto repeated = std::ranges::unique(found, {}, &Found::path);
    found.erase(repeated.begin(), repeated.end());
  }

  const DiscoveryRequest& request_;
  config::Resolver& resolver_;
  Discovered found_;
  std::vector<PendingFolder> pending_;
  std::unordered_map<std::string, std::shared_ptr<const IgnoreScope>> scopes_;
};

}  // namespace

Discovered discover(const DiscoveryRequest& request, config::Resolver& resolver) {
  return Walk(request, resolver).run();
}

bool is_excluded(std::string_view path, const config::Configuration& configuration) {
  for (; path.size() > 1; path = config::parent_folder(path)) {
    if (path == configuration.root) return false;
    if (configuration.discovery.exclude.match(path)) return true;
  }
  return false;
}

std::string shown_path(std::string_view path, std::string_view working_folder) {
  if (path == working_folder) return ".";
  if (working_folder != "/" && path.starts_with(working_folder) &&
      path.substr(working_folder.size()).starts_with('/')) {
    return std::string(path.substr(working_folder.size() + 1));
  }
  return std::string(path);
}

}  // namespace slicecop::workspace
