// Reads the annotations of stub files, each in its scope and for one version at a time.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "stubs/compile/lookup.h"
#include "types/pool.h"

namespace slicecop::stubs::compile {

using types::Type;
using types::TypeVariableId;

struct TypeVariable {
  Name name;
  VariableKind kind;
  Type bound = Type::unknown;
  Type constraints = Type::never;
  Type default_type = Type::unknown;

  friend auto operator<=>(const TypeVariable&, const TypeVariable&) = default;
};

/// Where an annotation stands.
struct Place {
  const Scope* scope;
  std::span<const TypeParameter> parameters = {};  ///< of the function or alias around it, `def f[T]`
};

/// What an alias stands for, in some versions.
struct AliasMeaning {
  VersionSet versions;
  Type type;
  std::vector<TypeVariableId> parameters;
};

/// Names that mean nothing, for the report.
struct UnresolvedName {
  std::string module;
  std::string name;
  std::string problem;
  friend auto operator<=>(const UnresolvedName&, const UnresolvedName&) = default;
};

class Annotations {
 public:
  Annotations(Program& program, const Lookup& lookup, types::Pool& pool, Names& literals);

  /// The declared type; narrows the window. The type variables that occur are appended to `variables`, each once, in
  /// the order in which they are written.
  Type read(syntax::Node node, const Place& place, Window& window, std::vector<TypeVariableId>* variables = nullptr);

  /// What the alias (an entity of that kind) means in the window's version.
  AliasMeaning alias(const Entity& entity, Window& window);

  /// The variable that a `T = TypeVar("T")` declares.
  Type type_variable(const Entity& entity, std::vector<TypeVariableId>* variables);
  Type type_variable(const TypeParameter& parameter, const Place& place, std::vector<TypeVariableId>* variables);

  /// The type that a NewType is another name for.
  Type new_type(const Entity& entity, Window& window);

  [[nodiscard]] const std::vector<TypeVariable>& variables() const { return variables_; }
  [[nodiscard]] const Lookup& lookup() const { return lookup_; }
  [[nodiscard]] types::Pool& pool() { return pool_; }
  [[nodiscard]] const types::Pool& pool() const { return pool_; }
  Names& literals() { return literals_; }

  void report(const Place& place, std::string_view name, std::string_view problem);
  [[nodiscard]] const std::map<UnresolvedName, int>& unresolved() const { return unresolved_; }
  [[nodiscard]] const std::map<std::string, int>& external() const { return external_; }
  void count_external(std::string_view name) { ++external_[std::string(name.substr(0, name.find('.')))]; }

  [[nodiscard]] Program& program() { return program_; }
  [[nodiscard]] const Program& program() const { return program_; }

 private:
  TypeVariableId make_variable(const TypeVariable& variable);
  Type use_variable(TypeVariableId id, std::vector<TypeVariableId>* variables);
  TypeVariable read_variable(const Declaration& declaration, const Scope& scope);

  Program& program_;
  const Lookup& lookup_;
  types::Pool& pool_;
  Names& literals_;
  std::vector<TypeVariable> variables_;
  std::map<TypeVariable, TypeVariableId> variable_ids_;
  std::unordered_map<const void*, TypeVariableId> made_;  ///< by declaration or parameter; no_index while being made
  std::unordered_map<const Declaration*, std::vector<AliasMeaning>> aliases_;
  std::unordered_map<const Declaration*, int> open_;  ///< aliases being read
  std::map<UnresolvedName, int> unresolved_;
  std::map<std::string, int> external_;
};

}  // namespace slicecop::stubs::compile
