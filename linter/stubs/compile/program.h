// Everything that the stub files declare, by scope, before any of it is given a meaning: names, versions and syntax.
#pragma once

#include <deque>
#include <unordered_map>
#include <vector>

#include "stubs/compile/names.h"
#include "stubs/compile/source.h"
#include "stubs/compile/version_set.h"
#include "syntax/tree.h"
#include "types/type.h"

namespace slicecop::stubs::compile {

using Index = std::uint32_t;
inline constexpr Index no_index = 0xffffffff;

enum class DeclarationKind : std::uint8_t {
  class_,         ///< index: of a class
  function,       ///< index: of a function
  property,       ///< index: of the function that gets it
  variable,       ///< `name: node`, with `value` where there is one; neither: a variable of unknown type
  value,          ///< `name = value`, which may be an alias
  type_alias,     ///< `name: TypeAlias = value` and `type name = value`
  type_variable,  ///< `name = TypeVar(...)`: value is the call
  new_type,       ///< `name = NewType("name", Base)`: value is Base
  module,         ///< `import target`
  imported,       ///< `from target import imported`
};

enum class VariableKind : std::uint8_t { type, parameters, tuple };  ///< TypeVar, ParamSpec, TypeVarTuple

/// `[T: bound, *Ts, **P]` behind the name of a class, function or alias.
struct TypeParameter {
  Name name;
  VariableKind kind;
  syntax::Node bound;
};

struct Declaration {
  Name name;
  VersionSet versions;
  DeclarationKind kind;
  bool exported = true;  ///< other modules see it
  Index index = no_index;
  syntax::Node node = {};
  syntax::Node value = {};
  Name target = no_name;
  Name imported = no_name;
  std::vector<TypeParameter> parameters = {};  ///< of `type name[T] = ...`
};

struct StarImport {
  Name target;
  VersionSet versions;
};

/// The body of a module or a class.
struct Scope {
  Index module;
  Index owner = no_index;  ///< the class
  std::deque<Declaration> declarations;
  std::unordered_map<Name, std::vector<Index>> by_name;
  std::vector<Name> order;  ///< the keys of by_name in the order in which they came

  std::vector<StarImport> stars;
  bool has_all = false;  ///< `__all__` is there
  std::vector<Name> all;
  std::vector<Name> all_of;  ///< modules whose `__all__` is part of it

  [[nodiscard]] const std::vector<Index>* find(Name name) const {
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : &found->second;
  }

  Declaration& add(Declaration declaration) {
    std::vector<Index>& indices = by_name[declaration.name];
    if (indices.empty()) order.push_back(declaration.name);
    indices.push_back(static_cast<Index>(declarations.size()));
    return declarations.emplace_back(std::move(declaration));
  }
};

/// A field of a functional named tuple: `NamedTuple("Point", [("x", int)])`.
struct TupleField {
  Name name;
  syntax::Node type;
};

struct Class {
  Name name;       ///< "BytesIO"
  Name full_name;  ///< "Outer.Inner"
  Index module;
  Index outer = no_index;
  VersionSet versions;
  syntax::Node definition;  ///< class_definition; no node for a functional named tuple
  std::vector<TypeParameter> parameters;
  std::vector<TupleField> fields;
  bool is_functional_tuple = false;
  bool is_functional_dict = false;
  bool is_dataclass = false;
  Scope scope;
  types::ClassId id = no_index;
};

/// One `def`.
struct Definition {
  VersionSet versions;
  syntax::Node node;
  bool is_overload;
  std::vector<TypeParameter> parameters;
};

enum class ResultWrapper : std::uint8_t { none, context_manager, async_context_manager };

/// All definitions of one name in one scope that are of the same sort.
struct Function {
  Name name;
  Index module;
  Index owner = no_index;
  std::uint8_t flags = 0;  ///< FunctionFlag
  ResultWrapper wrapper = ResultWrapper::none;
  const Scope* scope = nullptr;  ///< where its annotations are read
  std::vector<Definition> definitions = {};
};

struct Module {
  Name name;
  VersionSet versions = all_versions;
  bool is_filled = false;  ///< a file declares its names
  bool is_third_party = false;
  Scope scope;
  std::vector<Name> submodules;  ///< last parts, sorted
};

struct Program {
  Names names;
  std::vector<Source> sources;
  std::deque<Module> modules;  ///< sorted by name
  std::unordered_map<Name, Index> module_by_name;
  std::deque<Class> classes;
  std::deque<Function> functions;

  [[nodiscard]] const Module* module(Name name) const {
    const auto found = module_by_name.find(name);
    return found == module_by_name.end() ? nullptr : &modules[found->second];
  }
};

}  // namespace slicecop::stubs::compile
