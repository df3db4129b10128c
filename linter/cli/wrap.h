// Markdown paragraphs and lists for a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace slicecop::cli {

/// `markdown` with its paragraphs and list items filled to lines of at most `width` bytes (a longer word stands alone),
/// one blank line between paragraphs, and without the asterisks of bold text. Indented code is left as it is.
std::string wrap(std::string_view markdown, std::size_t width);

}  // namespace slicecop::cli
