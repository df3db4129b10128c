// Which configuration holds where: the nearest of `.slicecop.toml`, `slicecop.toml` and `pyproject.toml` with
// `[tool.slicecop]`, in a file's folder or above it. The command line's options are laid over each.
#pragma once

#include <expected>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "config/configuration.h"
#include "config/error.h"
#include "config/options.h"
#include "engine/rule.h"

namespace slicecop::config {

/// What holds in a folder, or why nothing can: a mistake in the file that would.
using Resolved = std::expected<std::shared_ptr<const Configuration>, Error>;

struct ResolverSetup {
  std::span<const engine::NamedRule> rules;  ///< all there are; they must outlive the resolver
  Options command_line;
  std::string working_folder;  ///< absolute; patterns of the command line are taken from here
  bool isolated = false;       ///< read no configuration file
  /// The one configuration file for all folders (absolute); its patterns are taken from the working folder. Empty: each
  /// folder has the nearest.
  std::string config_file = {};
};

/// Safe to ask from several threads.
class Resolver {
 public:
  explicit Resolver(ResolverSetup setup);

  /// What holds for the files of `folder` (absolute, no slash at the end). Answers are remembered.
  Resolved of_folder(const std::string& folder);

  /// The same for a folder of a walk, where `above` holds in the folder above it. `may_configure` tells whether the
  /// folder has a file of one of the names that is_configuration_name knows: if not, nothing is read.
  [[nodiscard]] Resolved enter(const std::string& folder, const Resolved& above, bool may_configure) const;

  static bool is_configuration_name(std::string_view name);

  [[nodiscard]] const std::string& working_folder() const { return setup_.working_folder; }

 private:
  [[nodiscard]] Resolved make(ConfigurationSources sources, const Options* options) const;
  [[nodiscard]] Resolved make_of_one_file() const;

  ResolverSetup setup_;
  Resolved for_all_;  // where no file of a folder counts
  std::mutex mutex_;
  std::unordered_map<std::string, Resolved> known_;
};

}  // namespace slicecop::config
