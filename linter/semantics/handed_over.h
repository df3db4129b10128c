// What the calls in a file hand to a parameter of one of its functions.
#pragma once

#include <vector>

#include "semantics/call_sites.h"
#include "semantics/callbacks.h"
#include "semantics/evaluator.h"

namespace slicecop::semantics {

class HandedOver {
 public:
  HandedOver(Evaluator& evaluator, CallSites& sites, Callbacks& callbacks)
      : evaluator_(evaluator), sites_(sites), callbacks_(callbacks) {}

  /// The union over all calls, with an unknown part where one hands over something unknown or somebody may call it
  /// unseen. A parameter that is handed on is followed to the calls of the function it is a parameter of. Unknown where
  /// the calls tell of numbers and text alone, which are as likely the exception as the rule, or of those and of what
  /// is not known: what the body does tells more.
  Typed of(DefinitionId parameter);
  /// Of the last question: some call hands over what is known to be no buffer.
  [[nodiscard]] bool speaks_against() const { return !evaluator_.is_buffer_or_none(all_); }

 private:
  using Node = syntax::Node;

  void add(Type type);
  bool add_calls(DefinitionId parameter);
  std::vector<syntax::NodeId> sites_of(std::string_view name, Node made);
  void add_argument(Node argument);
  bool follows_parameters(Node argument);
  bool add_callback_calls(const CallbackCalls& handed_about, Node parameter);
  void add_argument_of(const CallbackCall& call, Node parameter);
  static Node argument_of(const CallbackCall& called, Node parameter);
  [[nodiscard]] bool tells() const;

  Evaluator& evaluator_;
  CallSites& sites_;
  Callbacks& callbacks_;
  // Of the question that is being answered:
  Type all_ = Type::never;
  std::vector<DefinitionId> followed_;  ///< parameters whose calls are or will be looked at
  int sites_left_ = 0;
};

}  // namespace slicecop::semantics
