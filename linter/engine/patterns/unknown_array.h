// Arrays of NumPy that are told by what is done with them alone, where their type is not known.
#pragma once

#include "syntax/tree.h"

namespace slicecop::engine {

/// Of `source.tobytes()`: true for `x.astype("<f4")`, for a name that is asked for its `dtype` or the like somewhere in
/// the same function, and for one that says array. Images and other things that have a `tobytes` have none of these.
bool is_array_by_its_look(syntax::Node source);

}  // namespace slicecop::engine
