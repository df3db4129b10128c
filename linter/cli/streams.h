// Standard output and standard error.
#pragma once

#include <string>
#include <string_view>

namespace slicecop::cli {

/// False where not all of it could be written: a full disk, a closed pipe.
bool write_output(std::string_view text);
void write_error(std::string_view text);

/// `error: message` or `warning: message` with a line end, coloured where standard error is a terminal that wants it.
/// Control characters in `message` are shown, not sent.
std::string error_line(std::string_view message);
std::string warning_line(std::string_view message);

}  // namespace slicecop::cli
