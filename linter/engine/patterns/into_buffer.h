// Bytes that are read only to be copied into a buffer: `buffer[a:b] = file.read(n)`, and pieces that are gathered up to
// a size that is known before. The read could fill the buffer itself, with `readinto` or `recv_into`.
#pragma once

#include <optional>
#include <string_view>

#include "engine/context.h"
#include "syntax/views.h"

namespace slicecop::engine {

/// What to say about `read`, a call of `read` or `recv` on something that has the method `instead` (empty where that is
/// not known). Nothing where the bytes are used for something else, or are known to be few.
std::optional<Report> read_into_buffer(Context& context, syntax::Call read, std::string_view instead);

}  // namespace slicecop::engine
