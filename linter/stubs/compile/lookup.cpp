#include "stubs/compile/lookup.h"

#include <string>

#include "stubs/compile/decorators.h"
#include "syntax/views.h"

namespace slicecop::stubs::compile {

namespace {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

// Longer chains of imports and aliases are circles.
constexpr int longest_chain = 40;

const Declaration* declared(const Scope& scope, Name name, Window& window) {
  const std::vector<Index>* found = scope.find(name);
  if (found == nullptr) return nullptr;
  VersionSet elsewhere = 0;
  for (const Index index : *found) {
    const Declaration& declaration = scope.declarations[index];
    if (contains(declaration.versions, window.version)) {
      window.narrow(declaration.versions);
      return &declaration;
    }
    elsewhere |= declaration.versions;
  }
  window.narrow(~elsewhere);
  return nullptr;
}

bool is_type(const Entity& entity) {
  switch (entity.kind) {
    case EntityKind::class_:
    case EntityKind::alias:
    case EntityKind::type_variable:
    case EntityKind::new_type:
    case EntityKind::special:
    case EntityKind::module:
    case EntityKind::external:
      return true;
    default:
      return false;
  }
}

}  // namespace

Lookup::Lookup(const Program& program) : program_(program) {
  const auto index = [&](std::string_view name) {
    const auto found = program.module_by_name.find(program.names.find(name));
    return found == program.module_by_name.end() ? no_index : found->second;
  };
  builtins_ = index("builtins");
  typing_ = index("typing");
  typing_extensions_ = index("typing_extensions");
  abstract_buffer_ = class_named("_collections_abc", "Buffer");
}

Entity Lookup::find(const Scope& scope, std::string_view dotted, Window& window) const {
  return find(scope, dotted, window, 0);
}

Entity Lookup::follow(const Scope& scope, const Declaration& declaration, Window& window) const {
  return follow(scope, declaration, window, 0);
}

Entity Lookup::member(const Entity& of, Name name, Window& window) const { return member(of, name, window, 0); }

Entity Lookup::find(const Scope& scope, std::string_view dotted, Window& window, int depth) const {
  const std::size_t dot = dotted.find('.');
  const Name first = program_.names.find(dotted.substr(0, dot));
  Entity entity = first == no_name ? Entity{} : find_first(scope, first, window, depth);
  while (dotted.find('.') != std::string_view::npos) {
    dotted.remove_prefix(dotted.find('.') + 1);
    if (entity.is(EntityKind::none) || entity.is(EntityKind::external)) return entity;
    const Name name = program_.names.find(dotted.substr(0, dotted.find('.')));
    if (name != no_name) {
      entity = member(entity, name, window, depth);
    } else {
      entity = entity.is(EntityKind::module) ? undeclared(program_.modules[entity.index], window) : Entity{};
    }
  }
  return entity;
}

Entity Lookup::find_first(const Scope& scope, Name name, Window& window, int depth) const {
  // The body of a class sees its own names, but an annotation means a type: `def bytes(self)` does not hide bytes.
  if (scope.owner != no_index) {
    Window inside = window;
    if (const Declaration* declaration = declared(scope, name, inside)) {
      const Entity entity = follow(scope, *declaration, inside, depth + 1);
      if (is_type(entity)) {
        window = inside;
        return entity;
      }
    }
    window = {.version = window.version, .versions = inside.versions};
  }
  const Scope& module = program_.modules[scope.module].scope;
  if (const Declaration* declaration = declared(module, name, window)) {
    return follow(module, *declaration, window, depth + 1);
  }
  if (scope.module != builtins_ && builtins_ != no_index) {
    const Scope& builtins = program_.modules[builtins_].scope;
    if (const Declaration* declaration = declared(builtins, name, window)) {
      return follow(builtins, *declaration, window, depth + 1);
    }
  }
  for (const StarImport& star : module.stars) {
    if (program_.module(star.target) == nullptr) return {.kind = EntityKind::external};
  }
  return {};
}

Entity Lookup::follow(const Scope& scope, const Declaration& declaration, Window& window, int depth) const {
  if (depth > longest_chain) return {};
  if (const Entity entity = special(scope, declaration); !entity.is(EntityKind::none)) return entity;
  Entity entity{.index = declaration.index, .declaration = &declaration, .scope = &scope};
  switch (declaration.kind) {
    case DeclarationKind::class_:
      entity.kind = EntityKind::class_;
      break;
    case DeclarationKind::function:
      entity.kind = EntityKind::function;
      break;
    case DeclarationKind::property:
      entity.kind = EntityKind::property;
      break;
    case DeclarationKind::variable:
      entity.kind = EntityKind::variable;
      break;
    case DeclarationKind::type_variable:
      entity.kind = EntityKind::type_variable;
      break;
    case DeclarationKind::new_type:
      entity.kind = EntityKind::new_type;
      break;
    case DeclarationKind::value:
    case DeclarationKind::type_alias:
      return value(scope, declaration, window, depth);
    case DeclarationKind::module: {
      const auto found = program_.module_by_name.find(declaration.target);
      if (found == program_.module_by_name.end()) return {.kind = EntityKind::external};
      return {.kind = EntityKind::module, .index = found->second};
    }
    case DeclarationKind::imported: {
      // `from . import path as _path; path = _path` in the package itself means the submodule.
      const Module& here = program_.modules[scope.module];
      if (here.name == declaration.target) {
        if (const Entity inside = submodule(here, declaration.imported); !inside.is(EntityKind::none)) return inside;
      }
      return in_module(declaration.target, declaration.imported, window, depth);
    }
  }
  return entity;
}

// `a = b` and `A: TypeAlias = b` are another name for b; a subscript or a union is a type.
Entity Lookup::value(const Scope& scope, const Declaration& declaration, Window& window, int depth) const {
  const bool declared_alias = declaration.kind == DeclarationKind::type_alias;
  Node node = declaration.value;
  while (node.is_any(Kind::type, Kind::parenthesized_expression)) node = node.first_child();
  const Entity variable{.kind = EntityKind::variable, .declaration = &declaration, .scope = &scope};
  const Entity alias{.kind = EntityKind::alias, .declaration = &declaration, .scope = &scope};
  if (node.is(Kind::identifier) && scope.owner != no_index) {  // __radd__ = __add__
    const Name name = program_.names.find(node.text());
    Window inside = window;
    const Declaration* other = name == declaration.name ? nullptr : declared(scope, name, inside);
    if (other != nullptr) {
      window = inside;
      return follow(scope, *other, window, depth + 1);
    }
  }
  if (syntax::is_dotted_name(node) && declaration.parameters.empty()) {
    const Entity entity = find(scope, node.text(), window, depth + 1);
    return entity.is(EntityKind::none) ? variable : entity;
  }
  if (declared_alias) return alias;
  if (node.is(Kind::binary_operator) && node.child(Field::operator_).is(Kind::token_pipe)) return alias;
  if (node.is(Kind::subscript)) {
    Window unused = window;
    if (is_type(find(scope, node.child(Field::value).text(), unused, depth + 1))) return alias;
  }
  return variable;
}

Entity Lookup::member(const Entity& of, Name name, Window& window, int depth) const {
  if (of.is(EntityKind::external)) return of;
  if (of.is(EntityKind::module)) return in_module(program_.modules[of.index].name, name, window, depth);
  return of.is(EntityKind::class_) ? in_class(program_.classes[of.index], name, window, depth) : Entity{};
}

// A member of the class or, in the order in which they are written, of its bases.
Entity Lookup::in_class(const Class& of, Name name, Window& window, int depth) const {
  if (depth > longest_chain) return {};
  if (const Declaration* declaration = declared(of.scope, name, window)) {
    return follow(of.scope, *declaration, window, depth + 1);
  }
  if (!of.definition) return {};
  const Scope& around = of.outer == no_index ? program_.modules[of.module].scope : program_.classes[of.outer].scope;
  for (const Node base : of.definition.child(Field::superclasses).children()) {
    const Node head = base.is(Kind::subscript) ? base.child(Field::value) : base;
    if (!syntax::is_dotted_name(head)) continue;
    const Entity entity = find(around, head.text(), window, depth + 1);
    const Entity found = entity.is(EntityKind::class_) ? member(entity, name, window, depth + 1) : Entity{};
    if (!found.is(EntityKind::none)) return found;
  }
  return {};
}

Entity Lookup::in_module(Name module_name, Name name, Window& window, int depth) const {
  if (depth > longest_chain) return {};
  const Module* module = program_.module(module_name);
  if (module == nullptr) {
    // A module that is missing in a package that is there is an error of the stubs; any other is somebody else's.
    return {.kind = EntityKind::external};
  }
  if (const Declaration* declaration = declared(module->scope, name, window)) {
    // `from . import name` in the package itself means the submodule.
    const bool itself = declaration->kind == DeclarationKind::imported && declaration->target == module_name &&
                        declaration->imported == name;
    if (!itself) return follow(module->scope, *declaration, window, depth + 1);
  }
  if (const Entity entity = submodule(*module, name); !entity.is(EntityKind::none)) return entity;
  for (const StarImport& star : module->scope.stars) {
    if (program_.module(star.target) == nullptr) return {.kind = EntityKind::external};
  }
  return undeclared(*module, window);
}

// `def __getattr__(name): ...` in a module says that its stub is not complete.
Entity Lookup::undeclared(const Module& module, Window& window) const {
  const Name incomplete = program_.names.find("__getattr__");
  const bool has_more = incomplete != no_name && declared(module.scope, incomplete, window) != nullptr;
  return {.kind = has_more ? EntityKind::external : EntityKind::none};
}

Entity Lookup::submodule(const Module& module, Name name) const {
  const std::string full = std::string(program_.names.text(module.name)) + "." + std::string(program_.names.text(name));
  const auto found = program_.module_by_name.find(program_.names.find(full));
  if (found == program_.module_by_name.end()) return {};
  return {.kind = EntityKind::module, .index = found->second};
}

// What typing itself defines in ways that say nothing (`Optional: _SpecialForm`), and Buffer, which typing_extensions
// defines once more for versions before 3.12.
Entity Lookup::special(const Scope& scope, const Declaration& declaration) const {
  if (scope.owner != no_index || (scope.module != typing_ && scope.module != typing_extensions_)) return {};
  if (declaration.kind == DeclarationKind::imported) return {};
  const std::string_view name = program_.names.text(declaration.name);
  if (const types::SpecialForm form = types::special_form("typing", name); form != types::SpecialForm::none) {
    return {.kind = EntityKind::special, .special = form, .declaration = &declaration, .scope = &scope};
  }
  if (name == "Generic") return {.kind = EntityKind::marker, .marker = Marker::generic};
  if (name == "Protocol") return {.kind = EntityKind::marker, .marker = Marker::protocol};
  if (name == "TypedDict") return {.kind = EntityKind::marker, .marker = Marker::typed_dict};
  if (name == "Buffer" && scope.module == typing_extensions_) {
    return {.kind = EntityKind::class_, .index = abstract_buffer_};
  }
  return {};
}

Index Lookup::class_named(std::string_view module_name, std::string_view name) const {
  const Module* module = program_.module(program_.names.find(module_name));
  const std::vector<Index>* found = module == nullptr ? nullptr : module->scope.find(program_.names.find(name));
  if (found == nullptr) return no_index;
  Index last = no_index;
  for (const Index index : *found) {
    const Declaration& declaration = module->scope.declarations[index];
    if (declaration.kind != DeclarationKind::class_ || declaration.versions == 0) continue;
    last = declaration.index;
    if (contains(declaration.versions, representative(all_versions))) return last;
  }
  return last;
}

}  // namespace slicecop::stubs::compile
