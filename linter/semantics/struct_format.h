// The size that struct.calcsize gives for a format.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace slicecop::semantics {

/// calcsize of `format` (native sizes and alignment are those of 64-bit Unix, which Windows differs from in `l` and
/// `L`; a native format with one of them, or one that struct refuses, gives nothing).
std::optional<std::uint64_t> struct_size(std::string_view format);

}  // namespace slicecop::semantics
