// Evaluator: attributes, and classes as their bases.

#include <algorithm>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using types::Form;

namespace {

constexpr ClassId no_class = 0xffffffff;

// Chains of classes of the document are followed no further.
constexpr std::size_t most_bases = 64;

}  // namespace

Type Evaluator::type_of_symbol(const stubs::Symbol& symbol) {
  switch (symbol.kind) {
    case stubs::SymbolKind::class_:
      return pool_.class_object(symbol.id);
    case stubs::SymbolKind::function: {
      const stubs::Function function = stubs_.function_at(symbol.id);
      if (!function.has(stubs::FunctionFlag::class_method) || function.owner == no_class) {
        return pool_.make(Form::function, symbol.id);
      }
      // `open = TarFile.open` at module level.
      const std::array<Type, 1> receiver{pool_.class_object(function.owner)};
      return pool_.make(Form::bound_method, symbol.id, receiver);
    }
    case stubs::SymbolKind::module:
      return pool_.make(Form::module, symbol.id);
    case stubs::SymbolKind::variable:
    case stubs::SymbolKind::property:
      return symbol.type == Type::any ? Type::unknown : symbol.type;
    case stubs::SymbolKind::none:
    case stubs::SymbolKind::alias:
    case stubs::SymbolKind::type_variable:
    case stubs::SymbolKind::special_form:
      break;  // nothing that a value is
  }
  return Type::unknown;
}

Type Evaluator::builtin(std::string_view name) {
  const auto module = stubs_.module("builtins");
  return module ? type_of_symbol(stubs_.find(*module, name, version_)) : Type::unknown;
}

std::vector<Type> Evaluator::linearization(Type instance) {
  const ClassId id = pool_.class_of(instance);
  if (id == no_class) return {};
  if (id < types::first_document_id) {
    const std::span<const Type> bases = stubs_.linearization(id);
    const Substitution arguments =
        class_arguments(id, pool_.form(instance) == Form::instance ? instance : Type::unknown);
    std::vector<Type> result;
    for (const Type base : bases) result.push_back(arguments.empty() ? base : substitute(base, arguments));
    return result;
  }
  // Depth first, each class once: near enough to C3 for the classes of one file.
  std::vector<Type> result;
  std::vector<Type> open{pool_.instance(id)};
  while (!open.empty() && result.size() < most_bases) {
    const Type next = open.back();
    open.pop_back();
    const ClassId next_id = pool_.class_of(next);
    if (next_id == no_class) {
      result.push_back(Type::unknown);
      continue;
    }
    if (next_id < types::first_document_id) {
      for (const Type base : linearization(next)) {
        if (std::ranges::find(result, base) == result.end()) result.push_back(base);
      }
      continue;
    }
    if (std::ranges::find(result, next) != result.end()) continue;
    result.push_back(next);
    const std::vector<Type> bases = bases_of(next_id);
    open.insert(open.end(), bases.rbegin(), bases.rend());
  }
  return result;
}

std::vector<Type> Evaluator::bases_of(ClassId id) {
  return types::is_foreign(id) ? foreign_.bases(id) : document_bases(id - types::first_document_id);
}

std::optional<Type> Evaluator::own_member(ClassId id, std::string_view name, Type receiver) {
  return types::is_foreign(id) ? foreign_.member(id, name, receiver) : document_member(id, name, receiver);
}

bool Evaluator::is_subclass(ClassId id, ClassId base) {
  if (id == base) return true;
  if (id == no_class) return false;
  for (const Type type : linearization(pool_.instance(id))) {
    if (pool_.class_of(type) == base) return true;
  }
  return false;
}

bool Evaluator::is_instance(Type type, Known known) {
  bool any = false;
  for (const Type member : pool_.members(type)) {
    if (member == Type::none) continue;
    if (!is_subclass(pool_.class_of(member), types::class_id(known))) return false;
    any = true;
  }
  return any;
}

Type Evaluator::as_base(Type instance, ClassId base) {
  for (const Type type : linearization(instance)) {
    if (pool_.class_of(type) == base) return type;
  }
  return Type::unknown;
}

// What the type variables of a library class stand for in `instance`; where it has fewer arguments, their defaults.
Substitution Evaluator::class_arguments(ClassId id, Type instance) {
  Substitution arguments;
  std::size_t index = 0;
  for (const types::TypeVariableId variable : stubs_.class_at(id).type_parameters) {
    const bool given = instance != Type::unknown && index < pool_[instance].argument_count;
    arguments.emplace_back(variable,
                           given ? pool_.argument(instance, index) : stubs_.type_variable(variable).default_type);
    ++index;
  }
  return arguments;
}

Substitution Evaluator::class_substitution(Type receiver, ClassId owner) {
  if (owner >= types::first_document_id) return {};
  if (pool_.form(receiver) == Form::class_object) receiver = pool_.instance(pool_[receiver].payload);
  return class_arguments(owner, as_base(receiver, owner));
}

Type Evaluator::member(Type object, std::string_view name) {
  if (object == Type::none) return Type::unknown;
  Type result = Type::never;
  for (const Type one : pool_.members(object)) {
    if (one != Type::none) result = pool_.join(result, member_of_one(one, name));  // None has none: it raises
  }
  return result;
}

Type Evaluator::member_of_one(Type object, std::string_view name) {
  const types::TypeNode node = pool_[object];
  if (node.form == Form::imported) return foreign_.open_member(object, name);
  if (node.form == Form::module && types::is_foreign(node.payload)) return foreign_.module_member(node.payload, name);
  if (node.form == Form::module) return type_of_symbol(stubs_.find(node.payload, name, version_));
  const bool of_class = node.form == Form::class_object;
  const Type instance = of_class ? pool_.instance(node.payload) : object;
  for (const Type base : linearization(instance)) {
    const ClassId id = pool_.class_of(base);
    if (id == no_class) {  // an unknown base may define anything
      return foreign_.project() == nullptr ? foreign_.open_member(object, name) : Type::unknown;
    }
    if (id >= types::first_document_id) {
      if (const std::optional<Type> found = own_member(id, name, object)) return *found;
      continue;
    }
    const stubs::Symbol symbol = stubs_.own_member(id, name, version_);
    if (!symbol) continue;
    if (symbol.kind == stubs::SymbolKind::function) {
      const stubs::Function function = stubs_.function_at(symbol.id);
      if (function.has(stubs::FunctionFlag::static_method)) return pool_.make(Form::function, symbol.id);
      const bool bound = !of_class || function.has(stubs::FunctionFlag::class_method) || name == "__new__";
      if (!bound) return pool_.make(Form::function, symbol.id);
      const std::array<Type, 1> receiver{object};
      return pool_.make(Form::bound_method, symbol.id, receiver);
    }
    if (symbol.kind == stubs::SymbolKind::property && of_class) return Type::unknown;
    return substitute(type_of_symbol(symbol), class_substitution(instance, id), instance);
  }
  // Some buffer: whatever it is asked for, only bytes and their like have it.
  if (pool_.is(object, Known::buffer)) return member_of_one(pool_.instance(Known::bytes), name);
  return Type::unknown;
}

}  // namespace slicecop::semantics
