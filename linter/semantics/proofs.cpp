#include "semantics/proofs.h"

#include "semantics/name_evidence.h"

namespace slicecop::semantics {

Typed Proofs::of(DefinitionId definition) const {
  if (const auto found = known_.find(definition); found != known_.end()) return found->second;
  Typed typed = consumers_.proof(definition);
  if (typed.type == Type::unknown && evaluator_.flow()[definition].kind == DefinitionKind::parameter) {
    typed = handed_.of(definition);
    if (typed.type == Type::unknown && names_tell_ && !handed_.speaks_against()) typed = by_name(definition);
  }
  known_[definition] = typed;
  return typed;
}

Typed Proofs::as_known(syntax::Node expression, const Typed& typed) const {
  if (!evaluator_.is_open(typed.type) || !evaluator_.is_buffer_or_none(typed.type)) return typed;
  types::Pool& pool = evaluator_.pool();
  Type known = Type::never;
  for (const Type member : pool.members(typed.type)) {
    if (!evaluator_.is_open(member)) known = pool.join(known, member);
  }
  if (known == Type::never || known == Type::none || consumers_.speaks_against(expression)) return typed;
  return {known, types::Evidence::consumer, {}};
}

// Only a parameter that takes one value, says nothing of its type, and is not used as something else.
Typed Proofs::by_name(DefinitionId parameter) const {
  const Flow& flow = evaluator_.flow();
  const syntax::Node owner = evaluator_.tree().node(flow[parameter].owner);
  const bool plain = owner.is_any(syntax::Kind::identifier, syntax::Kind::default_parameter);
  const std::string_view name = evaluator_.atoms().text(flow.variable(flow[parameter].variable).atom);
  if (!plain || !sounds_like_buffer(name) || consumers_.speaks_against(parameter)) return {};
  return {evaluator_.pool().instance(Known::buffer), types::Evidence::name, {}};
}

}  // namespace slicecop::semantics
