// A type together with what it is known from.
#pragma once

#include "syntax/tree.h"
#include "types/evidence.h"
#include "types/type.h"

namespace slicecop::semantics {

struct Typed {
  types::Type type = types::Type::unknown;
  types::Evidence evidence = types::Evidence::none;
  /// The place that proves it, where that is elsewhere: the consumer, the annotation.
  syntax::Node because = {};
};

}  // namespace slicecop::semantics
