#include "types/pool.h"

#include <vector>

#include "catch.h"
#include "types/substitute.h"

using namespace slicecop::types;

TEST_CASE("equal types are one type") {
  Pool pool;
  const Type bytes = pool.instance(Known::bytes);
  CHECK(pool.instance(Known::bytes) == bytes);
  CHECK(pool.instance(Known::list, {bytes}) == pool.instance(Known::list, {bytes}));
  CHECK(pool.instance(Known::list, {bytes}) != pool.instance(Known::list));
  CHECK(pool.class_object(class_id(Known::bytes)) != bytes);
}

TEST_CASE("a pool on top of another finds what is there already") {
  Pool below;
  const Type bytes = below.instance(Known::bytes);
  const StaticPool base{below.own_nodes(), below.own_arguments(), below.own_index()};
  Pool pool(base);
  CHECK(pool.instance(Known::bytes) == bytes);
  const Type list = pool.instance(Known::list, {bytes});
  CHECK(static_cast<std::size_t>(list) == base.nodes.size());
  CHECK(pool.argument(list, 0) == bytes);
}

TEST_CASE("many types survive the growth of the pool") {
  Pool pool;
  std::vector<Type> made;
  made.reserve(5000);
  for (ClassId id = 0; id < 5000; ++id) made.push_back(pool.instance(id));
  for (ClassId id = 0; id < 5000; ++id) CHECK(pool.instance(id) == made[id]);
}

TEST_CASE("a join is a sorted set without never") {
  Pool pool;
  const Type bytes = pool.instance(Known::bytes);
  const Type str = pool.instance(Known::str);
  CHECK(pool.join(bytes, bytes) == bytes);
  CHECK(pool.join(Type::never, bytes) == bytes);
  CHECK(pool.join(bytes, str) == pool.join(str, bytes));
  const Type three = pool.join(pool.join(bytes, str), Type::none);
  CHECK(pool.members(three).size() == 3);
  CHECK(pool.join(three, bytes) == three);
  CHECK(pool.members(Type::never).empty());
  CHECK(pool.members(pool.join(bytes, Type::unknown)).size() == 2);
}

TEST_CASE("a union with too many members widens its literals before it gives up") {
  Pool pool;
  const Type str = pool.instance(Known::str);
  std::vector<Type> literals;
  literals.reserve(most_members + 1);
  for (StringId id = 0; id < most_members; ++id) literals.push_back(pool.make(Form::literal, id, std::array{str}));
  CHECK(pool.members(pool.join(literals)).size() == most_members);
  literals.push_back(Type::none);
  CHECK(pool.join(literals) == pool.join(str, Type::none));

  std::vector<Type> classes;
  classes.reserve(most_members + 1);
  for (ClassId id = 0; id <= most_members; ++id) classes.push_back(pool.instance(id));
  CHECK(pool.join(classes) == Type::unknown);
}

TEST_CASE("the class of a value") {
  Pool pool;
  const Type bytes = pool.instance(Known::bytes);
  CHECK(pool.is(bytes, Known::bytes));
  CHECK(pool.is(pool.make(Form::literal, 7, std::array{bytes}), Known::bytes));
  CHECK(pool.is(pool.make(Form::tuple, 0, std::array{bytes}), Known::tuple));
  CHECK_FALSE(pool.is(pool.class_object(class_id(Known::bytes)), Known::bytes));
  CHECK_FALSE(pool.is(pool.join(bytes, Type::none), Known::bytes));
}

TEST_CASE("substitution reaches every part, and joins and collapses what it makes") {
  Pool pool;
  const Type bytes = pool.instance(Known::bytes);
  const Type str = pool.instance(Known::str);
  const Type t = pool.make(Form::type_variable, 1);
  const Type u = pool.make(Form::type_variable, 2);
  const std::array<TypeVariableId, 2> parameters{1, 2};
  const std::array<Type, 2> arguments{bytes, str};
  const auto replaced = [&](Type type) {
    return substitute(pool, type, {.parameters = parameters, .arguments = arguments});
  };

  CHECK(replaced(t) == bytes);
  CHECK(replaced(bytes) == bytes);
  CHECK(replaced(pool.instance(Known::dict, {u, t})) == pool.instance(Known::dict, {str, bytes}));
  CHECK(replaced(pool.join(t, bytes)) == bytes);
  CHECK(replaced(pool.make(Form::tuple, 0, std::array{t, u})) == pool.make(Form::tuple, 0, std::array{bytes, str}));
  CHECK(replaced(pool.instance(Known::type, {t})) == pool.class_object(class_id(Known::bytes)));
  CHECK(replaced(pool.make(Form::type_variable, 3)) == pool.make(Form::type_variable, 3));
}

TEST_CASE("a variable without an argument is unknown, Self is replaced when it is known") {
  Pool pool;
  const Type bytes = pool.instance(Known::bytes);
  const Type t = pool.make(Form::type_variable, 1);
  const Type self = pool.make(Form::self_type, 0);
  const std::array<TypeVariableId, 1> parameters{1};
  CHECK(substitute(pool, pool.instance(Known::list, {t}), {.parameters = parameters, .arguments = {}}) ==
        pool.instance(Known::list));
  CHECK(substitute(pool, self, {.parameters = {}, .arguments = {}}) == self);
  CHECK(substitute(pool, self, {.parameters = {}, .arguments = {}, .self = bytes}) == bytes);
  CHECK(pool.is_generic(pool.instance(Known::list, {self})));
  CHECK_FALSE(pool.is_generic(pool.instance(Known::list, {bytes})));
}

TEST_CASE("substitution into a type that is deeper than any program's ends") {
  Pool pool;
  Type deep = pool.make(Form::type_variable, 1);
  for (int i = 0; i < 10000; ++i) deep = pool.instance(Known::list, {deep});
  const std::array<TypeVariableId, 1> parameters{1};
  const std::array<Type, 1> arguments{pool.instance(Known::bytes)};
  const Type result = substitute(pool, deep, {.parameters = parameters, .arguments = arguments});
  CHECK(pool.is(result, Known::list));
  CHECK_FALSE(pool.is_generic(result));
}
