// Loops, as far as copies in them multiply.
#pragma once

#include <cstdint>
#include <optional>

#include "syntax/tree.h"

namespace slicecop::semantics {

/// A `for`, a `while` or a comprehension. One that runs once (its body ends in an unconditional `break` or `return`;
/// what stands before its last `continue` may run more often), a known number of times of at most 8, once for each
/// digit of a number (`while n: n >>= 8`) or once for each of the function's own `*args`, is none.
struct Loop {
  syntax::Node node;
  std::optional<std::uint64_t> passes;  ///< where the number is constant

  explicit operator bool() const { return static_cast<bool>(node); }
};

}  // namespace slicecop::semantics
