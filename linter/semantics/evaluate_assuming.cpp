// Evaluator: the same questions once more, with assumptions about what nothing tells by itself.

#include <algorithm>
#include <utility>

#include "semantics/buffers.h"
#include "semantics/evaluator.h"

namespace slicecop::semantics {

using types::Evidence;

// With assumptions or without: the answers of one kind know nothing of the other.
void Evaluator::switch_answers(bool assuming) {
  if (assuming == assuming_) return;
  std::swap(now_, other_);
  assuming_ = assuming;
  if (now_.known.empty()) {
    now_.expression_types.resize(tree_.size());
    now_.known.resize(tree_.size(), false);
  }
}

Typed Evaluator::type_assuming(Node expression, const Assumptions& assumptions) {
  assumptions_ = &assumptions;
  switch_answers(true);
  const Typed typed = type_of(expression);
  switch_answers(false);
  return typed;
}

bool Evaluator::is_open(Type type) const {
  const types::Members members = pool_.members(type);
  return std::ranges::any_of(members, [&](Type member) {
    return member == Type::unknown || member == Type::any || pool_.form(member) == types::Form::imported;
  });
}

// What is known of a definition stays; an assumption replaces what is not.
Typed Evaluator::with_assumption(DefinitionId definition, const Typed& typed) {
  if (!assuming_ || !is_open(typed.type) || names_unknown_class(typed)) return typed;
  switch_answers(false);
  const Typed assumed = assumptions_->of(definition);
  switch_answers(true);
  if (assumed.type == Type::unknown) return typed;
  Type all = assumed.type;
  for (const Type member : pool_.members(typed.type)) {
    if (is_open(member)) continue;
    const bool contradicts =
        assumed.evidence == Evidence::consumer && member != Type::none && !buffer_of(*this, member);
    if (contradicts) return typed;
    all = pool_.join(all, member);
  }
  return {all, assumed.evidence, assumed.because};
}

}  // namespace slicecop::semantics
