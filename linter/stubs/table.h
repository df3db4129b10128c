// What libraries promise: modules, classes, functions and their signatures, read from typeshed (and the overlay) at
// build time into one constant table inside the program. Nothing is read or built at start-up; all answers are views
// into that table.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "stubs/versions.h"
#include "types/annotation.h"
#include "types/pool.h"

namespace slicecop::stubs {

using types::ClassId;
using types::FunctionId;
using types::ModuleId;
using types::Type;
using types::TypeVariableId;

enum class SymbolKind : std::uint8_t {
  none,           ///< no such name, or not in that version
  class_,         ///< id: ClassId
  function,       ///< id: FunctionId
  variable,       ///< type: what reading it gives
  property,       ///< members only; type: what reading it from an instance gives
  module,         ///< id: ModuleId
  alias,          ///< of a type: type is what it stands for in an annotation (see Table::alias_parameters)
  type_variable,  ///< id: TypeVariableId
  special_form,   ///< id: a types::SpecialForm, such as `Optional`
};

/// What a name of a module or a class stands for. Aliases and re-exports are followed at build time.
struct Symbol {
  SymbolKind kind = SymbolKind::none;
  std::uint32_t id = 0;
  Type type = Type::unknown;

  explicit operator bool() const { return kind != SymbolKind::none; }
};

enum class ParameterKind : std::uint8_t { positional_only, positional, variadic, keyword_only, variadic_keyword };

struct Parameter {
  std::string_view name;
  Type type;  ///< of a variadic one: of each argument
  ParameterKind kind;
  bool has_default;
};

/// One `def` (one overload). A method's first parameter (self, cls) is among the parameters.
struct Signature {
  std::uint32_t first_parameter;
  std::uint32_t parameter_count;
  Type result;  ///< of a coroutine function: the awaited type wrapped as Coroutine[Any, Any, T]
};

enum class FunctionFlag : std::uint8_t {
  method = 1,  ///< defined in a class and takes self, or cls if it is a class_method too
  static_method = 2,
  class_method = 4,  ///< `@classmethod`, `__new__`, `__init_subclass__`, `__class_getitem__`
  coroutine = 8,     ///< async def
};

struct Function {
  std::string_view name;
  ModuleId module;
  ClassId owner;  ///< 0xffffffff: none
  std::uint8_t flags;
  [[nodiscard]] bool has(FunctionFlag flag) const { return (flags & static_cast<std::uint8_t>(flag)) != 0; }
};

enum class ClassFlag : std::uint8_t {
  protocol = 1,
  buffer = 2,  ///< it or a base of it defines `__buffer__`: memoryview() takes it
  typed_dict = 4,
  named_tuple = 8,
  enumeration = 16,
  unknown_base = 32,  ///< it or a base of it has a base that typeshed does not tell: what it lacks may be there
};

struct Class {
  std::string_view name;  ///< "BytesIO"; a nested class "Outer.Inner"
  ModuleId module;
  std::uint8_t flags;
  /// Instances, with arguments in terms of this class's type variables; of a named tuple the last is the tuple of its
  /// fields.
  std::span<const Type> bases;
  std::span<const TypeVariableId> type_parameters;
  [[nodiscard]] bool has(ClassFlag flag) const { return (flags & static_cast<std::uint8_t>(flag)) != 0; }
};

struct TypeVariable {
  std::string_view name;
  Type bound;         ///< unknown where there is none
  Type constraints;   ///< the union of them; never where there are none
  Type default_type;  ///< what it is where a class is given fewer arguments; unknown where there is none
};

/// A read-only view of a table in memory. Cheap to copy.
class Table {
 public:
  /// The one inside the program.
  static const Table& builtin();

  /// A table in `bytes`, which must outlive it and be 8-byte aligned. Nothing if it is not one of this version.
  static std::optional<Table> from_bytes(std::span<const std::byte> bytes);

  [[nodiscard]] types::StaticPool pool() const;

  /// The module with that full dotted name, whatever the version. `find` answers for each version.
  [[nodiscard]] std::optional<ModuleId> module(std::string_view name) const;
  /// The same, only if the module exists in that version.
  [[nodiscard]] std::optional<ModuleId> module(std::string_view name, PythonVersion version) const;
  [[nodiscard]] std::string_view module_name(ModuleId module) const;

  /// What `module.name` is in that version: a definition, a re-export or a submodule.
  [[nodiscard]] Symbol find(ModuleId module, std::string_view name, PythonVersion version) const;

  /// A class's own member; bases are not looked into (see linearization).
  [[nodiscard]] Symbol own_member(ClassId id, std::string_view name, PythonVersion version) const;

  /// Calls `visit(name, symbol)` for everything that the module exports (submodules too) in that version, by name,
  /// until it returns false.
  template <typename Visit>
  void each_symbol(ModuleId module, PythonVersion version, Visit&& visit) const {
    each(symbols_of_module(module), version, visit);
  }

  /// The same for a class's own members.
  template <typename Visit>
  void each_own_member(ClassId id, PythonVersion version, Visit&& visit) const {
    each(symbols_of_class(id), version, visit);
  }

  /// The class and all its bases in method resolution order, each as an instance with its arguments in terms of the
  /// type variables of `id`; computed at build time.
  [[nodiscard]] std::span<const Type> linearization(ClassId id) const;

  [[nodiscard]] Class class_at(ClassId id) const;
  [[nodiscard]] std::uint32_t class_count() const;
  [[nodiscard]] Function function_at(FunctionId id) const;

  /// The overloads of a function that exist in `version`, in order: calls `visit(signature)` until it returns false.
  template <typename Visit>
  void each_signature(FunctionId id, PythonVersion version, Visit&& visit) const {
    for (std::uint32_t i = first_signature(id); i < end_signature(id); ++i) {
      if (exists(i, version) && !visit(signature_at(i))) return;
    }
  }
  [[nodiscard]] Parameter parameter(const Signature& signature, std::uint32_t index) const;

  [[nodiscard]] TypeVariable type_variable(TypeVariableId id) const;

  /// The type variables that `Alias[X, Y]` replaces in the type of a SymbolKind::alias, in order.
  [[nodiscard]] std::span<const TypeVariableId> alias_parameters(const Symbol& alias) const;

  /// The source form of a literal: `"rb"`, `b"x"` (always double quotes), `1`, `True`; of an enum member `Color.RED`.
  [[nodiscard]] std::string_view literal(types::StringId id) const;

  /// The id of a literal's source form, if any signature mentions it.
  [[nodiscard]] std::optional<types::StringId> find_literal(std::string_view source) const;

 private:
  struct SymbolRun {
    std::uint32_t first;
    std::uint32_t end;
  };

  explicit Table(const std::byte* data) : data_(data) {}
  template <typename Entry>
  [[nodiscard]] std::span<const Entry> section(std::uint32_t index) const;
  [[nodiscard]] std::string_view string(std::uint32_t id) const;
  [[nodiscard]] std::span<const std::uint32_t> list(std::uint32_t start) const;
  [[nodiscard]] SymbolRun symbols_of_module(ModuleId module) const;
  [[nodiscard]] SymbolRun symbols_of_class(ClassId id) const;
  [[nodiscard]] Symbol find(SymbolRun run, std::string_view name, PythonVersion version) const;
  [[nodiscard]] std::string_view symbol_name(std::uint32_t index) const;
  [[nodiscard]] Symbol symbol(std::uint32_t index, PythonVersion version) const;
  [[nodiscard]] std::uint32_t first_signature(FunctionId id) const;
  [[nodiscard]] std::uint32_t end_signature(FunctionId id) const;
  [[nodiscard]] bool exists(std::uint32_t signature, PythonVersion version) const;
  [[nodiscard]] Signature signature_at(std::uint32_t signature) const;

  template <typename Visit>
  void each(SymbolRun run, PythonVersion version, Visit&& visit) const {
    for (std::uint32_t i = run.first; i < run.end; ++i) {
      const Symbol found = symbol(i, version);
      if (found && !visit(symbol_name(i), found)) return;
    }
  }

  const std::byte* data_;
};

}  // namespace slicecop::stubs
