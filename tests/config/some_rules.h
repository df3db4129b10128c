// Stand-ins for rules: names, groups and whether they are in preview is all that a configuration looks at.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/rule.h"

namespace slicecop::tests {

inline constexpr engine::Rule quadratic_rule{.group = engine::Group::quadratic};
inline constexpr engine::Rule slices_rule{.group = engine::Group::slices};
inline constexpr engine::Rule preview_rule{.group = engine::Group::slices, .preview = true};
inline constexpr engine::Rule views_rule{.group = engine::Group::views};

inline constexpr std::array<engine::NamedRule, 5> some_rules{{
    {.name = "bytes-accumulation", .rule = &quadratic_rule},
    {.name = "resliced-buffer", .rule = &quadratic_rule},
    {.name = "slice-in-loop", .rule = &slices_rule},
    {.name = "sliced-from-bytes", .rule = &preview_rule},
    {.name = "view-as-text", .rule = &views_rule},
}};

/// "a b c"
inline std::string names_of(const std::vector<engine::NamedRule>& rules) {
  std::string names;
  for (const engine::NamedRule& rule : rules) names.append(names.empty() ? "" : " ").append(rule.name);
  return names;
}

}  // namespace slicecop::tests
