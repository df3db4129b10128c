// Configuration files: `.slicecop.toml`, `slicecop.toml`, and `[tool.slicecop]` in `pyproject.toml`. Text in, options
// or a mistake with its place out; nothing is read here and no pattern or rule is looked up.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "config/error.h"
#include "config/options.h"

namespace slicecop::config {

/// What a `pyproject.toml` says that matters here.
struct Pyproject {
  std::optional<Options> options;               ///< absent: no `[tool.slicecop]`
  std::optional<std::uint8_t> requires_python;  ///< the lowest minor version of Python 3 that the project allows
};

/// Reads a `slicecop.toml`. `path` is where errors are placed.
std::expected<Options, Error> parse_options(std::string_view text, const std::string& path);

std::expected<Pyproject, Error> parse_pyproject(std::string_view text, const std::string& path);

}  // namespace slicecop::config
