// Evaluator: what a call gives, by matching its arguments with the signatures of what is called.

#include <algorithm>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Form;

namespace {

// Types nest no deeper where they are compared or filled in.
constexpr int deepest_type = 12;

Fit weaker(Fit a, Fit b) { return std::min(a, b); }

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
    return pool_.form(self) == Form::class_object ? pool_.instance(pool_[self].payload) : self;
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

bool Evaluator::has_member(Type instance, std::string_view name) {
  for (const Type base : linearization(instance)) {
    const ClassId id = pool_.class_of(base);
    if (id == 0xffffffff) return true;  // an unknown base may have it
    const bool found = id >= types::first_document_id ? document_member(id, name, instance) != Type::never
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
    if (argument == Type::unknown || argument == Type::any) return Fit::maybe;
    if (variable.constraints != Type::never) {
      for (const Type constraint : pool_.members(variable.constraints)) {
        if (fit(argument, constraint, substitution, depth + 1) != Fit::yes) continue;
        substitution.emplace_back(wanted.payload, constraint);
        return Fit::yes;
      }
      return Fit::no;
    }
    if (variable.bound != Type::unknown && fit(argument, variable.bound, substitution, depth + 1) == Fit::no) return Fit::no;
    substitution.emplace_back(wanted.payload, widened(argument));
    return Fit::yes;
  }
  if (argument == Type::unknown || argument == Type::any) return Fit::maybe;
  if (argument == Type::never) return Fit::yes;
  if (pool_.form(argument) == Form::union_of) {
    Fit all = Fit::yes;
    for (const Type member : pool_.members(argument)) all = weaker(all, fit(member, parameter, substitution, depth + 1));
    return all;
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
    const bool callable = given.form == Form::function || given.form == Form::bound_method || given.form == Form::callable;
    if (callable) {
      const Type result = result_of(argument);
      if (result != Type::unknown) fit(result, pool_.argument(parameter, 0), substitution, depth + 1);
      return Fit::yes;
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
  if (argument == Type::none) return stubs_.class_at(wanted.payload).has(stubs::ClassFlag::protocol) ? Fit::no : Fit::no;
  const ClassId mine = pool_.class_of(argument);
  if (mine == 0xffffffff) {
    // Functions, classes and modules as values: instances of nothing that a signature asks for but protocols.
    const bool protocol = wanted.payload < types::first_document_id &&
                          stubs_.class_at(wanted.payload).has(stubs::ClassFlag::protocol);
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
      if (given == Type::unknown) continue;
      all = weaker(all, fit(given, pool_.argument(parameter, i), substitution, depth + 1));
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

// What an Iterable[T] that is only one by its methods tells of T.
Fit Evaluator::fit_protocol_arguments(Type argument, Type parameter, Substitution& substitution, int depth) {
  const ClassId id = pool_[parameter].payload;
  if (id != types::class_id(Known::iterable) && id != types::class_id(Known::iterator)) return Fit::yes;
  const Type element = element_of(argument);
  return element == Type::unknown ? Fit::maybe : fit(element, pool_.argument(parameter, 0), substitution, depth + 1);
}

bool Evaluator::given_tuple(Type argument) const { return pool_.form(argument) == Form::tuple; }

// The result of calling `callee` whatever the arguments, where all overloads agree.
Type Evaluator::result_of(Type callee) {
  if (pool_.form(callee) == Form::callable) return pool_.argument(callee, 0);
  const auto id = function_of(callee);
  if (!id) return Type::unknown;
  if (*id >= types::first_document_id) return document_call(*id - types::first_document_id);
  Type all = Type::never;
  stubs_.each_signature(*id, version_, [&](const stubs::Signature& signature) {
    all = pool_.join(all, signature.result);
    return true;
  });
  return pool_.form(all) == Form::union_of ? Type::unknown : all;
}

std::vector<Argument> Evaluator::arguments_of(syntax::Call call) {
  std::vector<Argument> arguments;
  if (call.has_bare_generator()) {
    arguments.push_back({type_of(call.arguments()).type, {}, false});
    return arguments;
  }
  for (const Node argument : call.arguments().children()) {
    if (argument.is(Kind::keyword_argument)) {
      arguments.push_back({type_of(argument.child(Field::value)).type, argument.child(Field::name).text(), false});
    } else if (argument.is_any(Kind::list_splat, Kind::dictionary_splat, Kind::parenthesized_list_splat)) {
      arguments.push_back({Type::unknown, {}, true});
    } else {
      arguments.push_back({type_of(argument).type, {}, false});
    }
  }
  return arguments;
}

Evaluator::Overload Evaluator::match(const stubs::Signature& signature, std::uint32_t skip,
                                     std::span<const Argument> arguments, Substitution substitution, Type self,
                                     std::vector<Type>* filled) {
  using stubs::ParameterKind;
  Overload overload{Fit::yes, Type::unknown};
  std::vector<bool> taken(signature.parameter_count, false);
  std::uint32_t next = skip;
  bool splat = false;
  if (filled != nullptr) filled->assign(arguments.size(), Type::unknown);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Argument& argument = arguments[i];
    if (argument.splat) {
      splat = true;
      continue;
    }
    std::uint32_t found = signature.parameter_count;
    if (argument.keyword.empty()) {
      if (splat) continue;
      while (next < signature.parameter_count) {
        const ParameterKind kind = stubs_.parameter(signature, next).kind;
        if (kind == ParameterKind::keyword_only || kind == ParameterKind::variadic_keyword) break;
        found = kind == ParameterKind::variadic ? next : next++;
        break;
      }
    } else {
      for (std::uint32_t p = skip; p < signature.parameter_count; ++p) {
        const stubs::Parameter parameter = stubs_.parameter(signature, p);
        const bool named = parameter.kind == ParameterKind::positional || parameter.kind == ParameterKind::keyword_only;
        if (named && parameter.name == argument.keyword) found = p;
        if (parameter.kind == ParameterKind::variadic_keyword && found == signature.parameter_count) found = p;
      }
    }
    if (found == signature.parameter_count) return {};
    taken[found] = true;
    const Type parameter = substitute(stubs_.parameter(signature, found).type, substitution, self);
    overload.fit = weaker(overload.fit, fit(argument.type, parameter, substitution));
    if (overload.fit == Fit::no) return {};
    if (filled != nullptr) (*filled)[i] = parameter;
  }
  for (std::uint32_t p = skip; p < signature.parameter_count && !splat; ++p) {
    const stubs::Parameter parameter = stubs_.parameter(signature, p);
    const bool needed = !parameter.has_default && parameter.kind != ParameterKind::variadic &&
                        parameter.kind != ParameterKind::variadic_keyword;
    if (needed && !taken[p]) return {};
  }
  if (splat) overload.fit = weaker(overload.fit, Fit::maybe);
  Type result = substitute(signature.result, substitution, self);
  if (filled != nullptr) {
    for (Type& type : *filled) type = substitute(type, substitution, self);
  }
  overload.result = without_variables(result);
  return overload;
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

Type Evaluator::call_function(FunctionId function, Type receiver, bool bound, std::span<const Argument> arguments) {
  if (function >= types::first_document_id) return document_call(function - types::first_document_id);
  const stubs::Function info = stubs_.function_at(function);
  const Substitution substitution = bound ? class_substitution(receiver, info.owner) : Substitution{};
  // The first overload that certainly fits answers. Those before it that fit only perhaps (an argument is unknown)
  // make the answer a guess, unless all say the same.
  Type answer = Type::never;
  stubs_.each_signature(function, version_, [&](const stubs::Signature& signature) {
    Substitution own = substitution;
    if (bound && signature.parameter_count > 0) {
      const Type self = stubs_.parameter(signature, 0).type;
      const bool annotated = self != Type::unknown && self != Type::any && pool_.form(self) != Form::self_type;
      if (annotated && fit(receiver, substitute(self, substitution, receiver), own) == Fit::no) return true;
    }
    const Overload overload = match(signature, bound ? 1 : 0, arguments, std::move(own), receiver, nullptr);
    if (overload.fit == Fit::no) return true;
    const Type result = overload.result == Type::any ? Type::unknown : overload.result;
    answer = answer == Type::never || answer == result ? result : Type::unknown;
    return overload.fit != Fit::yes;
  });
  return answer == Type::never ? Type::unknown : answer;
}

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
  Type answer = Type::never;
  stubs_.each_signature(constructor, version_, [&](const stubs::Signature& signature) {
    std::vector<Type> filled;
    Substitution solved;
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
    const Overload overload = match(probe, 1, arguments, {}, generic, nullptr);
    if (overload.fit == Fit::no) return true;
    answer = answer == Type::never || answer == overload.result ? overload.result : Type::unknown;
    return overload.fit != Fit::yes;
  });
  if (answer == Type::never || pool_.class_of(answer) != id) return Type::unknown;
  return answer;
}

Type Evaluator::call(Type callee, std::span<const Argument> arguments) {
  Type result = Type::never;
  for (const Type one : pool_.members(callee)) {
    const types::TypeNode node = pool_[one];
    Type answer = Type::unknown;
    switch (node.form) {
      case Form::function:
        answer = call_function(node.payload, Type::unknown, false, arguments);
        break;
      case Form::bound_method:
        answer = call_function(node.payload, pool_.argument(one, 0), true, arguments);
        break;
      case Form::class_object:
        answer = call_class(one, arguments);
        break;
      case Form::callable:
        answer = pool_.argument(one, 0);
        break;
      case Form::instance: {
        const Type method = member(one, "__call__");
        if (pool_.form(method) == Form::bound_method) {
          answer = call_function(pool_[method].payload, one, true, arguments);
        }
        break;
      }
      case Form::none:
        continue;  // raises
      default:
        break;
    }
    result = pool_.join(result, answer == Type::any ? Type::unknown : answer);
  }
  return result == Type::never && callee != Type::never ? Type::unknown : result;
}

Type Evaluator::call_method(Type instance, std::string_view method, std::span<const Type> arguments) {
  const Type callee = member(instance, method);
  if (callee == Type::unknown) return Type::unknown;
  std::vector<Argument> list;
  for (const Type type : arguments) list.push_back({type, {}, false});
  return call(callee, list);
}

std::vector<Type> Evaluator::parameters_for(syntax::Call call, std::size_t index) {
  std::vector<Type> result;
  const Type callee = type_of(call.function()).type;
  const std::vector<Argument> arguments = arguments_of(call);
  if (index >= arguments.size() || arguments[index].splat) return {};
  for (const Type one : pool_.members(callee)) {
    if (one == Type::none) continue;
    if (!add_parameters(one, arguments, index, result)) return {};
  }
  return result;
}

bool Evaluator::add_parameters(Type callee, std::span<const Argument> arguments, std::size_t index,
                               std::vector<Type>& result) {
  types::TypeNode node = pool_[callee];
  bool bound = node.form == Form::bound_method;
  Type receiver = bound ? pool_.argument(callee, 0) : Type::unknown;
  FunctionId function = node.payload;
  if (node.form == Form::class_object) {
    if (node.payload >= types::first_document_id) return false;
    // The constructor that the class itself, or the nearest base that is not object, defines.
    stubs::Symbol symbol;
    for (const Type base : stubs_.linearization(node.payload)) {
      for (const std::string_view name : {"__new__", "__init__"}) {
        if (symbol.kind == stubs::SymbolKind::none) symbol = stubs_.own_member(pool_.class_of(base), name, version_);
      }
      if (symbol.kind != stubs::SymbolKind::none) break;
    }
    if (symbol.kind != stubs::SymbolKind::function) return false;
    function = symbol.id;
    receiver = pool_.instance(node.payload);
    bound = true;
  } else if (node.form != Form::function && node.form != Form::bound_method) {
    return false;
  }
  if (function >= types::first_document_id) return false;
  const Substitution substitution = bound ? class_substitution(receiver, stubs_.function_at(function).owner) : Substitution{};
  bool any = false;
  stubs_.each_signature(function, version_, [&](const stubs::Signature& signature) {
    std::vector<Type> filled;
    const Overload overload = match(signature, bound ? 1 : 0, arguments, substitution, receiver, &filled);
    if (overload.fit == Fit::no) return true;
    any = true;
    result.push_back(filled[index]);
    return overload.fit != Fit::yes;
  });
  return any;
}

}  // namespace slicecop::semantics
