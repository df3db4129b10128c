// The oldest Python that a project's `requires-python` lets in.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace slicecop::config {

/// The smallest minor version of Python 3, of those that can be a target (8 to 14), which `specifier` (PEP 440:
/// ">=3.9,<4", "~=3.10") lets in; a third number such as that of ">=3.9.2" does not count. None where it lets none of
/// them in or cannot be read.
std::optional<std::uint8_t> lowest_minor_version(std::string_view specifier);

}  // namespace slicecop::config
