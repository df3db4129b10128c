// Who reads the bytes of a slice, where a view of them would do.
#pragma once

#include <vector>

#include "engine/context.h"
#include "semantics/buffer.h"
#include "semantics/use.h"

namespace slicecop::engine {

/// True for `target[a:b] = source[c:d]` with two bytearrays: CPython makes a bytearray of a right side that is none
/// before it moves the bytes, so that a view is copied as the slice is.
bool is_copied_anyway(semantics::Model& model, syntax::Node assignment, semantics::Buffer source);

/// What reads `slice`, a part of `base`, in the order of the flow; who only measures it is left out. Empty where one of
/// its uses needs more than any buffer, or may.
std::vector<semantics::Use> view_readers(Context& context, syntax::Node slice, syntax::Node base,
                                         semantics::Buffer buffer);

}  // namespace slicecop::engine
