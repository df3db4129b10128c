// Bytes that grow piece by piece in a local name, kept in a bytearray instead: `data = b""` becomes `data =
// bytearray()`, and where the value leaves the function, or is needed as bytes, `data` becomes `bytes(data)`.
#pragma once

#include <optional>

#include "engine/context.h"
#include "engine/finding.h"
#include "syntax/tree.h"

namespace slicecop::engine {

/// `target` is the name as `growing` binds it: `data += piece` or `data = data + piece`. Nothing where the name stands
/// for anything else too, is known outside of its function, or is needed as bytes while it grows.
std::optional<Fix> grow_bytearray(Context& context, syntax::Node target, syntax::Node growing);

}  // namespace slicecop::engine
