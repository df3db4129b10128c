// From the paths of a command line to the files that are checked, each with the configuration that holds for it.
//
// A file that is named is taken even where it is excluded (unless `force-exclude`); a folder that is named is walked
// even where it is excluded, and what lies in it is judged by its own path. In a folder only what `include` names is
// taken. Stubs (`.pyi`) and notebooks never are. Links to folders are not followed, links to files are taken.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "config/error.h"
#include "config/resolver.h"
#include "workspace/ignore_rules.h"

namespace slicecop::workspace {

struct DiscoveredFile {
  std::string path;        ///< absolute; the system's own bytes, which need not be UTF-8
  std::string shown;       ///< as it is printed: from the working folder where it lies below it, else absolute
  std::uint64_t size = 0;  ///< bytes, 0 where unknown: for sharing out the work
  std::shared_ptr<const config::Configuration> configuration;
};

/// A path that could not be read: an `io-error` on it.
struct UnreadablePath {
  std::string path;
  std::string shown;
  std::string message;  ///< lower case, no final period, without the path
};

/// All sorted by the bytes of what is shown, each path once.
struct Discovered {
  std::vector<DiscoveredFile> files;
  std::vector<UnreadablePath> unreadable;
  std::vector<config::Error> mistakes;  ///< in configuration files on the way; what they govern is left out
};

struct DiscoveryRequest {
  std::vector<std::string> paths;  ///< as they were given: files and folders, from the resolver's working folder
  std::shared_ptr<const IgnoreRules> user_rules;  ///< see workspace/user_excludes.h; null for none
};

/// Walks `request.paths`. Never fails as a whole: what cannot be read is told, the rest is found.
Discovered discover(const DiscoveryRequest& request, config::Resolver& resolver);

/// Whether `path` (absolute), or a folder above it up to the configuration's root, is excluded by `configuration`: what
/// `force-exclude` asks.
bool is_excluded(std::string_view path, const config::Configuration& configuration);

/// `path` (absolute) as it is printed: from `working_folder` where it lies below it.
std::string shown_path(std::string_view path, std::string_view working_folder);

}  // namespace slicecop::workspace
