#include "engine/rewrite.h"

#include <algorithm>

namespace slicecop::engine {

bool holds_comment(const syntax::Tree& tree, text::Range range) {
  const auto comments = tree.comments();
  const auto first = std::ranges::upper_bound(comments, range.start, {}, &text::Range::end);
  return first != comments.end() && first->start < range.end;
}

std::optional<text::Edit> line_above(syntax::Node statement, std::string_view line) {
  const std::string_view text = statement.tree().text();
  const std::uint32_t at = statement.range().start;
  const std::size_t line_end = text.substr(0, at).find_last_of("\r\n");
  const std::size_t start = line_end == std::string_view::npos ? 0 : line_end + 1;
  const std::string_view indentation = text.substr(start, at - start);
  if (indentation.find_first_not_of(" \t") != std::string_view::npos) return std::nullopt;

  std::string_view ending = "\n";
  if (line_end != std::string_view::npos) {
    const bool both = text[line_end] == '\n' && line_end > 0 && text[line_end - 1] == '\r';
    ending = both ? "\r\n" : text.substr(line_end, 1);
  }
  return text::Edit{.range = {.start = at, .end = at},
                    .content = std::string(line) + std::string(ending) + std::string(indentation)};
}

syntax::Node statement_before(syntax::Node statement) {
  const syntax::Node block = statement.parent();
  if (!block || statement.id() == block.id() + 1) return {};
  // The last descendant of the statement before stands right before it in preorder.
  syntax::Node before = statement.tree().node(statement.id() - 1);
  while (before.parent() != block) before = before.parent();
  return before;
}

}  // namespace slicecop::engine
