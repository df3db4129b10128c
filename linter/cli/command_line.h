// From the arguments of the process to a command.
#pragma once

#include <expected>
#include <string>
#include <variant>

#include "cli/commands.h"

namespace slicecop::cli {

using Command = std::variant<CheckCommand, RuleCommand, TypesCommand, ExplainCommand, VersionCommand>;

/// Nothing is to be run: a help text was asked for, or the arguments are wrong.
struct Stop {
  int status = status_ok;
  std::string output;  ///< for standard output where the status is 0, else for standard error; ends with a line end
};

/// `arguments` are those of the process, the program's own name first.
std::expected<Command, Stop> parse_command_line(std::span<const char* const> arguments);

}  // namespace slicecop::cli
