#include "stubs/compile/builder.h"

#include <algorithm>
#include <array>

#include "syntax/views.h"

namespace slicecop::stubs::compile {

namespace {

using types::Known;

std::uint32_t number(Type type) { return static_cast<std::uint32_t>(type); }

}  // namespace

Builder::Builder(Annotations& annotations, Classes& classes)
    : annotations_(annotations),
      classes_(classes),
      signatures_(annotations),
      variables_(annotations, classes),
      constructors_(annotations, classes) {}

Content Builder::build() {
  for (const Module& module : annotations_.program().modules) content_.modules.push_back(build_module(module));
  for (types::ClassId id = 0; id < classes_.count(); ++id) content_.classes.push_back(build_class(id));
  for (const TypeVariable& variable : annotations_.variables()) {
    content_.variables.push_back({variable.name, variable.bound, variable.constraints, variable.default_type});
  }
  return std::move(content_);
}

ModuleRecord Builder::build_module(const Module& module) {
  ModuleRecord record{.name = module.name, .range = {first_version, last_version + 1}};
  const std::vector<VersionRange> ranges = ranges_of(module.versions);
  if (!ranges.empty()) record.range = {ranges.front().since, ranges.back().until};
  record.symbols = symbols_of(module.scope);
  add_submodules(record.symbols, module);
  return record;
}

ClassRecord Builder::build_class(types::ClassId id) {
  const Class& declared = classes_.declared(id);
  const ClassFacts& facts = classes_.facts(id);
  ClassRecord record{.name = declared.full_name,
                     .module = declared.module,
                     .flags = facts.flags,
                     .bases = facts.bases,
                     .parameters = facts.parameters,
                     .linearization = facts.linearization,
                     .symbols = symbols_of(declared.scope)};
  add_constructor(record.symbols, id);
  return record;
}

std::vector<SymbolRecord> Builder::symbols_of(const Scope& scope) {
  std::vector<SymbolRecord> symbols;
  for (const Declaration& declaration : scope.declarations) {
    if (declaration.exported || scope.owner != no_index) add_declaration(symbols, scope, declaration);
  }
  return symbols;
}

void Builder::add_declaration(std::vector<SymbolRecord>& symbols, const Scope& scope, const Declaration& declaration) {
  std::vector<std::pair<Value, VersionSet>> values;
  for (VersionSet left = declaration.versions; left != 0;) {
    Window window{lowest(left), left};
    const Value value = value_of(scope, declaration, window);
    left &= ~window.versions;
    if (value.kind == SymbolKind::none || is_dispensable(scope, declaration, value)) continue;
    const auto same = std::ranges::find(values, value, &std::pair<Value, VersionSet>::first);
    if (same == values.end()) {
      values.emplace_back(value, window.versions);
    } else {
      same->second |= window.versions;
    }
  }
  for (const auto& [value, versions] : values) {
    for (const VersionRange range : ranges_of(versions)) {
      symbols.push_back({declaration.name, value.kind, range, value.value});
    }
  }
}

// What no question needs: of third-party libraries the plain constants, and what has no types at all, by the ten
// thousand.
bool Builder::is_dispensable(const Scope& scope, const Declaration& declaration, const Value& value) {
  if (value.kind != SymbolKind::variable || !annotations_.program().modules[scope.module].is_third_party) return false;
  const types::Pool& pool = annotations_.pool();
  const auto type = static_cast<Type>(value.value);
  if (type == Type::unknown || type == Type::any) return !hides_something(scope, declaration.name);
  const bool is_plain = type == Type::none || pool.is(type, Known::int_) || pool.is(type, Known::str) ||
                        pool.is(type, Known::float_) || pool.is(type, Known::bool_);
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const bool is_constant =
      scope.owner == no_index || std::ranges::none_of(annotations_.program().names.text(declaration.name), is_lower);
  return is_plain && is_constant;
}

// A base has a member of that name.
bool Builder::hides_something(const Scope& scope, Name name) {
  if (scope.owner == no_index) return false;
  const std::vector<Type>& order = classes_.facts(annotations_.program().classes[scope.owner].id).linearization;
  return std::ranges::any_of(order.begin() + 1, order.end(), [&](Type base) {
    return classes_.declared(annotations_.pool().class_of(base)).scope.find(name) != nullptr;
  });
}

bool Builder::tells_nothing(const Function& function, std::span<const SignatureFacts> signatures) const {
  const auto is_nothing = [](Type type) { return type == Type::unknown || type == Type::any; };
  const std::string_view name = annotations_.program().names.text(function.name);
  if (!annotations_.program().modules[function.module].is_third_party || name.starts_with("__")) return false;
  return std::ranges::all_of(signatures, [&](const SignatureFacts& facts) {
    return (is_nothing(facts.result) || facts.result == Type::none) &&
           std::ranges::all_of(facts.parameters, is_nothing, &ParameterRecord::type);
  });
}

// A submodule is a name of its package, unless the package says something else of it.
void Builder::add_submodules(std::vector<SymbolRecord>& symbols, const Module& module) {
  const Program& program = annotations_.program();
  for (const Name name : module.submodules) {
    const std::string full = std::string(program.names.text(module.name)) + "." + std::string(program.names.text(name));
    const Index index = program.module_by_name.at(program.names.find(full));
    VersionSet versions = program.modules[index].versions;
    for (const SymbolRecord& symbol : symbols) {
      if (symbol.name == name) versions &= ~versions_between(symbol.range.since, symbol.range.until);
    }
    for (const VersionRange range : ranges_of(versions)) symbols.push_back({name, SymbolKind::module, range, index});
  }
}

Builder::Value Builder::value_of(const Scope& scope, const Declaration& declaration, Window& window) {
  const Entity entity = annotations_.lookup().follow(scope, declaration, window);
  switch (entity.kind) {
    case EntityKind::class_:
      return {SymbolKind::class_, annotations_.program().classes[entity.index].id};
    case EntityKind::function:
      if (const std::uint32_t id = function_id(entity.index); id != no_index) return {SymbolKind::function, id};
      return {SymbolKind::variable, number(Type::unknown)};
    case EntityKind::property:
      return {SymbolKind::property,
              number(signatures_.property(annotations_.program().functions[entity.index], window))};
    case EntityKind::variable:
      return {SymbolKind::variable, number(variable_type(scope, declaration, entity, window))};
    case EntityKind::alias: {
      AliasMeaning meaning = annotations_.alias(entity, window);
      return {SymbolKind::alias, alias_id({meaning.type, std::move(meaning.parameters)})};
    }
    case EntityKind::new_type:
      return {SymbolKind::alias, alias_id({annotations_.new_type(entity, window), {}})};
    case EntityKind::type_variable: {
      const Type type = annotations_.type_variable(entity, nullptr);
      if (type == Type::unknown) return {SymbolKind::variable, number(type)};
      return {SymbolKind::type_variable, annotations_.pool()[type].payload};
    }
    case EntityKind::special:
      return {SymbolKind::special_form, static_cast<std::uint32_t>(entity.special)};
    case EntityKind::module:
      return {SymbolKind::module, entity.index};
    case EntityKind::none:
    case EntityKind::external:
    case EntityKind::marker:
      break;
  }
  // In a class even an unknown name hides that of a base.
  return scope.owner == no_index ? Value{} : Value{SymbolKind::variable, number(Type::unknown)};
}

// In an enumeration, `FIRST = other.FIRST` is one of its values, whatever it is a copy of.
Type Builder::variable_type(const Scope& scope, const Declaration& declaration, const Entity& entity, Window& window) {
  const types::ClassId enumeration = variables_.enumeration_of(scope, declaration);
  if (enumeration != no_index) return annotations_.pool().instance(enumeration);
  const std::optional<Type> method = bound_method(entity, window);
  return method ? *method : variables_.read(entity, window);
}

// `seed = _instance.seed`: a method of the one object that a module is made of.
std::optional<Type> Builder::bound_method(const Entity& entity, Window& window) {
  const syntax::Attribute value(entity.declaration->value);
  if (!value || entity.declaration->node) return std::nullopt;
  const Entity object = annotations_.lookup().find(*entity.scope, value.object().text(), window);
  if (!object.is(EntityKind::variable) || object.declaration == entity.declaration) return std::nullopt;
  const Type receiver = variables_.read(object, window);
  const types::ClassId id = annotations_.pool().class_of(receiver);
  const Name name = annotations_.program().names.find(value.name());
  if (id == no_index || name == no_name) return std::nullopt;
  for (const Type base : classes_.facts(id).linearization) {
    const Entity owner{.kind = EntityKind::class_, .index = classes_.index(annotations_.pool().class_of(base))};
    const Entity method = annotations_.lookup().member(owner, name, window);
    if (!method.is(EntityKind::function)) continue;
    const std::uint32_t function = function_id(method.index);
    if (function == no_index) return std::nullopt;
    const std::array<Type, 1> bound_to{receiver};
    return annotations_.pool().make(types::Form::bound_method, function, bound_to);
  }
  return std::nullopt;
}

std::uint32_t Builder::function_id(Index index) {
  const auto [found, is_new] = function_ids_.emplace(index, no_index);
  if (!is_new) return found->second;
  const Function& function = annotations_.program().functions[index];
  const std::vector<SignatureFacts> signatures = signatures_.read(function);
  if (tells_nothing(function, signatures)) return function_ids_[index] = no_index;
  FunctionRecord record{.name = function.name, .flags = function.flags, .module = function.module, .owner = no_index};
  if (function.owner != no_index) record.owner = annotations_.program().classes[function.owner].id;
  return function_ids_[index] = add_function(record, signatures);
}

std::uint32_t Builder::add_function(FunctionRecord record, std::span<const SignatureFacts> signatures) {
  std::vector<SignatureRecord> records;
  for (const SignatureFacts& facts : signatures) {
    const std::uint32_t first = content_.parameters.add(facts.parameters);
    const auto count = static_cast<std::uint32_t>(facts.parameters.size());
    for (const VersionRange range : ranges_of(facts.versions)) {
      records.push_back({first, count, facts.result, range.since, range.until});
    }
  }
  record.signature_count = static_cast<std::uint32_t>(records.size());
  record.first_signature = content_.signatures.add(records);
  content_.functions.push_back(record);
  return static_cast<std::uint32_t>(content_.functions.size() - 1);
}

void Builder::add_constructor(std::vector<SymbolRecord>& symbols, types::ClassId id) {
  const std::optional<Constructor> constructor = constructors_.of(id);
  if (!constructor) return;
  const Name name = annotations_.program().names.intern(constructor->name);
  const Class& declared = classes_.declared(id);
  const std::uint32_t function = add_function(
      {.name = name, .flags = constructor->flags, .module = declared.module, .owner = id}, constructor->signatures);
  for (const VersionRange range : ranges_of(declared.versions)) {
    symbols.push_back({name, SymbolKind::function, range, function});
  }
}

std::uint32_t Builder::alias_id(AliasRecord alias) {
  const auto [found, is_new] =
      alias_ids_.emplace(std::move(alias), static_cast<std::uint32_t>(content_.aliases.size()));
  if (is_new) content_.aliases.push_back(found->first);
  return found->second;
}

}  // namespace slicecop::stubs::compile
