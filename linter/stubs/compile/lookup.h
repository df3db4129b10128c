// From a name to what it stands for, through scopes, imports and aliases, in one version of Python.
#pragma once

#include <string_view>

#include "stubs/compile/program.h"
#include "types/annotation.h"

namespace slicecop::stubs::compile {

enum class EntityKind : std::uint8_t {
  none,
  external,       ///< in a module that typeshed does not have (numpy)
  class_,         ///< index: Program::classes
  function,       ///< index: Program::functions
  property,       ///< index: Program::functions
  variable,       ///< declaration
  alias,          ///< declaration: of a type
  type_variable,  ///< declaration
  new_type,       ///< declaration
  special,        ///< special: a special form of typing
  marker,         ///< marker: a base that is no class
  module,         ///< index: Program::modules
};

enum class Marker : std::uint8_t { generic, protocol, typed_dict };

struct Entity {
  EntityKind kind = EntityKind::none;
  Index index = no_index;
  types::SpecialForm special = types::SpecialForm::none;
  Marker marker = Marker::generic;
  const Declaration* declaration = nullptr;
  const Scope* scope = nullptr;  ///< where the declaration stands

  [[nodiscard]] bool is(EntityKind wanted) const { return kind == wanted; }
};

class Lookup {
 public:
  explicit Lookup(const Program& program);

  /// A name as the body of `scope` sees it: of the class itself, the module, builtins; a dotted one through its parts.
  /// Narrows the window to the versions in which the answer is the same.
  Entity find(const Scope& scope, std::string_view dotted, Window& window) const;

  /// What `declaration`, which stands in `scope`, stands for: imports and `a = b` are followed.
  Entity follow(const Scope& scope, const Declaration& declaration, Window& window) const;

  /// The member `name` of a module or a class itself.
  Entity member(const Entity& of, Name name, Window& window) const;

  /// The class `name` that `module` declares for the representative version; no_index if there is none.
  [[nodiscard]] Index class_named(std::string_view module, std::string_view name) const;

 private:
  Entity follow(const Scope& scope, const Declaration& declaration, Window& window, int depth) const;
  Entity find(const Scope& scope, std::string_view dotted, Window& window, int depth) const;
  Entity find_first(const Scope& scope, Name name, Window& window, int depth) const;
  Entity member(const Entity& of, Name name, Window& window, int depth) const;
  Entity in_module(Name module, Name name, Window& window, int depth) const;
  Entity undeclared(const Module& module, Window& window) const;
  Entity in_class(const Class& of, Name name, Window& window, int depth) const;
  Entity value(const Scope& scope, const Declaration& declaration, Window& window, int depth) const;
  [[nodiscard]] Entity submodule(const Module& module, Name name) const;
  [[nodiscard]] Entity special(const Scope& scope, const Declaration& declaration) const;

  const Program& program_;
  Index builtins_ = no_index;
  Index typing_ = no_index;
  Index typing_extensions_ = no_index;
  Index abstract_buffer_ = no_index;  ///< collections.abc.Buffer
};

}  // namespace slicecop::stubs::compile
