// A mistake in a configuration or in the options of the command line, told so that it is found at once.
#pragma once

#include <optional>
#include <string>

#include "text/line_map.h"

namespace slicecop::config {

/// Where something was written.
struct Place {
  std::string source;                        ///< a file's absolute path, or an option: `--select`
  std::optional<text::Position> position{};  ///< code points; none for an option

  friend bool operator==(const Place&, const Place&) = default;
};

struct Error {
  Place place;
  std::string message;  ///< lower case, no final period; what was seen, then the nearest right name where there is one

  friend bool operator==(const Error&, const Error&) = default;
};

/// `/project/slicecop.toml:3:1: unknown key ...`
std::string to_string(const Error& error);

/// What was written, and where.
struct Written {
  std::string text;
  Place place;
};

}  // namespace slicecop::config
