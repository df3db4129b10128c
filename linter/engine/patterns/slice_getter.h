// Own functions that hand out parts of a buffer: `read(size)` of a packet, which moves a position.
#pragma once

#include "semantics/model.h"
#include "syntax/views.h"

namespace slicecop::engine {

/// The slice that `call`, of a function of this file, gives back: what each of its `return`s gives, by itself or by way
/// of a name, is a slice of the same buffer, or all of it. The first of the slices; nothing where it may give back
/// anything else.
syntax::Subscript slice_given_by(semantics::Model& model, syntax::Call call);

/// True where the one argument of `call`, of a function of this file, is unpacked there and nothing else.
bool only_unpacks(semantics::Model& model, syntax::Call call);

/// True where `call` calls a parameter of the function around it, for which all calls of that function in this file
/// hand over the `unpack` of a Struct.
bool calls_handed_unpack(semantics::Model& model, syntax::Call call);

}  // namespace slicecop::engine
