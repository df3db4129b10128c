// Code that counts on an exception: what raises there is no mistake.
#pragma once

#include <string_view>

#include "syntax/tree.h"

namespace slicecop::engine {

/// True where an `error` ("TypeError") that `node` raises is caught in the same function, or is what a test waits for:
/// `try: ... except TypeError`, `with suppress(TypeError)`, `with pytest.raises(TypeError)`,
/// `assertRaises(TypeError, lambda: ...)`, and a function that a test hands over to be called so.
bool is_error_expected(syntax::Node node, std::string_view error);

}  // namespace slicecop::engine
