#include <algorithm>

#include "stubs/compile/scope_collector.h"

namespace slicecop::stubs::compile {

namespace {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

}  // namespace

void ScopeCollector::type_alias(Node node, Scope& scope, VersionSet versions) {
  const Node left = node.child(Field::left).first_child();
  const bool generic = left.is(Kind::generic_type);
  Declaration declaration{.name = name_of(generic ? left.first_child() : left),
                          .versions = versions,
                          .kind = DeclarationKind::type_alias,
                          .value = node.child(Field::right)};
  if (generic) declaration.parameters = type_parameters(left.child(1));
  add(scope, std::move(declaration));
}

void ScopeCollector::expression(Node node, Scope& scope, VersionSet versions) {
  if (node.is(Kind::augmented_assignment) && node.child(Field::left).text() == "__all__") {
    add_all(scope, node.child(Field::right));
  } else if (node.is(Kind::call) && node.child(Field::function).text().starts_with("__all__.")) {
    add_all(scope, node.child(Field::arguments));
  } else if (node.is(Kind::assignment)) {
    assignment(syntax::Assignment(node), scope, versions);
  }
}

// The strings of `["a", "b"]`, and whatever else is added to them.
void ScopeCollector::add_all(Scope& scope, Node list) {
  if (!list) return;
  scope.has_all = true;
  const syntax::Tree& tree = list.tree();
  for (syntax::NodeId id = list.id(); id < list.after(); ++id) {
    const Node node = tree.node(id);
    if (node.is(Kind::string)) scope.all.push_back(program_.names.intern(syntax::string_content(node)));
  }
}

void ScopeCollector::assignment(syntax::Assignment node, Scope& scope, VersionSet versions) {
  const Node left = node.left();
  if (left.is_any(Kind::pattern_list, Kind::tuple_pattern)) {
    for (const Node part : left.children()) {
      if (part.is(Kind::identifier)) declare_variable(scope, name_of(part), versions, {}, {});
    }
    return;
  }
  if (!left.is(Kind::identifier)) return;
  const std::string_view text = left.text();
  if (text == "__all__") {
    add_all(scope, node.right());
    return;
  }
  if (text == "__slots__" || text == "__match_args__") return;
  if (!node.type()) {
    assign(node, scope, versions);
    return;
  }
  if (last_part(node.type().text()) == "TypeAlias") {
    add(scope,
        {.name = name_of(left), .versions = versions, .kind = DeclarationKind::type_alias, .value = node.right()});
  } else {
    declare_variable(scope, name_of(left), versions, node.type(), node.right());
  }
}

void ScopeCollector::declare_variable(Scope& scope, Name name, VersionSet versions, Node type, Node value) {
  add(scope, {.name = name, .versions = versions, .kind = DeclarationKind::variable, .node = type, .value = value});
}

void ScopeCollector::assign(syntax::Assignment node, Scope& scope, VersionSet versions) {
  Node right = node.right();
  while (right.is(Kind::assignment)) right = right.child(Field::right);  // a = b = value
  for (Node target = node.node(); target.is(Kind::assignment); target = target.child(Field::right)) {
    const Node left = target.child(Field::left);
    if (left.is(Kind::identifier)) assign_one(name_of(left), right, scope, versions);
  }
}

void ScopeCollector::assign_one(Name name, Node value, Scope& scope, VersionSet versions) {
  const syntax::Call call(value);
  const std::string_view callee = constructor_name(call);
  Declaration declaration{.name = name, .versions = versions, .kind = DeclarationKind::value, .value = value};
  if (callee == "TypeVar" || callee == "ParamSpec" || callee == "TypeVarTuple") {
    declaration.kind = DeclarationKind::type_variable;
  } else if (callee == "NewType") {
    declaration.kind = DeclarationKind::new_type;
    declaration.value = call.positional(1);
  } else if (callee == "NamedTuple" || callee == "namedtuple") {
    named_tuple(name, call, scope, versions);
    return;
  } else if (callee == "TypedDict") {
    add_class(scope, name, versions).is_functional_dict = true;
    return;
  }
  add(scope, std::move(declaration));
}

// NamedTuple("Point", [("x", int)]), namedtuple("Point", ["x", "y"]), namedtuple("Point", "x y").
void ScopeCollector::named_tuple(Name name, syntax::Call call, Scope& scope, VersionSet versions) {
  Class& made = add_class(scope, name, versions);
  made.is_functional_tuple = true;
  const Node fields = call.positional(1);
  if (fields.is(Kind::string)) {
    split_fields(made, syntax::string_content(fields), versions);
    return;
  }
  for (const Node field : fields.children()) {
    const Node label = field.is(Kind::tuple) ? field.first_child() : field;
    add_field(made, syntax::string_content(label), field.is(Kind::tuple) ? field.child(1) : Node{}, versions);
  }
}

void ScopeCollector::split_fields(Class& made, std::string_view text, VersionSet versions) {
  constexpr std::string_view separators = " ,\t\n";
  for (std::size_t start = 0; (start = text.find_first_not_of(separators, start)) != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(separators, start), text.size());
    add_field(made, text.substr(start, end - start), {}, versions);
    start = end;
  }
}

void ScopeCollector::add_field(Class& made, std::string_view label, Node type, VersionSet versions) {
  const Name name = program_.names.intern(label);
  made.fields.push_back({name, type});
  declare_variable(made.scope, name, versions, type, {});
}

}  // namespace slicecop::stubs::compile
