// Reads an annotation (`bytes | None`, `"Optional[Buffer]"`, `typing.Union[...]`) to a type. What a name stands for is
// asked of the caller: the stub compiler looks into typeshed's modules, the semantic model into scopes and imports.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "syntax/tree.h"
#include "types/pool.h"

namespace slicecop::types {

/// Names with a meaning of their own in annotations.
enum class SpecialForm : std::uint8_t {
  none,
  any,             ///< Any
  optional,        ///< Optional[X]
  union_of,        ///< Union[X, ...]
  callable,        ///< Callable[[A], R], typing or collections.abc
  literal,         ///< Literal["rb", 1]
  type,            ///< Type[X], type[X]
  tuple,           ///< Tuple[...], tuple[...]
  transparent,     ///< Final[X], ClassVar[X], Annotated[X, ...], Required[X], NotRequired[X], ReadOnly[X], Unpack[X]: X
  self,            ///< Self
  never,           ///< Never, NoReturn
  boolean,         ///< TypeGuard[X], TypeIs[X]: bool
  literal_string,  ///< LiteralString: str
};

/// What a name in an annotation stands for.
struct NameMeaning {
  SpecialForm special = SpecialForm::none;
  /// Where `special` is none: a class object (the annotation then means an instance of it), a type variable, or any
  /// type that an alias stands for; unknown where the name means nothing.
  Type type = Type::unknown;
  /// `type` is what an alias stands for, and meant as it is even where it is a class object (`Maker = type[Frame]`).
  bool alias = false;
  /// The type variables that `Alias[X, Y]` replaces, in order. Looked at before the next call of the resolver.
  std::span<const TypeVariableId> parameters = {};
};

/// What special form the name is that `module` defines ("typing", "Optional"); none for all others. `module` may be
/// typing, typing_extensions, collections.abc, _collections_abc, builtins.
SpecialForm special_form(std::string_view module, std::string_view name);

class NameResolver {
 public:
  virtual ~NameResolver() = default;
  /// `name` is "x" or a dotted "a.b.c" as it stands in the annotation.
  virtual NameMeaning resolve(std::string_view name) = 0;
  /// The id of a literal's source form (as types/literal.h spells it), for Form::literal.
  virtual StringId intern(std::string_view literal) = 0;
};

/// The type that the annotation `node` (a `type` node or any expression) declares. A string is parsed as one. Parts
/// that are not understood are unknown; nesting beyond 32 levels is unknown. `object` is Type::any: as a parameter both
/// take everything, and as a value neither tells anything.
Type read_annotation(syntax::Node node, Pool& pool, NameResolver& names);

}  // namespace slicecop::types
