// The order in which a class and its bases are searched for a member.
#pragma once

#include <span>
#include <vector>

#include "types/pool.h"

namespace slicecop::stubs::compile {

/// C3 over the linearizations of the bases (each begins with the base itself); where they contradict each other, the
/// order in which a search in depth meets them first. Of a class that comes along several paths with different
/// arguments, those of the direct base count, else the first.
std::vector<types::Type> merge_linearizations(const types::Pool& pool, types::Type self,
                                              std::span<const std::vector<types::Type>> bases);

}  // namespace slicecop::stubs::compile
