#include "stubs/compile/collector.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "stubs/compile/decorators.h"
#include "stubs/table.h"
#include "syntax/views.h"

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

class Collector {
 public:
  explicit Collector(Program& program) : program_(program) {}

  void module(const Source& source, Module& module) {
    source_ = &source;
    module_ = &module;
    replaced_.clear();
    block(source.tree.root(), module.scope, source.versions);
  }

 private:
  Name name_of(Node node) { return program_.names.intern(node.text()); }

  void block(Node node, Scope& scope, VersionSet versions) {
    if (versions == 0) return;
    for (const Node child : node.children()) statement(child, scope, versions);
  }

  void statement(Node node, Scope& scope, VersionSet versions) {
    switch (node.kind()) {
      case Kind::if_statement:
        return if_statement(node, scope, versions);
      case Kind::try_statement:
        return block(node.child(Field::body), scope, versions);
      case Kind::import_statement:
        return import_statement(node, scope, versions);
      case Kind::import_from_statement:
        return import_from(node, scope, versions);
      case Kind::class_definition:
        return class_definition(syntax::ClassDefinition(node), scope, versions);
      case Kind::function_definition:
        return function_definition(syntax::FunctionDefinition(node), scope, versions);
      case Kind::decorated_definition:
        return statement(node.child(Field::definition), scope, versions);
      case Kind::type_alias_statement:
        return type_alias(node, scope, versions);
      case Kind::expression_statement:
        return expression(node.first_child(), scope, versions);
      default:
        return;
    }
  }

  void if_statement(Node node, Scope& scope, VersionSet versions) {
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
  VersionSet branch(Node condition, Node body, Scope& scope, VersionSet versions) {
    const std::optional<VersionSet> where = versions_where(condition);
    block(body, scope, where ? versions & *where : versions);
    return where ? versions & ~*where : versions;
  }

  // --- imports ---

  void import_statement(Node node, Scope& scope, VersionSet versions) {
    for (const Node child : node.children()) {
      Declaration declaration{
          .name = no_name, .versions = versions, .kind = DeclarationKind::module, .exported = false};
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

  void import_from(Node node, Scope& scope, VersionSet versions) {
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

  Name absolute(Node module_name) {
    if (!module_name.is(Kind::relative_import)) return name_of(module_name);
    const std::size_t dots = static_cast<std::size_t>(std::ranges::count(module_name.first_child().text(), '.'));
    std::string_view package = source_->module;
    for (std::size_t i = source_->is_package ? 1 : 0; i < dots; ++i) {
      package = package.substr(0, package.rfind('.') == std::string_view::npos ? 0 : package.rfind('.'));
    }
    const Node rest = module_name.child(1);
    std::string name(package);
    if (rest && !name.empty()) name += '.';
    return program_.names.intern(name += rest.text());
  }

  // The overlay's imports serve its own annotations: they never take a name away.
  void add_import(Scope& scope, Declaration declaration) {
    if (source_->is_overlay) {
      if (const std::vector<Index>* found = scope.find(declaration.name)) {
        for (const Index index : *found) declaration.versions &= ~scope.declarations[index].versions;
      }
      if (declaration.versions != 0) scope.add(std::move(declaration));
      return;
    }
    add(scope, std::move(declaration));
  }

  // --- names ---

  // The last declaration counts, in the versions for which it is made.
  Declaration& add(Scope& scope, Declaration declaration) {
    hide(scope, declaration.name, replaced(scope, declaration.name) ? all_versions : declaration.versions);
    return scope.add(std::move(declaration));
  }

  // True when the overlay declares that name of the scope for the first time: all that typeshed says of it goes.
  bool replaced(const Scope& scope, Name name) { return source_->is_overlay && replaced_.emplace(&scope, name).second; }

  void hide(Scope& scope, Name name, VersionSet versions) {
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

  // --- classes ---

  void class_definition(syntax::ClassDefinition node, Scope& scope, VersionSet versions) {
    const Name name = name_of(node.name());
    if (source_->is_overlay && merge_class(node, scope, name, versions)) return;
    Class& made = add_class(scope, name, versions);
    made.definition = node.node();
    made.parameters = type_parameters(node.node());
    made.is_dataclass = is_dataclass(node.node().parent());
    block(node.body(), made.scope, versions);
  }

  bool merge_class(syntax::ClassDefinition node, Scope& scope, Name name, VersionSet versions) {
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

  Class& add_class(Scope& scope, Name name, VersionSet versions) {
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

  std::vector<TypeParameter> type_parameters(Node definition) {
    return read_parameters(definition.child(Field::type_parameters));
  }

  std::vector<TypeParameter> read_parameters(Node list) {
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

  // --- functions ---

  void function_definition(syntax::FunctionDefinition node, Scope& scope, VersionSet versions) {
    const Decoration decoration = read_decorators(node, module_->scope, program_.names);
    if (decoration.accessor) return;
    const Name name = name_of(node.name());
    if (decoration.unknown) {
      add(scope, {.name = name, .versions = versions, .kind = DeclarationKind::variable});
      return;
    }
    Function function{.name = name, .module = scope.module, .owner = scope.owner, .scope = &scope};
    function.wrapper = decoration.wrapper;
    function.flags = flags(node, decoration, scope.owner != no_index);
    const Definition definition{versions, node.node(), decoration.overload, type_parameters(node.node())};
    if (decoration.property) {
      const Index index = add_function(std::move(function), definition);
      add(scope, {.name = name, .versions = versions, .kind = DeclarationKind::property, .index = index});
    } else {
      add_definition(scope, std::move(function), definition);
    }
  }

  std::uint8_t flags(syntax::FunctionDefinition node, const Decoration& decoration, bool in_class) {
    std::uint8_t flags = 0;
    const auto set = [&](FunctionFlag flag) { flags |= static_cast<std::uint8_t>(flag); };
    if (node.is_async()) set(FunctionFlag::coroutine);
    if (!in_class) return flags;
    set(decoration.static_method ? FunctionFlag::static_method : FunctionFlag::method);
    if (decoration.class_method || is_implicit_class_method(node.name().text())) set(FunctionFlag::class_method);
    return flags;
  }

  Index add_function(Function function, Definition definition) {
    function.definitions.push_back(std::move(definition));
    program_.functions.push_back(std::move(function));
    return static_cast<Index>(program_.functions.size() - 1);
  }

  // An overload joins those before it. Any other definition takes the place of what is there, but for overloads of the
  // same versions: then it is their implementation.
  void add_definition(Scope& scope, Function function, Definition definition) {
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

  // --- assignments ---

  void type_alias(Node node, Scope& scope, VersionSet versions) {
    const Node left = node.child(Field::left).first_child();
    const bool generic = left.is(Kind::generic_type);
    Declaration declaration{.name = name_of(generic ? left.first_child() : left),
                            .versions = versions,
                            .kind = DeclarationKind::type_alias,
                            .value = node.child(Field::right)};
    if (generic) declaration.parameters = read_parameters(left.child(1));
    add(scope, std::move(declaration));
  }

  void expression(Node node, Scope& scope, VersionSet versions) {
    if (node.is(Kind::augmented_assignment) && node.child(Field::left).text() == "__all__") {
      add_all(scope, node.child(Field::right));
    } else if (node.is(Kind::call) && node.child(Field::function).text().starts_with("__all__.")) {
      add_all(scope, node.child(Field::arguments));
    } else if (node.is(Kind::assignment)) {
      assignment(syntax::Assignment(node), scope, versions);
    }
  }

  // The strings of `["a", "b"]`, and whatever else is added to them.
  void add_all(Scope& scope, Node list) {
    scope.has_all = true;
    const syntax::Tree& tree = list.tree();
    for (syntax::NodeId id = list.id(); id < list.after(); ++id) {
      const Node node = tree.node(id);
      if (node.is(Kind::string)) scope.all.push_back(program_.names.intern(syntax::string_content(node)));
    }
  }

  void assignment(syntax::Assignment node, Scope& scope, VersionSet versions) {
    const Node left = node.left();
    if (left.is_any(Kind::pattern_list, Kind::tuple_pattern)) {
      for (const Node part : left.children()) {
        if (part.is(Kind::identifier)) declare_variable(scope, name_of(part), versions, {}, {});
      }
      return;
    }
    if (!left.is(Kind::identifier)) return;
    const std::string_view text = left.text();
    if (text == "__all__") return add_all(scope, node.right());
    if (text == "__slots__" || text == "__match_args__") return;
    if (!node.type()) return assign(node, scope, versions);
    if (last_part(node.type().text()) == "TypeAlias") {
      add(scope,
          {.name = name_of(left), .versions = versions, .kind = DeclarationKind::type_alias, .value = node.right()});
    } else {
      declare_variable(scope, name_of(left), versions, node.type(), node.right());
    }
  }

  void declare_variable(Scope& scope, Name name, VersionSet versions, Node type, Node value) {
    add(scope, {.name = name, .versions = versions, .kind = DeclarationKind::variable, .node = type, .value = value});
  }

  void assign(syntax::Assignment node, Scope& scope, VersionSet versions) {
    Node right = node.right();
    while (right.is(Kind::assignment)) right = right.child(Field::right);  // a = b = value
    for (Node target = node.node(); target.is(Kind::assignment); target = target.child(Field::right)) {
      const Node left = target.child(Field::left);
      if (left.is(Kind::identifier)) assign_one(name_of(left), right, scope, versions);
    }
  }

  void assign_one(Name name, Node value, Scope& scope, VersionSet versions) {
    const syntax::Call call(value);
    const std::string_view callee = constructor_name(call);
    Declaration declaration{.name = name, .versions = versions, .kind = DeclarationKind::value, .value = value};
    if (callee == "TypeVar" || callee == "ParamSpec" || callee == "TypeVarTuple") {
      declaration.kind = DeclarationKind::type_variable;
    } else if (callee == "NewType") {
      declaration.kind = DeclarationKind::new_type;
      declaration.value = call.positional(1);
    } else if (callee == "NamedTuple" || callee == "namedtuple") {
      return named_tuple(name, call, scope, versions);
    } else if (callee == "TypedDict") {
      add_class(scope, name, versions).is_functional_dict = true;
      return;
    }
    add(scope, std::move(declaration));
  }

  // NamedTuple("Point", [("x", int)]), namedtuple("Point", ["x", "y"]), namedtuple("Point", "x y").
  void named_tuple(Name name, syntax::Call call, Scope& scope, VersionSet versions) {
    Class& made = add_class(scope, name, versions);
    made.is_functional_tuple = true;
    const Node fields = call.positional(1);
    if (fields.is(Kind::string)) return split_fields(made, syntax::string_content(fields), versions);
    for (const Node field : fields.children()) {
      const Node label = field.is(Kind::tuple) ? field.first_child() : field;
      add_field(made, syntax::string_content(label), field.is(Kind::tuple) ? field.child(1) : Node{}, versions);
    }
  }

  void split_fields(Class& made, std::string_view text, VersionSet versions) {
    constexpr std::string_view separators = " ,\t\n";
    for (std::size_t start = 0; (start = text.find_first_not_of(separators, start)) != std::string_view::npos;) {
      const std::size_t end = std::min(text.find_first_of(separators, start), text.size());
      add_field(made, text.substr(start, end - start), {}, versions);
      start = end;
    }
  }

  void add_field(Class& made, std::string_view label, Node type, VersionSet versions) {
    const Name name = program_.names.intern(label);
    made.fields.push_back({name, type});
    declare_variable(made.scope, name, versions, type, {});
  }

  Program& program_;
  const Source* source_ = nullptr;
  Module* module_ = nullptr;
  std::set<std::pair<const Scope*, Name>> replaced_;
};

// A module for every source, and for every package that has none (namespace packages).
void make_modules(Program& program) {
  std::map<std::string, VersionSet, std::less<>> modules;
  for (const Source& source : program.sources) {
    std::string_view name = source.module;
    for (;;) {
      modules[std::string(name)] |= source.versions;
      const std::size_t dot = name.rfind('.');
      if (dot == std::string_view::npos) break;
      name = name.substr(0, dot);
    }
  }
  for (const auto& [text, versions] : modules) {
    const Name name = program.names.intern(text);
    const auto index = static_cast<Index>(program.modules.size());
    program.module_by_name.emplace(name, index);
    Module& made = program.modules.emplace_back();
    made.name = name;
    made.versions = versions;
    made.scope.module = index;
    const std::size_t dot = text.rfind('.');
    if (dot == std::string::npos) continue;
    const Index parent = program.module_by_name.at(program.names.intern(text.substr(0, dot)));
    program.modules[parent].submodules.push_back(program.names.intern(text.substr(dot + 1)));
  }
}

}  // namespace

void collect(Program& program, std::vector<Source> sources) {
  program.sources = std::move(sources);
  make_modules(program);
  Collector collector(program);
  for (const Source& source : program.sources) {
    Module& module = program.modules[program.module_by_name.at(program.names.intern(source.module))];
    // Two distributions may ship the same module: the first counts, unless the overlay adds to it.
    if (module.is_filled && !source.is_overlay) continue;
    module.is_filled = true;
    module.is_third_party |= source.is_third_party;
    collector.module(source, module);
  }
}

}  // namespace slicecop::stubs::compile
