// Which expressions a name stands for.
#pragma once

#include <vector>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

class Origins {
 public:
  explicit Origins(Evaluator& evaluator) : evaluator_(evaluator) {}

  /// The one expression that a name stands for; see Model::definition_of.
  syntax::Node definition_of(syntax::Node name);
  /// All expressions, parameters and targets that may have bound it, at most eight.
  std::vector<syntax::Node> bindings_of(syntax::Node use);
  /// The right sides of the assignments that may have bound it, at most eight; none where anything else may have: a
  /// parameter, a loop, an unpacking, `+=`.
  std::vector<syntax::Node> values_of(syntax::Node use);

  /// The one name in an assignment's pattern that bound it: `size` in `kind, size = head`. No node where another place
  /// may have bound it, too.
  syntax::Node target_of(syntax::Node use);

 private:
  /// Calls `visit(definition)` for what may have bound `use`, through joins and narrowing, until it returns false.
  template <typename Visit>
  void each_definition(syntax::Node use, Visit&& visit);

  Evaluator& evaluator_;
};

}  // namespace slicecop::semantics
