// Whether a copy is needed for what it keeps: the bytes as they were when it was made.
#pragma once

#include "semantics/model.h"
#include "semantics/use.h"
#include "syntax/tree.h"

namespace slicecop::engine {

/// The name or chain of attributes that `data`, `(data)`, `data[4:]` and `data[4:][:2]` start from; no node where it is
/// none.
syntax::Node sliced_name(syntax::Node expression);

/// True where `name` (or chain of attributes) may change in place between `copy` and the last of its uses.
bool may_be_snapshot(semantics::Model& model, syntax::Node copy, syntax::Node name, const semantics::Uses& uses);

/// True where a `with` block that may end what is copied lies around the copy and not around the use.
bool outlives_a_block(syntax::Node copy, syntax::Node use);

/// True for an object that nothing outside of its function holds: one that the expression itself makes, or a local name
/// that only stands for what a constructor of the standard library made.
bool is_unshared(semantics::Model& model, syntax::Node expression);

/// True where a branch was taken for what the object is (its layout, the version of Python) and the copy mends it.
bool mends_layout(syntax::Node copy);

/// True where other code may run before `reader`, a call, is done.
bool is_awaited(semantics::Model& model, syntax::Node reader);

}  // namespace slicecop::engine
