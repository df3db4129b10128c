// Lines of files, and other parts that are mostly short whatever they come from.
#pragma once

#include "semantics/evaluator.h"
#include "semantics/origins.h"

namespace slicecop::semantics {

/// True where one of the values that `expression` may hold is a line of a file, a header or a name that ends where a
/// text delimiter was found, or what is left of one.
bool is_line(Evaluator& evaluator, Origins& origins, syntax::Node expression);

/// The same, or a part of what was split, an encoded text, an item of what a loop goes over (but for `iter(read,
/// b"")`).
bool is_fragment(Evaluator& evaluator, Origins& origins, syntax::Node expression);

/// True where one of the values is what a call made that neither reads nor receives: a digest, a signature, a result of
/// which nothing says that it is large.
bool is_computed(Origins& origins, syntax::Node expression);

}  // namespace slicecop::semantics
