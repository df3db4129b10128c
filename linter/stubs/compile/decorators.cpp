#include "stubs/compile/decorators.h"

#include <algorithm>
#include <array>

namespace slicecop::stubs::compile {

namespace {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

// They return the function itself, or something that is called with the same arguments for the same result.
constexpr std::array<std::string_view, 11> transparent{
    "abstractmethod", "cache",         "coroutine", "deprecated",      "disjoint_base",    "final",
    "lru_cache",      "no_type_check", "override",  "type_check_only", "runtime_checkable"};

constexpr std::array<std::string_view, 4> properties{"property", "cached_property", "abstractproperty",
                                                     "DynamicClassAttribute"};

bool is_one_of(std::string_view name, std::span<const std::string_view> list) {
  return std::ranges::find(list, name) != list.end();
}

// The decorator without the arguments it is called with.
Node callee(Node decorator) {
  const Node expression = decorator.first_child();
  return expression.is(Kind::call) ? expression.child(Field::function) : expression;
}

// `_magic = property` in any branch, `from builtins import property as _property`.
bool is_renamed_property(std::string_view name, const Scope& scope, const Names& names) {
  const std::vector<Index>* found = scope.find(names.find(name));
  return found != nullptr && std::ranges::any_of(*found, [&](Index index) {
           const Declaration& declaration = scope.declarations[index];
           if (declaration.kind == DeclarationKind::imported)
             return is_one_of(names.text(declaration.imported), properties);
           return is_one_of(last_part(declaration.value.text()), properties);
         });
}

void apply(Decoration& decoration, Node decorator, const Scope& scope, const Names& names) {
  const Node function = callee(decorator);
  const std::string_view name = last_part(function.text());
  if (name == "overload") {
    decoration.overload = true;
  } else if (name == "staticmethod") {
    decoration.static_method = true;
  } else if (name == "classmethod") {
    decoration.class_method = true;
  } else if (is_one_of(name, properties) || is_renamed_property(name, scope, names)) {
    decoration.property = true;
  } else if (name == "contextmanager") {
    decoration.wrapper = ResultWrapper::context_manager;
  } else if (name == "asynccontextmanager") {
    decoration.wrapper = ResultWrapper::async_context_manager;
  } else if (name == "setter" || name == "deleter" || name == "getter") {
    decoration.accessor = true;
  } else if (!is_one_of(name, transparent)) {
    decoration.unknown = true;
  }
}

}  // namespace

std::string_view last_part(std::string_view dotted) {
  const std::size_t dot = dotted.rfind('.');
  return dot == std::string_view::npos ? dotted : dotted.substr(dot + 1);
}

std::string_view constructor_name(syntax::Call call) {
  const std::string_view name = last_part(call.function().text());
  return name.substr(std::min(name.find_first_not_of('_'), name.size()));
}

Decoration read_decorators(syntax::FunctionDefinition function, const Scope& scope, const Names& names) {
  Decoration decoration;
  for (const Node child : function.decorated().children()) {
    if (child.is(Kind::decorator)) apply(decoration, child, scope, names);
  }
  return decoration;
}

bool is_dataclass(Node decorated_definition) {
  for (const Node child : decorated_definition.children()) {
    if (child.is(Kind::decorator) && last_part(callee(child).text()) == "dataclass") return true;
  }
  return false;
}

}  // namespace slicecop::stubs::compile
