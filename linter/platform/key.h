// Single keys from a person at the terminal.
#pragma once

#include <optional>

namespace slicecop::platform {

/// Waits for one key at the terminal that is standard input, without Enter and without an echo, and puts the terminal
/// back before it returns: also where a signal ends the process meanwhile, or where Ctrl-Z stops it. Ctrl-C ends the
/// process as it always does. Nothing at the end of input, and where standard input is no terminal.
std::optional<char> read_key();

}  // namespace slicecop::platform
