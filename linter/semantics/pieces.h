// Lines of files and pieces of what was split: mostly short, whatever they come from.
#pragma once

#include "semantics/evaluator.h"
#include "semantics/origins.h"

namespace slicecop::semantics {

/// True where one of the values that `expression` may hold is a line of a file, or what is left of one.
bool is_line(Evaluator& evaluator, Origins& origins, syntax::Node expression);

/// The same, or a part of what was split.
bool is_line_or_piece(Evaluator& evaluator, Origins& origins, syntax::Node expression);

}  // namespace slicecop::semantics
