// Which values are memoryviews beyond doubt: what the rules about existing views demand before they call something an
// error.
#pragma once

#include <string>

#include "engine/context.h"
#include "semantics/model.h"
#include "semantics/typed.h"
#include "syntax/tree.h"

namespace slicecop::engine {

struct CertainView {
  semantics::Typed typed;
  bool is_view = false;   ///< it is, or may be, a memoryview, and that is written down
  bool alone = false;     ///< it is nothing else; None aside
  bool optional = false;  ///< it may be None

  explicit operator bool() const { return is_view; }

  /// ", where `data` is a memoryview" of what may be bytes as well; empty of what is a view and nothing else.
  [[nodiscard]] std::string where(syntax::Node expression) const;
};

/// A view by annotation, stub or constructor; what a value is handed to proves nothing here. A union that names
/// memoryview (`bytes | memoryview`) counts where nothing in the function tells the members apart: no test of the
/// value that the flow of types does not follow. In a file that names no memoryview, only what a parameter's annotation
/// says (an alias, perhaps, that another file defines) is asked for: the question costs, and is put about every call.
CertainView certain_view(Context& context, syntax::Node expression);

/// True where the items of the view may be bytes and not numbers, after `cast("c")`.
bool has_byte_items(semantics::Model& model, const CertainView& view);

}  // namespace slicecop::engine
