// Arguments that own functions only look at: by index, length, unpacking, or by handing them to what takes any buffer.
#pragma once

#include "semantics/model.h"
#include "syntax/views.h"

namespace slicecop::engine {

/// True where `argument`, positional in a call of a function or method of this file, is neither kept nor returned
/// there, nor used for anything that a view would not do as well. Followed into at most 8 functions.
bool is_only_looked_at(semantics::Model& model, syntax::Node argument);

/// The same where all that happens to the argument is that something takes it that takes any buffer, and at least one
/// does. `immutable`: nobody can change its bytes, so that coroutines, too, may be looked into where they are awaited.
bool is_only_read(semantics::Model& model, syntax::Node argument, bool immutable);

}  // namespace slicecop::engine
