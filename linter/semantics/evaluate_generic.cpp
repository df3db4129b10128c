// Evaluator: functions of the document whose result is told by a type variable: `def first(items: list[T]) -> T`.

#include <algorithm>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Form;

namespace {

// The annotation inside a `type` node, and what stands in `X[...]` where that is one thing.
syntax::Node bare(syntax::Node annotation) { return annotation.is(Kind::type) ? annotation.first_child() : annotation; }

struct Wrapped {
  std::string_view by;  ///< the last name of X in X[T]; "|" for `T | None`; empty for T alone
  syntax::Node inner;
};

Wrapped unwrapped(syntax::Node annotation) {
  annotation = bare(annotation);
  if (annotation.is(Kind::binary_operator)) {
    const syntax::BinaryOperator either(annotation);
    return either.right().is(Kind::none_literal) ? Wrapped{"|", either.left()} : Wrapped{"?", {}};
  }
  syntax::Node head;
  syntax::Node argument;
  if (annotation.is(Kind::generic_type)) {
    head = annotation.first_child();
    const syntax::Node list = head.next_sibling();
    argument = list.first_child().next_sibling() ? syntax::Node{} : bare(list.first_child());
  } else if (annotation.is(Kind::subscript)) {
    head = annotation.child(Field::value);
    argument = syntax::Subscript(annotation).index();
  } else {
    return {"", annotation};
  }
  const std::string_view name = head.text();
  return {name.substr(name.rfind('.') + 1), argument};
}

bool is_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

}  // namespace

bool Evaluator::is_type_variable(Node name, Node function) {
  if (!name.is(Kind::identifier)) return false;
  if (name.text() == "AnyStr") return true;
  for (const Node parameter : function.child(Field::type_parameters).children()) {
    const Node declared_name = bare(parameter);
    if (declared_name.text() == name.text()) return true;
  }
  const Type type = type_named(name.text(), function);
  const ClassId id = pool_.class_of(type);
  return types::is_library(id) && stubs_.class_at(id).name == "TypeVar";
}

// What a call gives where the declared result is a type variable that an argument binds; unknown for all others.
Type Evaluator::bound_result(ScopeId function, bool bound, std::span<const Argument> arguments) {
  const syntax::FunctionDefinition definition(tree_.node(scopes_[function].node));
  const Wrapped result = unwrapped(definition.return_type());
  if (!definition.return_type() || !is_type_variable(result.inner, definition.node())) return Type::unknown;
  Type meaning = Type::never;
  std::size_t position = 0;
  for (const Node parameter : definition.parameters().children()) {
    const bool is_receiver = bound && position == 0 && parameter.is(Kind::identifier);
    const Wrapped wanted = unwrapped(parameter.child(Field::type));
    const std::size_t index = position++ - (bound ? 1 : 0);
    if (is_receiver || !wanted.inner || wanted.inner.text() != result.inner.text()) continue;
    const Node name = parameter.is(Kind::typed_parameter) ? parameter.first_child() : parameter.child(Field::name);
    const Type given = argument_at(arguments, index, name.text());
    if (given == Type::unknown) return Type::unknown;
    meaning = pool_.join(meaning, meant_by(given, wanted.by));
  }
  if (meaning == Type::never) return Type::unknown;
  if (result.by.empty()) return meaning;
  if (is_any(result.by, {"Optional", "|"})) return pool_.join(meaning, Type::none);
  return is_any(result.by, {"list", "List"}) ? pool_.instance(Known::list, {meaning}) : Type::unknown;
}

// What T is where `given` is handed to `wrapped[T]`.
Type Evaluator::meant_by(Type given, std::string_view wrapped) {
  if (wrapped.empty()) return widened(given);
  if (is_any(wrapped, {"Optional", "|"})) {
    Type some = Type::never;
    for (const Type member : pool_.members(given)) {
      if (member != Type::none) some = pool_.join(some, widened(member));
    }
    return some;
  }
  if (is_any(wrapped, {"Type", "type"})) {
    return pool_.form(given) == Form::class_object ? pool_.instance(pool_[given].payload) : Type::unknown;
  }
  return is_any(wrapped, {"list", "List", "Iterable", "Iterator", "Sequence", "set", "Set", "Collection"})
             ? widened(element_of(given))
             : Type::unknown;
}

Type Evaluator::argument_at(std::span<const Argument> arguments, std::size_t index, std::string_view name) {
  std::size_t position = 0;
  for (const Argument& argument : arguments) {
    if (argument.splat) return Type::unknown;
    if (argument.keyword.empty() ? position++ == index : argument.keyword == name) return argument.type;
  }
  return Type::never;
}

}  // namespace slicecop::semantics
