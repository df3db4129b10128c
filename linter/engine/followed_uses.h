// Where the bytes of a slice go in the end: the model's uses, with slices of the slice followed to theirs.
#pragma once

#include "semantics/model.h"
#include "semantics/use.h"
#include "syntax/tree.h"

namespace slicecop::engine {

/// `model.uses_of(expression)`, where each use by a slice without a step is replaced by what that slice is used for.
/// At most 8 slices are followed; beyond them the answer is not complete.
semantics::Uses followed_uses(semantics::Model& model, syntax::Node expression);

}  // namespace slicecop::engine
