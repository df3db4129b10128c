// All rules, by name. Generated from the folder rules/ and linked by programs and tests; the engine itself never calls
// it: what it runs is handed in.
#pragma once

#include <span>

#include "engine/rule.h"

namespace slicecop::engine {

/// Sorted by name.
std::span<const NamedRule> all_rules();

}  // namespace slicecop::engine
