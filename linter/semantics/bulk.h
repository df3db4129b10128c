// What carries data by the chunk, and what is small whoever makes it.
#pragma once

#include "semantics/origins.h"
#include "semantics/widths.h"

namespace slicecop::semantics {

/// True where one of the values that `expression` may hold comes from where data come in bulk: it is read or received,
/// (de)compressed or (de)crypted, a parameter, taken from a queue, an attribute of another object, what a loop over
/// whole things goes over, or a part of one of these. What is packed, encoded, hashed or computed out of fields is
/// not, nor what is known to be a few bytes.
bool is_bulk(Origins& origins, Widths& widths, syntax::Node expression);

/// True where each value that `expression` may hold is small by the way it is made: a digest, a packed number, what
/// was decoded from hexadecimal or base64 digits, an encoded str.
bool is_small_by_making(Origins& origins, syntax::Node expression);

}  // namespace slicecop::semantics
