// One step of a walk: one folder, and what it leads to. Knows nothing of the rest of the walk and changes nothing, so
// the folders of a walk may be visited in any order and from several threads.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/resolver.h"
#include "workspace/discovery.h"
#include "workspace/ignore_scope.h"

namespace slicecop::workspace {

/// A folder that is to be visited, with what holds in the folder above it.
struct PendingFolder {
  std::string path;  ///< absolute
  config::Resolved above;
  std::shared_ptr<const IgnoreScope> scope_above;
};

struct FolderVisit {
  std::vector<DiscoveredFile> files;
  std::vector<PendingFolder> folders;
  std::optional<UnreadablePath> unreadable;
  std::optional<config::Error> mistake;
};

FolderVisit visit_folder(const PendingFolder& folder, const config::Resolver& resolver,
                         const std::shared_ptr<const IgnoreRules>& user_rules);

}  // namespace slicecop::workspace
