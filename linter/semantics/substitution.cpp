// Evaluator: types in place of type variables.

#include <vector>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using types::Form;

namespace {

// Types nest no deeper where they are filled in.
constexpr int deepest_type = 12;

}  // namespace

Type Evaluator::substitute(Type type, const Substitution& substitution, Type self, int depth) {
  const types::TypeNode node = pool_[type];
  if (node.form == Form::type_variable) {
    for (const auto& [variable, meaning] : substitution) {
      if (variable == node.payload) return meaning;
    }
    return type;
  }
  if (node.form == Form::self_type) {
    const Type instance = pool_.form(self) == Form::class_object ? pool_.instance(pool_[self].payload) : self;
    // A class that is being made: its own variables are among those that the arguments told.
    return pool_.is_generic(instance) ? substitute(instance, substitution, Type::unknown, depth + 1) : instance;
  }
  if (node.argument_count == 0 || depth == deepest_type) return type;
  std::vector<Type> arguments(pool_.arguments(type).begin(), pool_.arguments(type).end());
  bool changed = false;
  for (Type& argument : arguments) {
    const Type filled = substitute(argument, substitution, self, depth + 1);
    changed = changed || filled != argument;
    argument = filled;
  }
  if (!changed) return type;
  if (node.form == Form::union_of) return pool_.join(arguments);
  return pool_.make(node.form, node.payload, arguments);
}

// Type variables that no argument told are unknown.
Type Evaluator::without_variables(Type type, int depth) {
  const types::TypeNode node = pool_[type];
  if (node.form == Form::type_variable || node.form == Form::self_type) return Type::unknown;
  if (node.argument_count == 0 || depth == deepest_type) return type;
  std::vector<Type> arguments(pool_.arguments(type).begin(), pool_.arguments(type).end());
  bool changed = false;
  for (Type& argument : arguments) {
    const Type filled = without_variables(argument, depth + 1);
    changed = changed || filled != argument;
    argument = filled;
  }
  if (!changed) return type;
  if (node.form == Form::union_of) return pool_.join(arguments);
  return pool_.make(node.form, node.payload, arguments);
}

}  // namespace slicecop::semantics
