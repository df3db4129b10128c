// The versions of Python that the table tells apart.
#pragma once

#include <algorithm>
#include <cstdint>

namespace slicecop::stubs {

/// A minor version of Python 3: 9 is 3.9.
using PythonVersion = std::uint8_t;

inline constexpr PythonVersion first_version = 8;
inline constexpr PythonVersion last_version = 16;  ///< stands for all later ones too

constexpr PythonVersion clamped(PythonVersion version) { return std::clamp(version, first_version, last_version); }

}  // namespace slicecop::stubs
