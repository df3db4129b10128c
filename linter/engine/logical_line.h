// Lines as a suppression comment sees them: the line that a comment for some place goes to, and the lines that a
// comment of its own line speaks for. Ruff's rules for `# noqa` and `# ruff: ignore`.
#pragma once

#include <cstdint>

#include "engine/document.h"
#include "text/range.h"

namespace slicecop::engine {

/// The start of the line at whose end a comment about `offset` stands: its own line, or, where that one ends inside a
/// string or with a backslash and has no room for a comment, the next that does not.
std::uint32_t suppression_line(const Document& document, std::uint32_t offset);

/// What a comment alone on its line speaks for: the logical line after it (of a compound statement the header, up to
/// its colon), or, inside brackets, the next physical line with code. Whole physical lines; empty at the end of a file.
struct LineAfter {
  text::Range bytes;
  bool inside_brackets = false;
};
LineAfter line_after(const Document& document, text::Range comment);

}  // namespace slicecop::engine
