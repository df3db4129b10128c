// What happens from call to call: which functions are called again and again, and what of that which they change is
// still there on the next call. Beside loops.h, which knows the same of passes.
#pragma once

#include "semantics/evaluator.h"
#include "semantics/loops.h"

namespace slicecop::semantics {

class Feeding {
 public:
  Feeding(Evaluator& evaluator, Loops& loops, Mentions& mentions)
      : evaluator_(evaluator), loops_(loops), mentions_(mentions) {}

  /// See Model.
  bool is_fed_repeatedly(syntax::Node function);
  bool outlives_call(syntax::Node place);

 private:
  using Node = syntax::Node;

  bool method_is_called_in_loop(syntax::FunctionDefinition method);
  bool is_called_back(syntax::FunctionDefinition function, ScopeId around);
  /// True where the object that `expression` gives was there before the call: it comes from `self`, another
  /// parameter or an enclosing scope, and not from what is made here.
  bool is_from_outside(Node expression, int depth = 0);
  bool is_from_outside(DefinitionId definition, int depth);
  bool is_library_or_class(Node object);

  Evaluator& evaluator_;
  Loops& loops_;
  Mentions& mentions_;
};

}  // namespace slicecop::semantics
