// Where the bytes of a slice go in the end, and what may happen to their buffer meanwhile: the model's answers, put
// together.
#pragma once

#include <vector>

#include "semantics/change.h"
#include "semantics/model.h"
#include "semantics/use.h"
#include "syntax/tree.h"

namespace slicecop::engine {

/// `model.uses_of(expression)`, where each use by a slice without a step is replaced by what that slice is used for.
/// At most 8 slices are followed; beyond them the answer is not complete.
semantics::Uses followed_uses(semantics::Model& model, syntax::Node expression);

/// What `statement` and those after it in the same block may do to `base`, up to the one that holds `last` (to the end
/// of the block where it is no node): the gravest change of each. Beyond 64 statements an unknown change is assumed.
std::vector<semantics::Change> changes_from(semantics::Model& model, syntax::Node base, syntax::Node statement,
                                            syntax::Node last = {});

}  // namespace slicecop::engine
