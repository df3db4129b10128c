// How a literal is spelt in a type: the same value always the same way, so that `'rb'`, `"rb"` and `"r" "b"` are one
// type.
#pragma once

#include <optional>
#include <string>

#include "syntax/tree.h"
#include "types/known_classes.h"

namespace slicecop::types {

struct Literal {
  /// Strings in double quotes, with escapes only where a character cannot stand there; integers in decimal; True,
  /// False.
  std::string spelling;
  Known known;  ///< str, bytes, int_ or bool_
};

/// The literal that an expression is: a string or bytes (concatenated ones too, no f-string), an integer of at most 64
/// bits with or without a minus, True or False. Nothing for every other expression.
std::optional<Literal> read_literal(syntax::Node expression);

}  // namespace slicecop::types
