// Why a file was not checked, as findings about the whole file: no rule stands behind them and they have no place in
// it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/finding.h"
#include "platform/file_error.h"
#include "text/encoding.h"

namespace slicecop::workspace {

inline constexpr std::string_view io_error_code = "io-error";
inline constexpr std::string_view invalid_encoding_code = "invalid-encoding";
inline constexpr std::string_view too_large_code = "too-large";
inline constexpr std::string_view too_complex_code = "too-complex";
inline constexpr std::string_view internal_error_code = "internal-error";

/// `max_bytes` is what `error` calls too large; such a file is skipped, every other one could not be read.
engine::Finding not_read(const platform::FileError& error, std::uint64_t max_bytes);
engine::Finding not_decoded(const text::EncodingError& error);
engine::Finding too_complex();
/// A defect of the program: `what` is the exception's own text.
engine::Finding internal_error(std::string_view what);

/// Fixes that were asked for and could not be written, told by `message`.
engine::Finding not_written(std::string message);
/// A defect of the program: the fix of `rule` would have broken the syntax at the 1-based `row`.
engine::Finding broken_fix(std::string_view rule, std::uint32_t row);

/// True for a finding that makes a run fail whatever `fail-on` says: part of what was asked for was not looked at.
bool is_failure(const engine::Finding& finding);

}  // namespace slicecop::workspace
