// Which names a text calls and imports, found without parsing it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace slicecop::workspace {

/// A 32-bit hash of a name. Different names may share one.
std::uint32_t name_hash(std::string_view name);

/// The hashes of all identifiers that a `(` follows (definitions left out, comments and strings not), sorted.
std::vector<std::uint32_t> called_names(std::string_view text);

/// The hashes of all identifiers in the import statements of a text (and in what looks like one), sorted.
std::vector<std::uint32_t> imported_names(std::string_view text);

}  // namespace slicecop::workspace
