// What the calls in a file hand to a parameter of one of its functions.
#pragma once

#include <vector>

#include "semantics/call_sites.h"
#include "semantics/evaluator.h"

namespace slicecop::semantics {

class HandedOver {
 public:
  explicit HandedOver(Evaluator& evaluator) : evaluator_(evaluator), sites_(evaluator.tree()) {}

  /// The union over all calls, with an unknown part where one hands over something unknown or somebody may call it
  /// unseen. A parameter that is handed on is followed to the calls of the function it is a parameter of. Unknown where
  /// the calls tell of numbers and text alone, which are as likely the exception as the rule, or of those and of what
  /// is not known: what the body does tells more.
  Typed of(DefinitionId parameter);
  /// Of the last question: some call hands over what is known to be no buffer.
  [[nodiscard]] bool speaks_against() const { return !evaluator_.is_buffer_or_none(all_); }

 private:
  using Node = syntax::Node;

  /// Whether what a call calls is a given function; `certain_bound`: its first argument fills the second parameter.
  enum class Callee : std::uint8_t { other, unsure, certain, certain_bound };

  void add(Type type);
  bool add_calls(DefinitionId parameter);
  std::vector<syntax::NodeId> sites_of(std::string_view name, Node made);
  void add_argument(Node argument);
  bool follows_parameters(Node argument);
  Callee callee_is(Type callee, ScopeId function);
  bool overrides(ScopeId function, ScopeId other);
  static Node argument_of(syntax::Call call, Node parameter, bool bound);
  [[nodiscard]] bool tells() const;

  Evaluator& evaluator_;
  CallSites sites_;
  // Of the question that is being answered:
  Type all_ = Type::never;
  std::vector<DefinitionId> followed_;  ///< parameters whose calls are or will be looked at
  int sites_left_ = 0;
};

}  // namespace slicecop::semantics
