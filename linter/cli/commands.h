// What the command line asks for, as values: one struct for each subcommand, and the function that runs it.
// cli/command_line.h makes them; each `run` is in the file of its subcommand. All of them return the exit status.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/options.h"
#include "engine/rule.h"
#include "platform/terminal.h"

namespace slicecop::cli {

inline constexpr int status_ok = 0;
inline constexpr int status_findings = 1;  ///< something at or above `fail-on`, or a file that could not be checked
inline constexpr int status_error = 2;     ///< wrong usage, bad configuration, internal error

using Rules = std::span<const engine::NamedRule>;

/// Where configuration comes from, for every command that looks at files.
struct ConfigurationRequest {
  config::Options options;                 ///< of the command line: stronger than any file
  std::optional<std::string> config_file;  ///< the one configuration file for all
  bool isolated = false;                   ///< read none
};

/// What becomes of fixes.
enum class FixMode : std::uint8_t {
  offer,  ///< told with the findings
  make,   ///< `--fix`
  show,   ///< `--diff`: as a patch, nothing is written
  ask,    ///< `--interactive`
};

struct CheckCommand {
  std::vector<std::string> paths;
  std::optional<std::string> stdin_filename;
  std::optional<std::string> output_file;
  ConfigurationRequest configuration;
  platform::ColorChoice color = platform::ColorChoice::automatic;
  unsigned jobs = 0;  ///< 0: one for each processor
  bool exit_zero = false;
  bool quiet = false;
  FixMode fixes = FixMode::offer;
  bool fix_only = false;  ///< tell nothing of what is left
  bool show_fixes = false;
  bool exit_non_zero_on_fix = false;
};
int run(const CheckCommand& command, Rules rules);

enum class PageFormat : std::uint8_t { text, markdown, json };

struct RuleCommand {
  std::string name;
  bool all = false;
  PageFormat format = PageFormat::text;
  platform::ColorChoice color = platform::ColorChoice::automatic;
};
int run(const RuleCommand& command, Rules rules);

struct TypesCommand {
  std::vector<std::string> paths;
  ConfigurationRequest configuration;
  unsigned jobs = 0;
  bool json = false;
};
int run(const TypesCommand& command, Rules rules);

struct ExplainCommand {
  std::string place;  ///< PATH:LINE
  ConfigurationRequest configuration;
  platform::ColorChoice color = platform::ColorChoice::automatic;
};
int run(const ExplainCommand& command, Rules rules);

struct VersionCommand {};
int run(const VersionCommand& command, Rules rules);

}  // namespace slicecop::cli
