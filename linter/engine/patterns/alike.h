// What gives the same for a bytes object and for a bytearray with the same bytes, so that neither has to be made of the
// other.
#pragma once

#include <string_view>

#include "semantics/model.h"
#include "semantics/use.h"

namespace slicecop::engine {

/// Methods of bytes whose result tells nothing of the class: find, decode, startswith, ... Of a memoryview only `hex`.
bool tells_numbers_or_text(std::string_view method);

/// True where a bytearray could stand for bytes, or bytes for a bytearray, in this use. Not where it is iterated or
/// sliced: that depends on what follows.
bool is_alike(semantics::Model& model, const semantics::Use& use);

/// True for a comparison with something that is not known to be a buffer: a class may tell bytes from a bytearray.
bool is_compared_with_unknown(semantics::Model& model, const semantics::Use& use);

/// The method of the value that this use calls, if it does: `find` of `x.find(b"\n")`.
std::string_view called_method(const semantics::Use& use);

}  // namespace slicecop::engine
