// Expressions that give an int of 0 or more, whatever the input: sizes that are read from a packet, lengths, positions.
#pragma once

#include "semantics/model.h"
#include "syntax/tree.h"

namespace slicecop::engine {

/// Beyond what Model::is_non_negative tells: items of bytes, `int.from_bytes` without a sign, unsigned fields of
/// `struct.unpack`, what `index` finds, and sums of such. Never where the value may be None or no int.
bool is_natural_number(semantics::Model& model, syntax::Node expression);

}  // namespace slicecop::engine
