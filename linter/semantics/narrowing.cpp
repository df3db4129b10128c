// Evaluator: what a condition tells of a value.

#include "semantics/evaluator.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Form;

Type Evaluator::narrowed(Type type, Node condition, bool positive, ScopeId /*scope*/) {
  switch (condition.kind()) {
    case Kind::identifier:
    case Kind::attribute:
    case Kind::named_expression:
      return truthy(type, positive);
    case Kind::call: {
      const syntax::Call call(condition);
      if (call.function().text() != "isinstance") return type;
      return narrowed_to(type, class_tested(call.positional(1)), positive);
    }
    case Kind::comparison_operator: {
      const Node left = syntax::unparenthesized(condition.first_child());
      const Node relation = condition.child(Field::operators);
      const Node right = relation.next_sibling();
      const bool negated = relation.is_any(Kind::token_is_not, Kind::token_bang_equal, Kind::token_not_in);
      const bool holds = positive != negated;
      if (left.is(Kind::call)) {
        if (syntax::Call(left).function().text() != "type") return type;
        // type(x) is C: where it does not hold, a subclass of C may still be there.
        return holds ? narrowed_to(type, class_tested(right), true) : type;
      }
      if (right.is(Kind::none_literal)) return narrowed_to(type, Type::none, holds);
      return type;
    }
    case Kind::case_pattern:
      return narrowed_by_pattern(type, condition, positive);
    default:
      return type;
  }
}

Type Evaluator::narrowed_by_pattern(Type type, Node pattern, bool positive) {
  while (pattern.is_any(Kind::case_pattern, Kind::as_pattern)) pattern = pattern.first_child();
  if (pattern.is(Kind::union_pattern)) {
    Type matched = Type::never;
    Type left = type;
    for (const Node alternative : pattern.children()) {
      if (alternative.is(Kind::union_pattern)) return type;
      matched = pool_.join(matched, narrowed_by_pattern(left, alternative, true));
      left = narrowed_by_pattern(left, alternative, false);
    }
    return positive ? matched : left;
  }
  if (pattern.is(Kind::none_literal)) return narrowed_to(type, Type::none, positive);
  if (!pattern.is(Kind::class_pattern)) return type;
  if (!positive && pattern.child(1U)) return type;  // `bytes(x)` with parts may fail for another reason
  return narrowed_to(type, class_tested(pattern.first_child()), positive);
}

// The instances that an isinstance test of `classes` lets through; unknown where they are not all known.
Type Evaluator::class_tested(Node classes) {
  classes = syntax::unparenthesized(classes);
  if (classes.is(Kind::tuple)) {
    Type all = Type::never;
    for (const Node one : classes.children()) all = pool_.join(all, class_tested(one));
    return all;
  }
  if (classes.is(Kind::binary_operator)) {  // bytes | bytearray
    return pool_.join(class_tested(classes.child(Field::left)), class_tested(classes.child(Field::right)));
  }
  if (classes.is(Kind::none_literal)) return Type::none;
  Type value = type_of(classes).type;
  if (classes.is(Kind::dotted_name)) {
    // In a class pattern, where names are no expressions.
    value = classes.after() == classes.id() + 2
                ? evaluate_outer(atoms_.intern(classes.text()), scopes_.scope_of(classes)).type
                : Type::unknown;
  }
  const types::TypeNode node = pool_[value];
  if (node.form == Form::class_object) return pool_.instance(node.payload);
  if (node.form == Form::tuple) {
    Type all = Type::never;
    for (const Type part : std::vector<Type>(pool_.arguments(value).begin(), pool_.arguments(value).end())) {
      all =
          pool_.join(all, pool_.form(part) == Form::class_object ? pool_.instance(pool_[part].payload) : Type::unknown);
    }
    return all;
  }
  return Type::unknown;
}

// Of a protocol, which a class has without being derived from it: bytes and memoryview are each a Buffer.
bool Evaluator::has_protocol(Type instance, Type protocol) {
  if (pool_.form(instance) != Form::instance || pool_.form(protocol) != Form::instance) return false;
  Substitution substitution;
  return fit(instance, protocol, substitution) == Fit::yes;
}

Type Evaluator::narrowed_to(Type type, Type tested, bool positive) {
  Type result = Type::never;
  for (const Type member : pool_.members(type)) {
    if (member == Type::unknown || member == Type::any) {
      if (!positive) {
        result = pool_.join(result, member);
      } else if (tested != Type::none || pool_.members(type).size() == 1) {
        result = pool_.join(result, tested);
      }
      continue;
    }
    bool certain = false;
    Type within = Type::never;
    bool open = false;
    for (const Type test : pool_.members(tested)) {
      if (test == Type::unknown) {
        open = true;
      } else if (test == Type::none || member == Type::none) {
        certain = certain || test == member;
      } else if (is_subclass(pool_.class_of(member), pool_.class_of(test))) {
        certain = true;
      } else if (is_subclass(pool_.class_of(test), pool_.class_of(member)) || has_protocol(test, member)) {
        within = pool_.join(within, test);
      }
    }
    if (positive) {
      if (certain || open) result = pool_.join(result, member);
      if (!certain) result = pool_.join(result, within);
    } else if (!certain) {
      result = pool_.join(result, member);
    }
  }
  return result;
}

}  // namespace slicecop::semantics
