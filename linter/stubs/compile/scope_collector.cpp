#include "stubs/compile/scope_collector.h"

#include <algorithm>
#include <string>

namespace slicecop::stubs::compile {

namespace {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

}  // namespace

void ScopeCollector::block(Node node, Scope& scope, VersionSet versions) {
  if (versions == 0) return;
  for (const Node child : node.children()) statement(child, scope, versions);
}

void ScopeCollector::statement(Node node, Scope& scope, VersionSet versions) {
  switch (node.kind()) {
    case Kind::if_statement:
      if_statement(node, scope, versions);
      break;
    case Kind::try_statement:
      block(node.child(Field::body), scope, versions);
      break;
    case Kind::import_statement:
      import_statement(node, scope, versions);
      break;
    case Kind::import_from_statement:
      import_from(node, scope, versions);
      break;
    case Kind::class_definition:
      class_definition(syntax::ClassDefinition(node), scope, versions);
      break;
    case Kind::function_definition:
      function_definition(syntax::FunctionDefinition(node), scope, versions);
      break;
    case Kind::decorated_definition:
      statement(node.child(Field::definition), scope, versions);
      break;
    case Kind::type_alias_statement:
      type_alias(node, scope, versions);
      break;
    case Kind::expression_statement:
      expression(node.first_child(), scope, versions);
      break;
    default:
      break;
  }
}

void ScopeCollector::if_statement(Node node, Scope& scope, VersionSet versions) {
  VersionSet left = versions;  // not decided by the branches so far
  for (const Node child : node.children()) {
    if (child.field() == Field::condition) {
      left = branch(child, node.child(Field::consequence), scope, left);
    } else if (child.is(Kind::elif_clause)) {
      left = branch(child.child(Field::condition), child.child(Field::consequence), scope, left);
    } else if (child.is(Kind::else_clause)) {
      block(child.child(Field::body), scope, left);
    }
  }
}

// Both sides of a condition that says nothing about versions may happen.
VersionSet ScopeCollector::branch(Node condition, Node body, Scope& scope, VersionSet versions) {
  const std::optional<VersionSet> where = versions_where(condition);
  block(body, scope, where ? versions & *where : versions);
  return where ? versions & ~*where : versions;
}

void ScopeCollector::import_statement(Node node, Scope& scope, VersionSet versions) {
  for (const Node child : node.children()) {
    Declaration declaration{.name = no_name, .versions = versions, .kind = DeclarationKind::module, .exported = false};
    if (child.is(Kind::aliased_import)) {
      declaration.name = name_of(child.child(Field::alias));
      declaration.target = name_of(child.child(Field::name));
      declaration.exported = declaration.name == declaration.target;
    } else {
      declaration.name = declaration.target = name_of(child.first_child());  // `import a.b` binds a
    }
    add_import(scope, std::move(declaration));
  }
}

void ScopeCollector::import_from(Node node, Scope& scope, VersionSet versions) {
  const Name target = absolute(node.child(Field::module_name));
  for (const Node child : node.children()) {
    if (child.is(Kind::wildcard_import)) scope.stars.push_back({target, versions});
    if (child.field() != Field::name) continue;
    Declaration declaration{.name = no_name, .versions = versions, .kind = DeclarationKind::imported};
    const bool aliased = child.is(Kind::aliased_import);
    declaration.target = target;
    declaration.imported = name_of(aliased ? child.child(Field::name) : child);
    declaration.name = aliased ? name_of(child.child(Field::alias)) : declaration.imported;
    declaration.exported = aliased && declaration.name == declaration.imported;
    if (program_.names.text(declaration.name) == "__all__") {
      scope.has_all = true;
      scope.all_of.push_back(target);
    } else {
      add_import(scope, std::move(declaration));
    }
  }
}

Name ScopeCollector::absolute(Node module_name) {
  if (!module_name.is(Kind::relative_import)) return name_of(module_name);
  const std::size_t dots = static_cast<std::size_t>(std::ranges::count(module_name.first_child().text(), '.'));
  std::string_view package = source_.module;
  for (std::size_t i = source_.is_package ? 1 : 0; i < dots; ++i) {
    package = package.substr(0, package.rfind('.') == std::string_view::npos ? 0 : package.rfind('.'));
  }
  const Node rest = module_name.child(1);
  std::string name(package);
  if (rest && !name.empty()) name += '.';
  return program_.names.intern(name += rest.text());
}

// The overlay's imports serve its own annotations: they never take a name away.
void ScopeCollector::add_import(Scope& scope, Declaration declaration) {
  if (source_.is_overlay) {
    if (const std::vector<Index>* found = scope.find(declaration.name)) {
      for (const Index index : *found) declaration.versions &= ~scope.declarations[index].versions;
    }
    if (declaration.versions != 0) scope.add(std::move(declaration));
    return;
  }
  add(scope, std::move(declaration));
}

// The last declaration counts, in the versions for which it is made.
void ScopeCollector::add(Scope& scope, Declaration declaration) {
  hide(scope, declaration.name, replaced(scope, declaration.name) ? all_versions : declaration.versions);
  scope.add(std::move(declaration));
}

// True when the overlay declares that name of the scope for the first time: all that typeshed says of it goes.
bool ScopeCollector::replaced(const Scope& scope, Name name) {
  return source_.is_overlay && replaced_.emplace(&scope, name).second;
}

void ScopeCollector::hide(Scope& scope, Name name, VersionSet versions) {
  const std::vector<Index>* found = scope.find(name);
  if (found == nullptr) return;
  for (const Index index : *found) {
    Declaration& declaration = scope.declarations[index];
    declaration.versions &= ~versions;
    if (declaration.kind == DeclarationKind::class_) program_.classes[declaration.index].versions &= ~versions;
    if (declaration.kind != DeclarationKind::function) continue;
    for (Definition& definition : program_.functions[declaration.index].definitions) definition.versions &= ~versions;
  }
}

}  // namespace slicecop::stubs::compile
