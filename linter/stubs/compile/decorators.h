// What the decorators of a stub's function make of it.
#pragma once

#include "stubs/compile/program.h"
#include "syntax/views.h"

namespace slicecop::stubs::compile {

struct Decoration {
  bool overload = false;
  bool static_method = false;
  bool class_method = false;
  bool property = false;
  bool accessor = false;  ///< `@name.setter` or the like: adds nothing to what reading gives
  bool unknown = false;   ///< something that may change everything
  ResultWrapper wrapper = ResultWrapper::none;
};

/// `scope` is that of the module, which may rename a decorator (`_magic = property`).
Decoration read_decorators(syntax::FunctionDefinition function, const Scope& scope, const Names& names);

/// `@dataclass`, `@dataclasses.dataclass(...)` stands above the class.
bool is_dataclass(syntax::Node decorated_definition);

/// The name of what is called: "TypeVar" of `typing.TypeVar("T")` and of `_TypeVar("T")`.
std::string_view constructor_name(syntax::Call call);

/// What stands behind the last dot: "overload" of "typing.overload".
std::string_view last_part(std::string_view dotted);

}  // namespace slicecop::stubs::compile
