// Everything that decides how a file is checked and how its findings are told: the defaults, a configuration file and
// the command line made into one value. config/resolver.h finds which of these holds where.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/error.h"
#include "config/options.h"
#include "config/path_patterns.h"
#include "engine/rule.h"
#include "engine/settings.h"

namespace slicecop::config {

/// Which files are looked at.
struct DiscoverySettings {
  PathPatterns exclude;  ///< `extend-exclude` is in it
  PathPatterns include;
  bool respect_gitignore = true;
  bool force_exclude = false;
  std::uint64_t max_file_size = std::uint64_t{4} * 1024 * 1024;  ///< bytes; a larger file is not checked
};

/// What is shown, and when a run fails.
struct OutputSettings {
  engine::Severity min_severity = engine::Severity::info;
  FailOn fail_on = FailOn::warning;
  OutputFormat format = OutputFormat::full;
};

/// The rules that one entry of `per-file-ignores` turns off.
struct IgnoredInFiles {
  PathPatterns files;
  bool others = false;  ///< with a leading `!`: in all files but those
  std::vector<engine::NamedRule> rules;
};

struct Configuration {
  std::string file;  ///< the configuration file, absolute; empty where there is none
  std::string root;  ///< the absolute folder that patterns are taken from: that of `file`, else the working folder
  engine::Settings settings;
  bool preview = false;
  bool project_types = true;             ///< ask the other files of the project about types
  bool unsafe_fixes = false;             ///< make and offer unsafe fixes as safe ones are
  std::vector<engine::NamedRule> rules;  ///< selected, in the order in which all rules were handed in
  std::vector<IgnoredInFiles> per_file_ignores;
  DiscoverySettings discovery;
  OutputSettings output;
  std::vector<std::string> warnings;  ///< for people, lower case: what was asked for and does nothing

  /// `rules` without those that are ignored in the file at `path` (absolute).
  [[nodiscard]] std::vector<engine::NamedRule> rules_for(std::string_view path) const;
};

/// The options of one file, or of the command line.
struct OptionLayer {
  const Options* options = nullptr;
  std::string_view root;  ///< the absolute folder that the patterns in `options` are taken from
};

struct ConfigurationSources {
  std::string file;                             ///< see Configuration
  std::string root;                             ///< see Configuration
  std::vector<OptionLayer> layers;              ///< weakest first
  std::optional<std::uint8_t> requires_python;  ///< the target version where no layer has one
};

/// Merges `sources` over the defaults. `all_rules` must outlive the result. Fails on an unknown rule or a bad pattern.
std::expected<Configuration, Error> configure(const ConfigurationSources& sources,
                                              std::span<const engine::NamedRule> all_rules);

}  // namespace slicecop::config
