#include <algorithm>
#include <string>

#include "stubs/compile/scope_collector.h"
#include "stubs/table.h"

namespace slicecop::stubs::compile {

namespace {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

// Methods that get the class although no decorator says so.
bool is_implicit_class_method(std::string_view name) {
  return name == "__new__" || name == "__init_subclass__" || name == "__class_getitem__";
}

// Each definition tells by itself whether it is a coroutine.
bool same_sort(const Function& a, const Function& b) {
  constexpr auto coroutine = static_cast<std::uint8_t>(FunctionFlag::coroutine);
  return ((a.flags ^ b.flags) & ~coroutine) == 0 && a.wrapper == b.wrapper;
}

std::uint8_t flags_of(syntax::FunctionDefinition node, const Decoration& decoration, bool in_class) {
  std::uint8_t flags = 0;
  const auto set = [&](FunctionFlag flag) { flags |= static_cast<std::uint8_t>(flag); };
  if (node.is_async()) set(FunctionFlag::coroutine);
  if (!in_class) return flags;
  set(decoration.static_method ? FunctionFlag::static_method : FunctionFlag::method);
  if (decoration.class_method || is_implicit_class_method(node.name().text())) set(FunctionFlag::class_method);
  return flags;
}

}  // namespace

void ScopeCollector::class_definition(syntax::ClassDefinition node, Scope& scope, VersionSet versions) {
  const Name name = name_of(node.name());
  if (source_.is_overlay && merge_class(node, scope, name, versions)) return;
  if (continue_class(node, scope, name, versions)) return;
  Class& made = add_class(scope, name, versions);
  made.definition = node.node();
  made.parameters = type_parameters(node.node().child(Field::type_parameters));
  made.is_dataclass = is_dataclass(node.node().parent());
  block(node.body(), made.scope, versions);
}

// `if sys.version_info >= ...: class C: ... else: class C: ...` is one class with other members in other versions, so
// that what is derived from it has it as a base in all of them.
bool ScopeCollector::continue_class(syntax::ClassDefinition node, Scope& scope, Name name, VersionSet versions) {
  const std::vector<Index>* found = scope.find(name);
  if (found == nullptr) return false;
  for (const Index index : *found) {
    Declaration& declaration = scope.declarations[index];
    if (declaration.kind != DeclarationKind::class_ || (declaration.versions & versions) != 0) continue;
    Class& begun = program_.classes[declaration.index];
    if (begun.versions == 0 ||
        syntax::ClassDefinition(begun.definition).superclasses().text() != node.superclasses().text()) {
      continue;
    }
    declaration.versions |= versions;
    begun.versions |= versions;
    block(node.body(), begun.scope, versions);
    return true;
  }
  return false;
}

bool ScopeCollector::merge_class(syntax::ClassDefinition node, Scope& scope, Name name, VersionSet versions) {
  const std::vector<Index>* found = scope.find(name);
  if (found == nullptr) return false;
  bool merged = false;
  for (const Index index : std::vector<Index>(*found)) {
    const Declaration& declaration = scope.declarations[index];
    if (declaration.kind != DeclarationKind::class_ || (declaration.versions & versions) == 0) continue;
    block(node.body(), program_.classes[declaration.index].scope, versions);
    merged = true;
  }
  return merged;
}

Class& ScopeCollector::add_class(Scope& scope, Name name, VersionSet versions) {
  const auto index = static_cast<Index>(program_.classes.size());
  Class& made = program_.classes.emplace_back();
  made.name = made.full_name = name;
  made.module = scope.module;
  made.outer = scope.owner;
  made.versions = versions;
  made.scope.module = scope.module;
  made.scope.owner = index;
  if (scope.owner != no_index) {
    const std::string outer(program_.names.text(program_.classes[scope.owner].full_name));
    made.full_name = program_.names.intern(outer + "." + std::string(program_.names.text(name)));
  }
  add(scope, {.name = name, .versions = versions, .kind = DeclarationKind::class_, .index = index});
  return made;
}

std::vector<TypeParameter> ScopeCollector::type_parameters(Node list) {
  std::vector<TypeParameter> parameters;
  for (const Node type : list.children()) {
    const Node inner = type.is(Kind::type) ? type.first_child() : type;
    if (inner.is(Kind::constrained_type)) {
      parameters.push_back({name_of(inner.child(0)), VariableKind::type, inner.child(1)});
    } else if (inner.is(Kind::splat_type)) {
      const bool is_pack = inner.text().starts_with("**");
      parameters.push_back(
          {name_of(inner.first_child()), is_pack ? VariableKind::parameters : VariableKind::tuple, {}});
    } else {
      parameters.push_back({name_of(inner), VariableKind::type, {}});
    }
  }
  return parameters;
}

void ScopeCollector::function_definition(syntax::FunctionDefinition node, Scope& scope, VersionSet versions) {
  const Decoration decoration = read_decorators(node, module_.scope, program_.names);
  if (decoration.accessor) return;
  const Name name = name_of(node.name());
  if (decoration.unknown) {
    add(scope, {.name = name, .versions = versions, .kind = DeclarationKind::variable});
    return;
  }
  Function function{.name = name, .module = scope.module, .owner = scope.owner, .scope = &scope};
  function.wrapper = decoration.wrapper;
  function.flags = flags_of(node, decoration, scope.owner != no_index);
  const Definition definition{versions, node.node(), decoration.overload,
                              type_parameters(node.node().child(Field::type_parameters))};
  if (decoration.property) {
    const Index index = add_function(std::move(function), definition);
    add(scope, {.name = name, .versions = versions, .kind = DeclarationKind::property, .index = index});
  } else {
    add_definition(scope, std::move(function), definition);
  }
}

Index ScopeCollector::add_function(Function function, Definition definition) {
  function.definitions.push_back(std::move(definition));
  program_.functions.push_back(std::move(function));
  return static_cast<Index>(program_.functions.size() - 1);
}

// An overload joins those before it. Any other definition takes the place of what is there, but for overloads of the
// same versions: then it is their implementation.
void ScopeCollector::add_definition(Scope& scope, Function function, Definition definition) {
  const Name name = function.name;
  if (replaced(scope, name)) hide(scope, name, all_versions);
  VersionSet overloaded = 0;
  Declaration* group = nullptr;
  if (const std::vector<Index>* found = scope.find(name)) {
    for (const Index index : *found) {
      Declaration& declaration = scope.declarations[index];
      if (declaration.kind != DeclarationKind::function) continue;
      const Function& before = program_.functions[declaration.index];
      if (same_sort(before, function)) group = &declaration;
      for (const Definition& other : before.definitions) {
        if (other.is_overload) overloaded |= other.versions;
      }
    }
  }
  const VersionSet before = group == nullptr ? 0 : overloaded;
  if (!definition.is_overload) definition.versions &= ~overloaded;
  if (definition.versions == 0) return;
  hide(scope, name, definition.versions & ~before);
  if (group == nullptr) {
    const VersionSet versions = definition.versions;
    const Index index = add_function(std::move(function), std::move(definition));
    scope.add({.name = name, .versions = versions, .kind = DeclarationKind::function, .index = index});
    return;
  }
  group->versions |= definition.versions;
  program_.functions[group->index].definitions.push_back(std::move(definition));
}

}  // namespace slicecop::stubs::compile
