// Which rules run: `select`, `extend-select`, `ignore` and `preview`, with Ruff's meaning. The rules themselves are
// handed in; this room knows none.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "config/error.h"
#include "config/options.h"
#include "engine/rule.h"

namespace slicecop::config {

struct Selection {
  std::vector<engine::NamedRule> rules;  ///< in the order in which all rules were handed in
  std::vector<std::string> warnings;     ///< a rule in preview that was named without `preview`
};

/// Applies `layers` (the configuration file, then the command line) to the default, which is every rule that is not in
/// preview. Within a layer a rule's own name is stronger than its group and a group stronger than `ALL`; of equals
/// `ignore` wins. A layer with `select` starts anew. Without `preview`, rules in preview are not selected by anything.
/// Fails on a selector that names nothing.
std::expected<Selection, Error> select_rules(std::span<const engine::NamedRule> all,
                                             std::span<const SelectionOptions> layers, bool preview);

/// The rules that any of `selectors` takes in, rules in preview included. Fails on a selector that names nothing.
std::expected<std::vector<engine::NamedRule>, Error> rules_of(std::span<const Written> selectors,
                                                              std::span<const engine::NamedRule> all);

}  // namespace slicecop::config
