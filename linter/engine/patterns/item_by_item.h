// A buffer that Python code builds number by number: beside the loop that does it, a copy of all at once costs nothing.
#pragma once

#include <cstdint>

#include "semantics/model.h"
#include "syntax/tree.h"

namespace slicecop::engine {

/// How a buffer comes by what it holds.
enum class Building : std::uint8_t {
  appended,  ///< by `append` or by assignments to its items
  merged,    ///< by operators on its items alone: `bits[i // 8] |= 1 << i % 8`
};

/// True where `buffer`, a name or an attribute, is made empty, of zeros or of a list, and all that changes it in its
/// function (its class, for an attribute) are such steps.
bool is_built_by_items(semantics::Model& model, syntax::Node buffer, Building building);

}  // namespace slicecop::engine
