// A view that is made where a slice of it is copied at once: `bytes(memoryview(buffer)[a:b])` in the place of
// `bytes(buffer[a:b])`. It lives no longer than the copy takes.
#pragma once

#include "engine/finding.h"
#include "engine/patterns/copying_slice.h"

namespace slicecop::engine {

/// Nothing where no view can be made of the base as it stands there.
std::optional<Fix> view_in_place(Context& context, const CopyingSlice& copy);

}  // namespace slicecop::engine
