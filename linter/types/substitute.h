// Puts types in place of type variables: `list[T]` with T = bytes is `list[bytes]`.
#pragma once

#include <span>

#include "types/pool.h"

namespace slicecop::types {

struct Substitution {
  std::span<const TypeVariableId> parameters;
  /// One per parameter; where there are fewer, the rest is unknown.
  std::span<const Type> arguments;
  /// What Self stands for; unknown leaves it as it is.
  Type self = Type::unknown;
};

/// `type` with the substitution done everywhere in it; variables that it does not name stay. Parts nested deeper than
/// 64 levels are unknown.
Type substitute(Pool& pool, Type type, const Substitution& substitution);

/// The class objects whose instances `type` are: `Frame | Packet` gives `type[Frame] | type[Packet]`. A type variable
/// or Self gives `type` with that argument, anything else without a class plain `type`.
Type class_objects_of(Pool& pool, Type type);

/// An instance, without its arguments where all of them are unknown.
Type make_instance(Pool& pool, ClassId id, std::span<const Type> arguments);

}  // namespace slicecop::types
