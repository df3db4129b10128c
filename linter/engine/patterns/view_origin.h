// What memory a view looks at, as far as the code of its function tells.
#pragma once

#include <optional>

#include "semantics/model.h"
#include "syntax/tree.h"

namespace slicecop::engine {

struct ViewOrigin {
  syntax::Node base;       ///< what is viewed: `x` of `memoryview(x)`
  syntax::Node read_only;  ///< a call of `toreadonly` on the way
};

/// Where a view comes from, through names, slices and `cast`; nothing where that is not one place.
std::optional<ViewOrigin> origin_of_view(semantics::Model& model, syntax::Node view);

}  // namespace slicecop::engine
