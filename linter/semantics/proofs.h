// Evidence for what a definition holds that lies outside of what binds it; see Assumptions.
#pragma once

#include <unordered_map>

#include "semantics/consumers.h"
#include "semantics/handed_over.h"

namespace slicecop::semantics {

class Proofs final : public Assumptions {
 public:
  /// `names_tell`: a parameter of which nothing else is known is what its name says.
  Proofs(Evaluator& evaluator, Consumers& consumers, CallSites& sites, Callbacks& callbacks, bool names_tell)
      : evaluator_(evaluator), consumers_(consumers), handed_(evaluator, sites, callbacks), names_tell_(names_tell) {}

  /// What consumers prove comes first, then what calls hand over, then the name.
  Typed of(DefinitionId definition) const override;

  /// `bytes | Unknown` as bytes: what is known of the value of `expression`, where that is a buffer (or None), some of
  /// it is not known, and nothing that is done with it speaks against. No proof: the evidence becomes that of a
  /// consumer.
  Typed as_known(syntax::Node expression, const Typed& typed) const;

 private:
  [[nodiscard]] Typed by_name(DefinitionId parameter) const;

  Evaluator& evaluator_;
  Consumers& consumers_;
  mutable HandedOver handed_;
  bool names_tell_;
  mutable std::unordered_map<DefinitionId, Typed> known_;
};

}  // namespace slicecop::semantics
