// The receive-exactly loop, written anew: one buffer of the size that is known before, filled through a view of what is
// still empty.
#pragma once

#include <optional>
#include <string_view>

#include "engine/context.h"
#include "engine/finding.h"
#include "engine/patterns/filling.h"

namespace slicecop::engine {

/// `method` is what fills a buffer: `recv_into` or `readinto`. Nothing where the loop does anything besides reading,
/// raising where nothing comes, and adding: it must be `data = b""` (or `bytearray()`) and `while len(data) < n: ...`
/// with the three of them.
std::optional<Fix> fill_buffer(Context& context, const Filling& filling, std::string_view method);

}  // namespace slicecop::engine
