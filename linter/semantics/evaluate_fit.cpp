// Evaluator: whether a value may be handed to a parameter, and what that tells of type variables.

#include <algorithm>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using types::Form;

namespace {

// Types nest no deeper where they are compared.
constexpr int deepest_type = 12;

Fit weaker(Fit a, Fit b) { return std::min(a, b); }

}  // namespace

bool Evaluator::has_member(Type instance, std::string_view name) {
  for (const Type base : linearization(instance)) {
    const ClassId id = pool_.class_of(base);
    if (id == 0xffffffff) return true;  // an unknown base may have it
    if (name == "__dataclass_fields__" && types::is_document(id)) return is_dataclass(id - types::first_document_id);
    const bool found = id >= types::first_document_id ? own_member(id, name, instance).has_value()
                                                      : static_cast<bool>(stubs_.own_member(id, name, version_));
    if (found) return true;
  }
  return false;
}

// Structurally: everything that the protocol and its protocol bases declare is there.
bool Evaluator::fits_protocol(Type argument, ClassId protocol) {
  bool fits = true;
  for (const Type base : stubs_.linearization(protocol)) {
    const ClassId id = pool_.class_of(base);
    if (!stubs_.class_at(id).has(stubs::ClassFlag::protocol)) continue;
    stubs_.each_own_member(id, version_, [&](std::string_view name, const stubs::Symbol&) {
      const bool of_every_object = name.starts_with("__class") || name == "__slots__" || name == "__hash__";
      fits = of_every_object || has_member(argument, name);
      return fits;
    });
    if (!fits) return false;
  }
  return true;
}

Fit Evaluator::fit(Type argument, Type parameter, Substitution& substitution, int depth) {
  if (argument == parameter || parameter == Type::any || parameter == Type::unknown) return Fit::yes;
  if (depth == deepest_type) return Fit::maybe;
  const types::TypeNode wanted = pool_[parameter];
  if (wanted.form == Form::type_variable) {
    const stubs::TypeVariable variable = stubs_.type_variable(wanted.payload);
    for (auto& [id, meaning] : substitution) {
      if (id != wanted.payload) continue;
      if (argument == Type::unknown || meaning == Type::unknown) return Fit::maybe;
      if (variable.constraints != Type::never) return fit(argument, meaning, substitution, depth + 1);
      meaning = pool_.join(meaning, widened(argument));
      return Fit::yes;
    }
    if (argument == Type::unknown || argument == Type::any || pool_.form(argument) == Form::imported) return Fit::maybe;
    if (variable.constraints != Type::never) {
      for (const Type constraint : pool_.members(variable.constraints)) {
        if (fit(argument, constraint, substitution, depth + 1) != Fit::yes) continue;
        substitution.emplace_back(wanted.payload, constraint);
        return Fit::yes;
      }
      return Fit::no;
    }
    if (variable.bound != Type::unknown && fit(argument, variable.bound, substitution, depth + 1) == Fit::no)
      return Fit::no;
    substitution.emplace_back(wanted.payload, widened(argument));
    return Fit::yes;
  }
  if (argument == Type::unknown || argument == Type::any || pool_.form(argument) == Form::imported) return Fit::maybe;
  if (argument == Type::never) return Fit::yes;
  if (parameter == Type::never) return Fit::no;  // of something that is empty so far
  if (pool_.form(argument) == Form::union_of) {
    Fit all = Fit::yes;
    bool open = false;
    for (const Type member : pool_.members(argument)) {
      const Fit one = fit(member, parameter, substitution, depth + 1);
      open = open || member == Type::unknown;
      // A None that nobody looked at is handed on in the hope that it is none.
      all = weaker(all, member == Type::none ? std::max(one, Fit::maybe) : one);
    }
    // What is not known of it may be what is asked for.
    return open ? std::max(all, Fit::maybe) : all;
  }
  if (wanted.form == Form::union_of) {
    Fit best = Fit::no;
    for (const Type member : pool_.members(parameter)) {
      best = std::max(best, fit(argument, member, substitution, depth + 1));
      if (best == Fit::yes) break;
    }
    return best;
  }
  return fit_one(argument, parameter, substitution, depth);
}

Fit Evaluator::fit_one(Type argument, Type parameter, Substitution& substitution, int depth) {
  const types::TypeNode given = pool_[argument];
  const types::TypeNode wanted = pool_[parameter];
  if (parameter == Type::none) return argument == Type::none ? Fit::yes : Fit::no;
  if (wanted.form == Form::self_type) return Fit::maybe;
  if (wanted.form == Form::literal) {
    if (given.form == Form::literal) return given.payload == wanted.payload ? Fit::yes : Fit::no;
    return Fit::no;
  }
  if (wanted.form == Form::callable) {
    if (given.form == Form::class_object) {
      fit(pool_.instance(given.payload), pool_.argument(parameter, 0), substitution, depth + 1);
      return Fit::yes;
    }
    const bool callable = given.form == Form::function || given.form == Form::bound_method ||
                          given.form == Form::callable ||
                          (given.form == Form::instance && function_of(member(argument, "__call__")));
    if (callable) {
      const Type result = result_of(argument);
      return result == Type::unknown ? Fit::yes : fit(result, pool_.argument(parameter, 0), substitution, depth + 1);
    }
    return argument == Type::none || given.form == Form::literal || given.form == Form::tuple ? Fit::no : Fit::maybe;
  }
  if (wanted.form == Form::class_object) {
    if (given.form != Form::class_object) return Fit::no;
    return is_subclass(given.payload, wanted.payload) ? Fit::yes : Fit::no;
  }
  if (wanted.form == Form::tuple) {
    if (given.form != Form::tuple) return pool_.is(argument, Known::tuple) ? Fit::maybe : Fit::no;
    if (given.argument_count != wanted.argument_count) return Fit::no;
    Fit all = Fit::yes;
    for (std::size_t i = 0; i < given.argument_count; ++i) {
      all = weaker(all, fit(pool_.argument(argument, i), pool_.argument(parameter, i), substitution, depth + 1));
    }
    return all;
  }
  if (wanted.form != Form::instance) return Fit::maybe;
  if (argument == Type::none) return Fit::no;
  if (given.form == Form::class_object && pool_.is(parameter, Known::type)) return Fit::yes;
  if (given.form == Form::module) return Fit::maybe;
  const ClassId mine = pool_.class_of(argument);
  if (mine == 0xffffffff) {
    // Functions, classes and modules as values: instances of nothing that a signature asks for but protocols.
    const bool protocol =
        wanted.payload < types::first_document_id && stubs_.class_at(wanted.payload).has(stubs::ClassFlag::protocol);
    return protocol ? Fit::maybe : Fit::no;
  }
  return fit_instance(argument, mine, parameter, substitution, depth);
}

Fit Evaluator::fit_instance(Type argument, ClassId mine, Type parameter, Substitution& substitution, int depth) {
  const types::TypeNode wanted = pool_[parameter];
  Type base = Type::unknown;
  if (given_tuple(argument)) {
    const std::vector<Type> parts(pool_.arguments(argument).begin(), pool_.arguments(argument).end());
    argument = pool_.instance(Known::tuple, {parts.empty() ? Type::unknown : widened(pool_.join(parts))});
  }
  for (const Type one : linearization(argument)) {
    if (one == Type::unknown) return Fit::maybe;
    if (pool_.class_of(one) == wanted.payload) base = one;
  }
  if (base != Type::unknown) {
    Fit all = Fit::yes;
    for (std::size_t i = 0; i < wanted.argument_count; ++i) {
      const Type given = pool_.argument(base, i);
      const Type element = pool_.argument(parameter, i);
      if (given != Type::unknown) {
        all = weaker(all, fit(given, element, substitution, depth + 1));
      } else if (element != Type::any && element != Type::unknown && pool_.form(element) != Form::type_variable) {
        all = weaker(all, Fit::maybe);
      }
    }
    return all;
  }
  if (mine < types::first_document_id && stubs_.class_at(mine).has(stubs::ClassFlag::unknown_base)) return Fit::maybe;
  if (pool_.is(parameter, Known::float_) && mine == types::class_id(Known::int_)) return Fit::yes;
  if (wanted.payload == types::class_id(Known::buffer)) {
    if (mine >= types::first_document_id) return document_is_buffer(mine) ? Fit::yes : Fit::no;
    return stubs_.class_at(mine).has(stubs::ClassFlag::buffer) ? Fit::yes : Fit::no;
  }
  if (wanted.payload < types::first_document_id && stubs_.class_at(wanted.payload).has(stubs::ClassFlag::protocol)) {
    return fits_protocol(argument, wanted.payload) ? fit_protocol_arguments(argument, parameter, substitution, depth)
                                                   : Fit::no;
  }
  return Fit::no;
}

// What a SupportsNext[T] or an AbstractContextManager[T] that is one by its methods tells of T: the results of the
// methods, held against those that the protocol declares.
Fit Evaluator::fit_protocol_arguments(Type argument, Type parameter, Substitution& substitution, int depth) {
  const ClassId id = pool_[parameter].payload;
  if (!pool_.is_generic(parameter) || depth >= deepest_type - 4) return Fit::yes;
  const Substitution own = class_substitution(parameter, id);
  Fit all = Fit::yes;
  stubs_.each_own_member(id, version_, [&](std::string_view name, const stubs::Symbol& symbol) {
    if (symbol.kind != stubs::SymbolKind::function) return true;
    stubs_.each_signature(symbol.id, version_, [&](const stubs::Signature& signature) {
      const Type wanted = substitute(signature.result, own);
      if (!pool_.is_generic(wanted)) return false;
      const Type result = result_of(member(argument, name));
      if (result != Type::unknown) all = weaker(all, fit(result, wanted, substitution, depth + 1));
      return false;
    });
    return true;
  });
  return all;
}

bool Evaluator::given_tuple(Type argument) const { return pool_.form(argument) == Form::tuple; }

}  // namespace slicecop::semantics
