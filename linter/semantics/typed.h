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

/// Declared to be of a class that is not known here, a NumPy array perhaps. That it is handed to what takes buffers
/// does not tell that its slices copy.
inline bool names_unknown_class(const Typed& typed) {
  return typed.type == types::Type::unknown && typed.evidence == types::Evidence::annotation && typed.because &&
         !typed.because.text().ends_with("Any") && !typed.because.text().ends_with("object");
}

}  // namespace slicecop::semantics
