// How a help text is laid out.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace slicecop::cli {

/// What the command is for, its usage, then its commands, arguments and options by group.
std::string help_text(const CLI::App& command);

/// `Usage: slicecop check [OPTIONS] [PATH]...` with a line end.
std::string usage_line(const CLI::App& command);

}  // namespace slicecop::cli
