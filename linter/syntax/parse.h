// From text to Tree. A function of the text alone: no state is kept between files.
#pragma once

#include <cstdint>
#include <expected>
#include <string_view>

#include "syntax/tree.h"

namespace slicecop::syntax {

/// Why a text was not parsed. Broken Python is no reason: it gives a tree with error nodes.
enum class ParseFailure : std::uint8_t {
  too_complex,  ///< the parser passed its step budget
};

/// Parses `text` (UTF-8), which must outlive the tree. The budget is counted in the parser's own steps, never timed,
/// so the same text always ends the same way.
std::expected<Tree, ParseFailure> parse(std::string_view text);

}  // namespace slicecop::syntax
