// What a name alone suggests: a parameter called `data` or `payload` is a buffer more often than not.
#pragma once

#include <string_view>

namespace slicecop::semantics {

bool sounds_like_buffer(std::string_view name);

}  // namespace slicecop::semantics
