// Finds what may change a buffer in a stretch of code.
#pragma once

#include <optional>

#include "semantics/change.h"
#include "semantics/uses.h"

namespace slicecop::semantics {

class Changes {
 public:
  Changes(Evaluator& evaluator, UseFinder& uses) : evaluator_(evaluator), uses_(uses) {}

  /// The gravest change of `base` (a name or a chain of attributes) in `region`, in the order closed, resized, rebound,
  /// items, unknown; of equal ones the first.
  std::optional<Change> in(syntax::Node base, syntax::Node region);

 private:
  using Node = syntax::Node;
  std::optional<Change> of_mention(Node mention);

  Evaluator& evaluator_;
  UseFinder& uses_;
};

}  // namespace slicecop::semantics
