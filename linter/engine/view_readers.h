// Who reads the bytes of a slice, where a view of them would do.
#pragma once

#include <vector>

#include "engine/context.h"
#include "semantics/buffer.h"
#include "semantics/use.h"

namespace slicecop::engine {

/// What reads `slice`, a part of `base`, in the order of the flow; who only measures it is left out. Empty where one of
/// its uses needs more than any buffer, or may.
std::vector<semantics::Use> view_readers(Context& context, syntax::Node slice, syntax::Node base,
                                         semantics::Buffer buffer);

}  // namespace slicecop::engine
