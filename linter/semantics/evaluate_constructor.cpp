// Evaluator: what calling a class makes.

#include <algorithm>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using types::Form;

Type Evaluator::call_class(Type class_object, std::span<const Argument> arguments) {
  const ClassId id = pool_[class_object].payload;
  if (id >= types::first_document_id) return pool_.instance(id);
  const std::vector<Type> given(pool_.arguments(class_object).begin(), pool_.arguments(class_object).end());
  const Type plain = pool_.instance(id, given);
  const stubs::Class info = stubs_.class_at(id);
  if (info.type_parameters.empty() || !given.empty()) return plain;
  // The constructor tells the type arguments: by the type it gives `self`, or by its parameters.
  for (const std::string_view name : {"__init__", "__new__"}) {
    for (const Type base : stubs_.linearization(id)) {
      const ClassId owner = pool_.class_of(base);
      const stubs::Symbol symbol = stubs_.own_member(owner, name, version_);
      if (symbol.kind != stubs::SymbolKind::function) continue;
      if (owner != id) break;  // object.__init__ and the like tell nothing
      const Type made = constructed(id, symbol.id, name == "__init__", arguments);
      if (made != Type::unknown) return made;
      break;
    }
  }
  return plain;
}

Type Evaluator::constructed(ClassId id, FunctionId constructor, bool is_init, std::span<const Argument> arguments) {
  Candidates candidates;
  stubs_.each_signature(constructor, version_, [&](const stubs::Signature& signature) {
    // Matching for the sake of the variables: the result of `__init__` is None, so `self` is looked at instead.
    stubs::Signature probe = signature;
    std::vector<Type> own_variables;
    for (const types::TypeVariableId variable : stubs_.class_at(id).type_parameters) {
      own_variables.push_back(pool_.make(Form::type_variable, variable));
    }
    const Type generic = pool_.instance(id, own_variables);
    if (is_init) {
      const Type self = signature.parameter_count > 0 ? stubs_.parameter(signature, 0).type : Type::unknown;
      const bool annotated = pool_.form(self) == Form::instance;
      probe.result = annotated ? self : generic;
    }
    return candidates.add(match(probe, 1, arguments, {}, generic));
  });
  return candidates.answer.value_or(Type::unknown);
}

}  // namespace slicecop::semantics
