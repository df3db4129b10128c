// A module that a fix calls by its name: whether the file imports it, and where an import of it would go.
#pragma once

#include <optional>
#include <string_view>

#include "syntax/tree.h"
#include "text/edit.h"

namespace slicecop::engine {

/// What the name of a module stands for in a file.
enum class ModuleName : std::uint8_t {
  imported,  ///< for the module, wherever it is used: an `import` at the top says so, above the place asked about
  unused,    ///< for nothing: an import may bring it
  other,     ///< for something else as well, or that cannot be told (`from x import *`)
};

ModuleName module_name(std::string_view name, syntax::Node place);

/// Writes `import name` among the imports at the top of the file, where they are in order. Nothing where there are
/// none.
std::optional<text::Edit> import_module(const syntax::Tree& tree, std::string_view name);

}  // namespace slicecop::engine
