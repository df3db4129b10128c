// What is known about the memory behind a view, as far as it decides whether the view can stand for its bytes.
#pragma once

#include "semantics/model.h"
#include "syntax/tree.h"

namespace slicecop::engine {

struct ViewedMemory {
  bool plain = false;      ///< bytes side by side: as many items as bytes, and every taker accepts it
  bool immutable = false;  ///< of a bytes object
};

/// Followed through names and slices without a step; neither is true where that does not lead to one place.
ViewedMemory viewed_memory(semantics::Model& model, syntax::Node view);

}  // namespace slicecop::engine
