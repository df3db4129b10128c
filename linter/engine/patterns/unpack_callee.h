// What to call in the place of `unpack`, by whatever name that is called.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/context.h"
#include "text/edit.h"

namespace slicecop::engine {

struct UnpackCallee {
  std::vector<text::Edit> edits;  ///< of the name that is called, and of the import that brings the new one
  bool imports = false;
};

/// `unpack_from` of the same module or Struct. Nothing where it is not told how to reach that: a method that is kept
/// under a name of its own, and names that stand for something else.
std::optional<UnpackCallee> unpack_from_for(Context& context, syntax::Node function);

/// True for `struct.unpack` and `HEADER.unpack`; not for an attribute of something else that was given an `unpack`.
bool is_of_struct(semantics::Model& model, syntax::Attribute method);

}  // namespace slicecop::engine
