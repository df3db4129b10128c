// What may change a buffer while a view of it lives.
#pragma once

#include "semantics/changes.h"

namespace slicecop::semantics {

class Lifetimes {
 public:
  Lifetimes(Evaluator& evaluator, Changes& changes) : evaluator_(evaluator), changes_(changes) {}

  /// The gravest change of `base` that may come once `node` was run; see Model::changed_after.
  std::optional<Change> changed_after(syntax::Node base, syntax::Node node);

 private:
  std::optional<Change> closed_by_block(syntax::Node base, syntax::Node node);

  Evaluator& evaluator_;
  Changes& changes_;
};

}  // namespace slicecop::semantics
