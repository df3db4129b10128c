// A value that lives in a container between two calls or passes: taken out, added to, and put back under the same key.
// Growth of that kind has no `+=` and no name that comes back; see repeated.h for those that have.
#pragma once

#include <optional>

#include "semantics/model.h"
#include "syntax/views.h"

namespace slicecop::engine {

struct PutBack {
  syntax::Node item;    ///< `table[key]` where it is bound
  syntax::Node before;  ///< `table.pop(key, b"")`: what it was, in the sum
};

/// For `table[key] = table.get(key, b"") + chunk`, and for `data = table.pop(key, b"") + chunk` where `table[key] =
/// data` follows in the function; `setdefault` and `table[key]` itself take it out, too. Nothing for other assignments.
std::optional<PutBack> put_back(semantics::Model& model, syntax::Assignment assignment);

}  // namespace slicecop::engine
