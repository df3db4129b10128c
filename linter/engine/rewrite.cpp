#include "engine/rewrite.h"

#include <algorithm>
#include <array>
#include <utility>

#include "syntax/views.h"

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

std::optional<ViewAbove> view_above(semantics::Model& model, syntax::Node base, syntax::Node statement) {
  const std::string_view whole = base.text();
  const std::string last(whole.substr(whole.rfind('.') + 1));
  const std::array<std::string, 2> names{"view", last + "_view"};
  const auto made = [&](const std::string& name) { return name + " = memoryview(" + std::string(whole) + ")"; };
  const std::string_view before = statement_before(statement).text();
  for (const std::string& name : names) {
    if (before == made(name)) return ViewAbove{.name = name, .line = std::nullopt};
  }
  const auto* const name =
      std::ranges::find_if(names, [&](const auto& free) { return model.is_free(free, statement); });
  if (name == names.end()) return std::nullopt;
  std::optional<text::Edit> line = line_above(statement, made(*name));
  if (!line) return std::nullopt;
  return ViewAbove{.name = *name, .line = std::move(line)};
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
