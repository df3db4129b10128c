// The process's surroundings: its folder, its environment, the processors it may use.
#pragma once

#include <expected>
#include <optional>
#include <string>

#include "platform/file_error.h"

namespace slicecop::platform {

/// Absolute. An error where the folder was removed or is hidden.
std::expected<std::string, FileError> current_directory();

/// `path` seen from the absolute folder `base`, without `.`, `..`, doubled or final slashes. Works on the text alone:
/// links are not followed and nothing need exist.
std::string absolute_path(const std::string& path, const std::string& base);

std::optional<std::string> environment_variable(const char* name);

/// Processors that this process may run on, at least 1. Not more than its affinity allows (`taskset`, containers with a
/// set of processors).
unsigned hardware_threads();

}  // namespace slicecop::platform
