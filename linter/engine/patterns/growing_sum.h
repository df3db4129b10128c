// A value that grows by a sum: `data += chunk`, `data = data + chunk`.
#pragma once

#include <optional>
#include <vector>

#include "semantics/loop.h"
#include "syntax/tree.h"

namespace slicecop::engine {

/// A value and what is added to it.
struct GrowingSum {
  syntax::Node target;
  syntax::Node before;  ///< where its value so far is read: the target itself in `data += chunk`
  syntax::Node piece;   ///< what is added, where that is one thing
  bool in_front = false;
};

/// The target among the operands of `a + b + c`; at most 32 of them are looked at.
std::optional<GrowingSum> growth_of(syntax::Node target, syntax::Node sum);

/// A mention that only makes it grow, as every other `data += ...` of the loop does.
bool is_growth(syntax::Node mention);

/// The same value grows further up in the loop already.
bool grows_before(const semantics::Loop& loop, const GrowingSum& growth);

/// What `data += a + b` or `data = data + a + b` adds: a, b. `statement` is what binds.
std::vector<syntax::Node> pieces_of(syntax::Node statement, syntax::Node target);

}  // namespace slicecop::engine
