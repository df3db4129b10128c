// What a type is. A type is a small number: an index into a types::Pool, in which every distinct type stands once, so
// that equal types have equal numbers. The first types of every pool are those of the embedded stub table, so that a
// signature read from it needs no translation.
#pragma once

#include <cstdint>

namespace slicecop::types {

/// The four that need no pool. Everything else is made by Pool.
enum class Type : std::uint32_t {  // NOLINT(performance-enum-size): an index, not only these
  unknown = 0,                     ///< nothing is known; a rule that meets it keeps silent
  never = 1,                       ///< no value at all: unreachable, or not computed yet inside a loop
  none = 2,                        ///< None
  any = 3,  ///< declared `Any` or `object`: as good as unknown for a value, but a parameter of it takes everything
};

using ClassId = std::uint32_t;
using FunctionId = std::uint32_t;
using ModuleId = std::uint32_t;
using TypeVariableId = std::uint32_t;
using StringId = std::uint32_t;

/// Ids below are of the stub table, ids from here on of the document under analysis (its n-th class or function).
inline constexpr std::uint32_t first_document_id = 0x40000000;
/// Ids from here on are of other files of the same project.
inline constexpr std::uint32_t first_foreign_id = 0x60000000;

constexpr bool is_library(std::uint32_t id) { return id < first_document_id; }
constexpr bool is_document(std::uint32_t id) { return id >= first_document_id && id < first_foreign_id; }
/// False for 0xffffffff, which stands for none.
constexpr bool is_foreign(std::uint32_t id) { return id >= first_foreign_id && id != 0xffffffff; }

enum class Form : std::uint8_t {
  unknown,
  never,
  none,
  any,
  instance,      ///< payload: ClassId; arguments: type arguments (may be fewer than the class has parameters)
  class_object,  ///< the class itself as a value; payload: ClassId; arguments as for an instance. `type[T]` of a type
                 ///< variable is an instance of `type` with that argument
  literal,   ///< an instance with a known value; payload: StringId of its source form (`"rb"`, `b"x"`, `1`, `True`);
             ///< argument 0: the instance type
  tuple,     ///< a tuple of known length; arguments: one type per position. `tuple[int, ...]` is an instance
  union_of,  ///< arguments: at least two members, sorted, none of them a union or never
  type_variable,  ///< payload: TypeVariableId
  self_type,      ///< typing.Self in a declaration
  callable,       ///< payload: 1 if the parameters are known; argument 0: the result; then one per positional parameter
  function,       ///< payload: FunctionId
  bound_method,   ///< payload: FunctionId; argument 0: the receiver (an instance, or a class object for a classmethod)
  module,         ///< payload: ModuleId
  imported,       ///< something of another file, while one file is looked at alone; payload: its number there
};

/// A flag of TypeNode: a type variable or Self stands somewhere in it, so that substitution may change it.
inline constexpr std::uint8_t flag_generic = 1;

/// One type in a pool. Plain data, so that a table of them can be embedded in the program.
struct TypeNode {
  Form form;
  std::uint8_t flags;
  std::uint16_t argument_count;
  std::uint32_t payload;
  std::uint32_t first_argument;  ///< index into the pool's arguments

  friend constexpr bool operator==(const TypeNode&, const TypeNode&) = default;
};
static_assert(sizeof(TypeNode) == 12);

}  // namespace slicecop::types
