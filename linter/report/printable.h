// Foreign text made fit for a terminal: nothing in it can move the cursor, hide or reorder what stands beside it, and
// its width is known.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace slicecop::report {

/// Appends `text` to `out`: tabs as four spaces, control characters as their pictures (␛), what reorders text and bytes
/// that are not UTF-8 as U+FFFD. Returns the columns that it takes on a terminal.
std::uint32_t append_printable(std::string& out, std::string_view text);

std::string printable(std::string_view text);

/// The columns that `text` takes as append_printable shows it.
std::uint32_t printable_width(std::string_view text);

}  // namespace slicecop::report
