// The whole program but for the rules, which whoever links it hands in.
#pragma once

#include <span>

#include "cli/commands.h"

namespace slicecop::cli {

/// Runs the command that `arguments` (of the process, the program's own name first) ask for. Returns the exit status.
int run_program(std::span<const char* const> arguments, Rules rules);

}  // namespace slicecop::cli
