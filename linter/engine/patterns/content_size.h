// How much a buffer holds, told by what it is made of where its size is not known: what rules about conversions leave
// alone.
#pragma once

#include "semantics/model.h"
#include "syntax/tree.h"

namespace slicecop::engine {

/// Of a bytearray: blocks, fields and digests, that is an item of a list, what was split off, what a library computed.
bool is_mostly_small(semantics::Model& model, syntax::Node source);

/// Of an array: made of few numbers, or of what is not known to be more than one.
bool is_of_few_numbers(semantics::Model& model, syntax::Node source);

/// `values[::2]`, `values.T`: numbers with gaps between them, which what takes buffers does not take.
bool has_gaps(syntax::Node source);

}  // namespace slicecop::engine
