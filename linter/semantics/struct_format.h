// The size that struct.calcsize gives for a format.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace slicecop::semantics {

/// calcsize of `format` (native sizes and alignment are those of 64-bit Unix, which Windows differs from in `l` and
/// `L`; a native format with one of them, or one that struct refuses, gives nothing).
std::optional<std::uint64_t> struct_size(std::string_view format);

/// The largest number that the value with this index (from 0) can be that unpack gives for `format`: 255 for a `B`,
/// 65,535 for an `H`. Nothing for other codes, for which no bound tells anything of a size, and where there is no such
/// value.
std::optional<std::int64_t> largest_value(std::string_view format, std::uint64_t index);

}  // namespace slicecop::semantics
