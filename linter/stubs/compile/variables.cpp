#include "stubs/compile/variables.h"

#include <array>

#include "stubs/compile/decorators.h"
#include "stubs/table.h"
#include "types/literal.h"

namespace slicecop::stubs::compile {

namespace {

using syntax::Kind;
using syntax::Node;
using types::Form;
using types::Known;

// Longer ones are documentation, not values that a signature asks for.
constexpr std::size_t longest_literal = 32;

constexpr int longest_chain = 8;

}  // namespace

Type Variables::read(const Entity& entity, Window& window, int depth) {
  const Declaration& declaration = *entity.declaration;
  const types::ClassId enumeration = enumeration_of(*entity.scope, declaration);
  if (enumeration != no_index) return annotations_.pool().instance(enumeration);
  if (!declaration.node) return assigned(declaration);
  const std::string_view annotation = last_part(declaration.node.text());
  if (annotation == "ClassVar") return assigned(declaration);
  if (annotation == "Final") return read_final(entity, window, depth);
  return annotations_.read(declaration.node, {entity.scope}, window);
}

// `WIDTH: Final = 3` is a literal, `AF_INET: Final = AddressFamily.AF_INET` what that is.
Type Variables::read_final(const Entity& entity, Window& window, int depth) {
  const Node value = entity.declaration->value;
  if (value.is_any(Kind::identifier, Kind::attribute) && depth < longest_chain) {
    const Entity other = annotations_.lookup().find(*entity.scope, value.text(), window);
    if (other.is(EntityKind::variable) && other.declaration != entity.declaration)
      return read(other, window, depth + 1);
  }
  const Type type = assigned(*entity.declaration);
  const std::optional<types::Literal> literal = types::read_literal(value);
  if (!literal || literal->spelling.size() > longest_literal) return type;
  const std::array<Type, 1> instance{type};
  return annotations_.pool().make(Form::literal, annotations_.literals().intern(literal->spelling), instance);
}

types::ClassId Variables::enumeration_of(const Scope& scope, const Declaration& declaration) {
  if (scope.owner == no_index || !declaration.value || declaration.node) return no_index;
  if (annotations_.program().names.text(declaration.name).starts_with('_')) return no_index;
  const types::ClassId owner = annotations_.program().classes[scope.owner].id;
  const bool is_enumeration = (classes_.facts(owner).flags & static_cast<std::uint8_t>(ClassFlag::enumeration)) != 0;
  return is_enumeration ? owner : no_index;
}

// The type of a variable without an annotation that tells it.
Type Variables::assigned(const Declaration& declaration) {
  types::Pool& pool = annotations_.pool();
  if (declaration.value.is(Kind::none_literal)) return Type::none;
  if (declaration.value.is(Kind::float_)) return pool.instance(Known::float_);
  const std::optional<types::Literal> literal = types::read_literal(declaration.value);
  return literal ? pool.instance(literal->known) : Type::unknown;
}

}  // namespace slicecop::stubs::compile
