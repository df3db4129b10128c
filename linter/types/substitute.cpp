#include "types/substitute.h"

#include <algorithm>
#include <array>
#include <vector>

namespace slicecop::types {

namespace {

constexpr int deepest = 64;

class Substituter {
 public:
  Substituter(Pool& pool, const Substitution& substitution) : pool_(pool), substitution_(substitution) {}

  Type apply(Type type, int depth) {
    if (!pool_.is_generic(type)) return type;
    if (depth > deepest) return Type::unknown;
    const TypeNode node = pool_[type];
    if (node.form == Form::type_variable) return variable(type, node.payload);
    if (node.form == Form::self_type) return substitution_.self == Type::unknown ? type : substitution_.self;
    const std::span<const Type> before = pool_.arguments(type);
    std::vector<Type> arguments(before.begin(), before.end());
    for (Type& argument : arguments) argument = apply(argument, depth + 1);
    return rebuild(node, arguments);
  }

 private:
  [[nodiscard]] Type variable(Type type, TypeVariableId id) const {
    const auto found = std::ranges::find(substitution_.parameters, id);
    if (found == substitution_.parameters.end()) return type;
    const auto index = static_cast<std::size_t>(found - substitution_.parameters.begin());
    return index < substitution_.arguments.size() ? substitution_.arguments[index] : Type::unknown;
  }

  Type rebuild(const TypeNode& node, std::span<const Type> arguments) {
    switch (node.form) {
      case Form::union_of:
        return pool_.join(arguments);
      case Form::instance:
        if (node.payload == class_id(Known::type) && arguments.size() == 1) {
          return class_objects_of(pool_, arguments.front());
        }
        return make_instance(pool_, node.payload, arguments);
      default:
        return pool_.make(node.form, node.payload, arguments);
    }
  }

  Pool& pool_;
  const Substitution& substitution_;
};

}  // namespace

Type substitute(Pool& pool, Type type, const Substitution& substitution) {
  return Substituter(pool, substitution).apply(type, 0);
}

Type class_objects_of(Pool& pool, Type type) {
  Type result = Type::never;
  for (const Type member : pool.members(type)) {
    const TypeNode node = pool[member];
    Type object = pool.instance(Known::type);
    if (node.form == Form::instance) {
      const std::span<const Type> arguments = pool.arguments(member);
      object = pool.class_object(node.payload, std::vector<Type>(arguments.begin(), arguments.end()));
    } else if (node.form == Form::tuple) {
      object = pool.class_object(class_id(Known::tuple));
    } else if (node.form == Form::type_variable || node.form == Form::self_type) {
      const std::array<Type, 1> argument{member};
      object = pool.instance(class_id(Known::type), argument);
    }
    result = pool.join(result, object);
  }
  return result == Type::never ? pool.instance(Known::type) : result;
}

Type make_instance(Pool& pool, ClassId id, std::span<const Type> arguments) {
  const bool telling = std::ranges::any_of(arguments, [](Type type) { return type != Type::unknown; });
  return pool.instance(id, telling ? arguments : std::span<const Type>{});
}

}  // namespace slicecop::types
