// A slice that is given a name and read through it in one place: `head = data[:4]; struct.unpack("<I", head)`. What
// reads it could take the buffer and the position itself, and the name would be needed no more.
#pragma once

#include <optional>

#include "engine/context.h"
#include "syntax/views.h"
#include "text/edit.h"

namespace slicecop::engine {

/// Takes away the statement that gives `slice` its name, where `use`, the only place that reads the name, stands behind
/// it in the same block, and the buffer and the bounds are still what they were when it is reached.
std::optional<text::Edit> without_name(Context& context, syntax::Subscript slice, syntax::Node use);

}  // namespace slicecop::engine
