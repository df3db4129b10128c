// Arguments that own functions only look at: by index, length, unpacking, or by handing them to what takes any buffer.
#pragma once

#include "semantics/model.h"
#include "syntax/views.h"

namespace slicecop::engine {

/// True where `argument`, positional in a call of a function or method of this file, is neither kept nor returned
/// there, nor used for anything that a view would not do as well. Followed into at most 8 functions.
bool is_only_looked_at(semantics::Model& model, syntax::Node argument);

}  // namespace slicecop::engine
