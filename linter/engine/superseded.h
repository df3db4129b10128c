// One expression, one finding: of several rules that speak for it, the most specific does.
#pragma once

#include <span>
#include <vector>

#include "engine/finding.h"
#include "engine/rule.h"

namespace slicecop::engine {

/// Drops from `findings` those whose range is, contains or lies in an expression that a finding of a superseding rule
/// speaks for (its range or one of `also_covers`). A finding that is dropped itself drops no other. The order stays.
void drop_superseded(std::vector<Finding>& findings, std::span<const NamedRule> rules);

}  // namespace slicecop::engine
