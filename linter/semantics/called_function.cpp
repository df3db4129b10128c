#include "semantics/called_function.h"

#include <algorithm>

namespace slicecop::semantics {

using syntax::Field;
using types::Form;

namespace {

bool overrides(Evaluator& evaluator, ScopeId function, ScopeId other) {
  const Scopes& scopes = evaluator.scopes();
  const auto name = [&](ScopeId scope) { return evaluator.tree().node(scopes[scope].node).child(Field::name).text(); };
  const ScopeId mine = scopes[function].parent;
  const ScopeId base = scopes[other].parent;
  if (scopes[mine].kind != ScopeKind::class_ || scopes[base].kind != ScopeKind::class_) return false;
  return name(function) == name(other) &&
         evaluator.is_subclass(types::first_document_id + mine, types::first_document_id + base);
}

}  // namespace

Callee callee_is(Evaluator& evaluator, Type value, ScopeId function) {
  const types::Pool& pool = evaluator.pool();
  Callee result = Callee::other;
  for (const Type one : pool.members(value)) {
    if (evaluator.is_open(one)) {
      result = std::max(result, Callee::unsure);
      continue;
    }
    Type called = one;
    const bool of_class = pool.form(one) == Form::class_object && types::is_document(pool[one].payload);
    if (of_class) called = evaluator.member(evaluator.pool().instance(pool[one].payload), "__init__");
    const bool bound = pool.form(called) == Form::bound_method;
    if (!bound && (of_class || pool.form(called) != Form::function)) continue;
    const std::uint32_t payload = pool[called].payload;
    if (!types::is_document(payload)) continue;
    const ScopeId other = payload - types::first_document_id;
    if (other == function) {
      result = std::max(result, bound ? Callee::certain_bound : Callee::certain);
    } else if (bound && !of_class && overrides(evaluator, function, other)) {
      result = std::max(result, Callee::certain_bound);
    }
  }
  return result;
}

}  // namespace slicecop::semantics
