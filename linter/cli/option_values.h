// From options as they are written to values: names looked up, numbers read, mistakes told with the nearest right name.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.h"

namespace slicecop::cli {

/// Options of every command that looks at files, as they are written.
struct WrittenConfiguration {
  std::optional<std::vector<std::string>> select;
  std::vector<std::string> extend_select;
  std::vector<std::string> ignore;
  std::optional<std::vector<std::string>> fixable;
  std::vector<std::string> unfixable;
  std::optional<bool> unsafe_fixes;
  std::optional<std::vector<std::string>> exclude;
  std::vector<std::string> extend_exclude;
  std::optional<bool> respect_gitignore;
  std::optional<bool> force_exclude;
  std::optional<bool> preview;
  std::string target_version;  ///< empty, as those below: not given
  std::string output_format;
  std::string min_severity;
  std::string fail_on;
  std::string config_file;
  bool isolated = false;
};

/// The error is a whole message: the option and what is wrong with its value.
std::expected<ConfigurationRequest, std::string> read_configuration(const WrittenConfiguration& written);

std::expected<platform::ColorChoice, std::string> read_color(const std::string& written);
std::expected<PageFormat, std::string> read_page_format(const std::string& written);
std::expected<unsigned, std::string> read_jobs(const std::string& written);

}  // namespace slicecop::cli
