// What several rules need to write a fix.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "syntax/tree.h"
#include "text/edit.h"
#include "text/range.h"

namespace slicecop::engine {

/// True where a comment touches `range`: an edit that replaces it would lose the comment.
bool holds_comment(const syntax::Tree& tree, text::Range range);

/// Inserts `line` (no line end in it) above `statement`, with its indentation and the file's line ends. Nothing where
/// something else stands before it on its line.
std::optional<text::Edit> line_above(syntax::Node statement, std::string_view line);

/// The statement before `statement` in the same block, if any.
syntax::Node statement_before(syntax::Node statement);

}  // namespace slicecop::engine
