#include "config/named_values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <span>
#include <string>
#include <string_view>

namespace slicecop::config {

std::string unknown_value(std::string_view written, std::span<const std::string_view> names) {
  const std::string near = suggestion(written, names);
  if (!near.empty()) return fmt::format("`{}` is not known{}", written, near);
  return fmt::format("`{}` is not known; expected one of `{}`", written, fmt::join(names, "`, `"));
}

}  // namespace slicecop::config
