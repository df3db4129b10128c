// The encoding declaration of PEP 263: `# -*- coding: latin-1 -*-` in one of the first two lines.
#pragma once

#include <optional>
#include <string_view>

#include "text/range.h"

namespace slicecop::text {

/// The declared name within `bytes` (which begin after a BOM), as CPython's tokenizer finds it: in the first line, or
/// in the second where the first is blank or a comment.
std::optional<Range> find_declaration(std::string_view bytes);

}  // namespace slicecop::text
