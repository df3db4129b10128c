// What several rules need to write a fix.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "semantics/model.h"
#include "syntax/tree.h"
#include "text/edit.h"
#include "text/range.h"

namespace slicecop::engine {

/// True where a comment touches `range`: an edit that replaces it would lose the comment.
bool holds_comment(const syntax::Tree& tree, text::Range range);

/// Inserts `line` (no line end in it) above `statement`, with its indentation and the file's line ends. Nothing where
/// something else stands before it on its line.
std::optional<text::Edit> line_above(syntax::Node statement, std::string_view line);

/// The same below `statement`, which must stand alone on its last line.
std::optional<text::Edit> line_below(syntax::Node statement, std::string_view line);

/// Takes the lines of `statement` away with their line ends, and an empty line below that would look lost. Nothing
/// where something else stands on them, a comment too.
std::optional<text::Edit> without_lines(syntax::Node statement);

/// A view that is made above a statement.
struct ViewAbove {
  std::string name;
  std::optional<text::Edit> line;  ///< nothing where the statement before makes it already
};

/// A view of `base` above `statement`, under a name that nothing else has there: `view`, else `data_view`. Nothing
/// where both are taken, or no line can stand there.
std::optional<ViewAbove> view_above(semantics::Model& model, syntax::Node base, syntax::Node statement);

/// The statement before `statement` in the same block, if any.
syntax::Node statement_before(syntax::Node statement);

}  // namespace slicecop::engine
