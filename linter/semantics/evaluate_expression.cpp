// Evaluator: expressions.

#include <algorithm>
#include <charconv>
#include <string>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Evidence;
using types::Form;

namespace {

// The method behind an operator, and its reflected twin.
struct OperatorMethods {
  std::string_view method;
  std::string_view reflected;
};

OperatorMethods methods_of(Kind operator_kind) {
  switch (operator_kind) {
    case Kind::token_plus:
    case Kind::token_plus_equal:
      return {"__add__", "__radd__"};
    case Kind::token_minus:
    case Kind::token_minus_equal:
      return {"__sub__", "__rsub__"};
    case Kind::token_star:
    case Kind::token_star_equal:
      return {"__mul__", "__rmul__"};
    case Kind::token_slash:
    case Kind::token_slash_equal:
      return {"__truediv__", "__rtruediv__"};
    case Kind::token_slash_slash:
    case Kind::token_slash_slash_equal:
      return {"__floordiv__", "__rfloordiv__"};
    case Kind::token_percent:
    case Kind::token_percent_equal:
      return {"__mod__", "__rmod__"};
    case Kind::token_ampersand:
    case Kind::token_ampersand_equal:
      return {"__and__", "__rand__"};
    case Kind::token_pipe:
    case Kind::token_pipe_equal:
      return {"__or__", "__ror__"};
    case Kind::token_caret:
    case Kind::token_caret_equal:
      return {"__xor__", "__rxor__"};
    case Kind::token_less_less:
    case Kind::token_less_less_equal:
      return {"__lshift__", "__rlshift__"};
    case Kind::token_greater_greater:
    case Kind::token_greater_greater_equal:
      return {"__rshift__", "__rrshift__"};
    case Kind::token_star_star:
    case Kind::token_star_star_equal:
      return {"__pow__", "__rpow__"};
    default:
      return {};
  }
}

// Where `t[index]` looks in a tuple of that length; nothing where the index is no small number, or the tuple is
// shorter.
std::optional<std::size_t> position_in(std::size_t length, syntax::Node index) {
  const bool from_end = index.is(Kind::unary_operator) && index.child(Field::operator_).is(Kind::token_minus);
  const syntax::Node digits = from_end ? index.child(Field::argument) : index;
  std::size_t number = 0;
  const std::string_view text = digits.text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (!digits.is(Kind::integer) || error != std::errc{} || end != text.data() + text.size()) return {};
  const bool inside = from_end ? number >= 1 && number <= length : number < length;
  if (!inside) return {};
  return from_end ? length - number : number;
}

}  // namespace

Typed Evaluator::evaluate(Node expression) {
  switch (expression.kind()) {
    case Kind::identifier:
    case Kind::attribute: {
      const DefinitionId definition = flow_.reaching(expression);
      if (definition != no_definition) return type_of(definition);
      return expression.is(Kind::attribute) ? evaluate_attribute(expression) : Typed{};
    }
    case Kind::string:
    case Kind::concatenated_string:
      return evaluate_string(expression);
    case Kind::integer:
    case Kind::float_: {
      if (expression.text().find_last_of("jJ") == expression.text().size() - 1) {
        return {pool_.instance(Known::complex), Evidence::literal, {}};
      }
      if (expression.is(Kind::float_)) return {pool_.instance(Known::float_), Evidence::literal, {}};
      return {literal(Known::int_, expression.text()), Evidence::literal, {}};
    }
    case Kind::true_:
    case Kind::false_:
      return {literal(Known::bool_, expression.text()), Evidence::literal, {}};
    case Kind::none_literal:
      return {Type::none, Evidence::literal, {}};
    case Kind::not_operator:
    case Kind::comparison_operator:
      return {pool_.instance(Known::bool_), Evidence::literal, {}};
    case Kind::call:
      return evaluate_call_expression(expression);
    case Kind::subscript:
      return evaluate_subscript(expression);
    case Kind::slice:
      return {pool_.instance(Known::slice), Evidence::literal, {}};
    case Kind::binary_operator:
      return evaluate_binary(expression);
    case Kind::unary_operator: {
      const Type operand = type_of(expression.child(Field::argument)).type;
      return {pool_.is(operand, Known::int_) ? pool_.instance(Known::int_) : widened(operand), Evidence::literal, {}};
    }
    case Kind::boolean_operator: {
      const bool is_and = expression.child(Field::operator_).is(Kind::token_and);
      const Typed left = type_of(expression.child(Field::left));
      const Typed right = type_of(expression.child(Field::right));
      const Type kept = truthy(left.type, !is_and);
      return {pool_.join(kept, right.type), kept == Type::never ? right.evidence : left.evidence, {}};
    }
    case Kind::conditional_expression: {
      const Typed held = type_of(expression.child(0U));
      const Typed failed = type_of(expression.child(2U));
      return {pool_.join(held.type, failed.type), held.evidence, {}};
    }
    case Kind::named_expression:
      return type_of(expression.child(Field::value));
    case Kind::await:
      return {awaited(type_of(expression.first_child()).type), type_of(expression.first_child()).evidence, {}};
    case Kind::list:
    case Kind::set:
    case Kind::tuple:
    case Kind::expression_list:
    case Kind::dictionary:
      return evaluate_display(expression);
    case Kind::list_comprehension:
    case Kind::set_comprehension:
    case Kind::dictionary_comprehension:
    case Kind::generator_expression:
      return evaluate_comprehension(expression);
    case Kind::yield: {
      // `yield from` gives what the generator returns.
      if (!expression.text().starts_with("yield from")) return {};
      const Type inner = as_base(type_of(expression.first_child()).type, types::class_id(Known::generator));
      return {inner == Type::unknown ? Type::unknown : pool_.argument(inner, 2), Evidence::call, {}};
    }
    case Kind::lambda: {
      const std::array<Type, 1> result{widened(type_of(expression.child(Field::body)).type)};
      return {pool_.make(Form::callable, 0, result), Evidence::literal, {}};
    }
    default:
      return {};
  }
}

Type Evaluator::literal(Known known, std::string_view source) {
  const Type instance = pool_.instance(known);
  const auto id = stubs_.find_literal(source);
  if (!id) return instance;
  const std::array<Type, 1> of{instance};
  return pool_.make(Form::literal, *id, of);
}

Typed Evaluator::evaluate_string(Node string) {
  if (syntax::is_bytes_literal(string)) return {pool_.instance(Known::bytes), Evidence::literal, {}};
  const std::string_view content = syntax::string_content(string);
  const bool plain = string.is(Kind::string) && content.find('\\') == std::string_view::npos;
  if (!plain || content.size() > 32) return {pool_.instance(Known::str), Evidence::literal, {}};
  return {literal(Known::str, '"' + std::string(content) + '"'), Evidence::literal, {}};
}

Type Evaluator::widened(Type type) {
  if (pool_.form(type) == Form::literal) return pool_.argument(type, 0);
  if (pool_.form(type) != Form::union_of) return type;
  Type all = Type::never;
  for (const Type member : pool_.members(type)) {
    all = pool_.join(all, pool_.form(member) == Form::literal ? pool_.argument(member, 0) : member);
  }
  return all;
}

// The part of `type` whose truth may be `truth`.
Type Evaluator::truthy(Type type, bool truth) {
  Type kept = Type::never;
  for (const Type member : pool_.members(type)) {
    const bool always_false = member == Type::none;
    const Form form = pool_.form(member);
    const bool always_true = form == Form::function || form == Form::bound_method || form == Form::class_object ||
                             form == Form::module || form == Form::callable;
    if (truth ? always_false : always_true) continue;
    kept = pool_.join(kept, member);
  }
  return kept;
}

Typed Evaluator::evaluate_subscript(Node node) {
  const syntax::Subscript subscript(node);
  const Typed base = type_of(subscript.value());
  const Node index = subscript.index();
  if (base.type == Type::none) return {};
  Type result = Type::never;
  for (const Type one : pool_.members(base.type)) {
    const Type member = as_plain_tuple(one);
    if (const std::optional<Type> item = typed_dict_item(member, index)) {
      result = pool_.join(result, *item);
      continue;
    }
    if (pool_.form(member) == Form::class_object) {
      // `list[bytes]` as a value: the class with arguments. What it is called with decides later.
      result = pool_.join(result, declared(node, scopes_.scope_of(node)) == Type::unknown ? Type::unknown : member);
      continue;
    }
    if (member == Type::none) continue;  // raises
    if (pool_.form(member) == Form::tuple) {
      if (const auto position = position_in(pool_[member].argument_count, index)) {
        result = pool_.join(result, pool_.argument(member, *position));
        continue;
      }
    }
    if (pool_.is(member, Known::buffer) && index.is(Kind::slice)) {
      result = pool_.join(result, member);
      continue;
    }
    if (pool_.is(member, Known::dict) && pool_.form(pool_.argument(member, 1)) == Form::union_of) {
      if (const auto item = item_under_key(subscript.value(), index)) {
        result = pool_.join(result, *item);
        continue;
      }
    }
    const std::array<Type, 1> key{index ? type_of(index).type : Type::unknown};
    result = pool_.join(result, call_method(member, "__getitem__", key));
  }
  return {result, base.evidence, base.because};
}

Type Evaluator::binary_result(Type left, Kind operator_kind, Type right) {
  const OperatorMethods methods = methods_of(operator_kind);
  if (methods.method.empty() || left == Type::none || right == Type::none) return Type::unknown;
  Type result = Type::never;
  for (const Type one : pool_.members(left)) {
    if (one == Type::none) continue;
    if (pool_.form(one) == Form::tuple) return Type::unknown;
    for (const Type other : pool_.members(right)) {
      const std::array<Type, 1> argument{widened(other)};
      Type answer = call_method(widened(one), methods.method, argument);
      if (answer == Type::unknown && one != Type::unknown) {
        const std::array<Type, 1> reflected{widened(one)};
        answer = call_method(widened(other), methods.reflected, reflected);
      }
      result = pool_.join(result, answer);
    }
  }
  return result;
}

Typed Evaluator::evaluate_binary(Node node) {
  const syntax::BinaryOperator binary(node);
  const Typed left = type_of(binary.left());
  const Typed right = type_of(binary.right());
  // `b"..." + x` is bytes whatever x is, unless x is of a class with a reflected method of its own.
  const Kind kind = binary.operator_kind();
  if (right.type == Type::unknown && (kind == Kind::token_plus || kind == Kind::token_percent)) {
    const Type whole = widened(left.type);
    if (pool_.is(whole, Known::bytes) || pool_.is(whole, Known::str)) return {whole, left.evidence, left.because};
  }
  const Type result = binary_result(left.type, kind, right.type);
  return {result, left.type == result ? left.evidence : right.evidence, {}};
}

Typed Evaluator::evaluate_display(Node display) {
  const Kind kind = display.kind();
  if (kind == Kind::tuple || kind == Kind::expression_list) {
    std::vector<Type> parts;
    for (const Node part : display.children()) {
      if (part.is(Kind::list_splat)) return {pool_.instance(Known::tuple), Evidence::literal, {}};
      parts.push_back(type_of(part).type);
      if (parts.size() > 16) return {pool_.instance(Known::tuple), Evidence::literal, {}};
    }
    return {pool_.make(Form::tuple, 0, parts), Evidence::literal, {}};
  }
  Type element = Type::never;
  Type value = Type::never;
  std::size_t seen = 0;
  for (const Node part : display.children()) {
    if (++seen > 64) {
      element = value = Type::unknown;
      break;
    }
    if (part.is(Kind::pair)) {
      element = pool_.join(element, widened(type_of(part.child(Field::key)).type));
      value = pool_.join(value, widened(type_of(part.child(Field::value)).type));
    } else if (part.is(Kind::list_splat)) {
      element = pool_.join(element, element_of(type_of(part.first_child()).type));
    } else if (part.is(Kind::dictionary_splat)) {
      element = value = Type::unknown;
    } else {
      element = pool_.join(element, widened(type_of(part).type));
    }
  }
  if (element == Type::never) element = Type::unknown;
  if (value == Type::never) value = Type::unknown;
  if (kind == Kind::list) return {pool_.instance(Known::list, {element}), Evidence::literal, {}};
  if (kind == Kind::set) return {pool_.instance(Known::set, {element}), Evidence::literal, {}};
  return {pool_.instance(Known::dict, {element, value}), Evidence::literal, {}};
}

Typed Evaluator::evaluate_comprehension(Node comprehension) {
  const Node body = comprehension.child(Field::body);
  const bool pairs = comprehension.is(Kind::dictionary_comprehension);
  const Type element = widened(type_of(pairs ? body.child(Field::key) : body).type);
  const Type value = pairs ? widened(type_of(body.child(Field::value)).type) : Type::unknown;
  if (pairs) return {pool_.instance(Known::dict, {element, value}), Evidence::literal, {}};
  if (comprehension.is(Kind::list_comprehension))
    return {pool_.instance(Known::list, {element}), Evidence::literal, {}};
  if (comprehension.is(Kind::set_comprehension)) return {pool_.instance(Known::set, {element}), Evidence::literal, {}};
  return {pool_.instance(Known::generator, {element, Type::none, Type::none}), Evidence::literal, {}};
}

Typed Evaluator::evaluate_attribute(Node node) {
  const syntax::Attribute attribute(node);
  const Typed object = type_of(attribute.object());
  return {member(object.type, attribute.name()), object.evidence, object.because};
}

Type Evaluator::awaited(Type type) {
  Type result = Type::never;
  for (const Type member : pool_.members(type)) {
    const Type coroutine = as_base(member, types::class_id(Known::coroutine));
    const Type awaitable = as_base(member, types::class_id(Known::awaitable));
    Type one = Type::unknown;
    if (coroutine != Type::unknown) {
      one = pool_.argument(coroutine, 2);
    } else if (awaitable != Type::unknown) {
      one = pool_.argument(awaitable, 0);
    }
    result = pool_.join(result, one);
  }
  return result;
}

Type Evaluator::element_of(Type iterable) {
  Type result = Type::never;
  for (const Type one : pool_.members(iterable)) {
    if (one == Type::none) continue;
    const Type member = as_plain_tuple(one);
    if (pool_.form(member) == Form::tuple) {
      const std::vector<Type> parts(pool_.arguments(member).begin(), pool_.arguments(member).end());
      result = pool_.join(result, pool_.join(parts));
      continue;
    }
    const Type nominal = as_base(member, types::class_id(Known::iterable));
    if (nominal != Type::unknown) {
      result = pool_.join(result, pool_.argument(nominal, 0));
      continue;
    }
    const Type iterator = call_method(member, "__iter__", {});
    result = pool_.join(result, call_method(iterator, "__next__", {}));
  }
  return result;
}

}  // namespace slicecop::semantics
