// Whether a value that is called, or handed about, is a given function of the document.
#pragma once

#include "semantics/evaluator.h"

namespace slicecop::semantics {

/// `unsure`: it may be, by its name. `certain_bound`: as a method of an object, which fills its first parameter.
enum class Callee : std::uint8_t { other, unsure, certain, certain_bound };

/// Compares the members of a value's type with `function`. A class stands for its `__init__`, and a method for those
/// that override it: a call of the base's may be meant for either.
Callee callee_is(Evaluator& evaluator, Type value, ScopeId function);

}  // namespace slicecop::semantics
