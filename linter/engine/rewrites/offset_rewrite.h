// `data = data[n:]` to `offset += n`, with everything that reads `data` counted from the offset: slices, items,
// lengths, tests, `unpack_from`, searches. See also grown_bytearray.h, for what grows.
#pragma once

#include <optional>

#include "engine/finding.h"
#include "engine/patterns/cut_down.h"
#include "semantics/model.h"

namespace slicecop::engine {

/// The rewrite of the loop in which `target`, a local name, is bound to what is left of it. Nothing where something in
/// the loop binds it to anything else or needs all of the rest on each pass: an offset would not spare that copy.
std::optional<Fix> offset_fix(semantics::Model& model, syntax::Node target);

}  // namespace slicecop::engine
