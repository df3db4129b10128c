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

namespace {

/// The lines that a statement stands on.
struct Lines {
  std::uint32_t start = 0;
  std::uint32_t end = 0;  ///< before the line end
  std::string_view indentation = {};
  std::string_view ending = "\n";  ///< as the line above ends, or this one
  bool begins_alone = false;       ///< nothing but the indentation stands before the statement
  bool ends_alone = false;         ///< nor anything behind it
};

std::string_view ending_at(std::string_view text, std::size_t line_end) {
  if (text.substr(line_end).starts_with("\r\n")) return "\r\n";
  return text.substr(line_end, 1);
}

Lines lines_of(syntax::Node statement) {
  const std::string_view text = statement.tree().text();
  const text::Range range = statement.range();
  Lines lines;
  const std::size_t before = text.substr(0, range.start).find_last_of("\r\n");
  if (before != std::string_view::npos) {
    lines.start = static_cast<std::uint32_t>(before + 1);
    const bool both = text[before] == '\n' && before > 0 && text[before - 1] == '\r';
    lines.ending = both ? "\r\n" : text.substr(before, 1);
  }
  lines.indentation = text.substr(lines.start, range.start - lines.start);
  lines.begins_alone = lines.indentation.find_first_not_of(" \t") == std::string_view::npos;
  lines.end = static_cast<std::uint32_t>(std::min(text.find_first_of("\r\n", range.end), text.size()));
  lines.ends_alone = text.substr(range.end, lines.end - range.end).find_first_not_of(" \t") == std::string_view::npos;
  return lines;
}

}  // namespace

std::optional<text::Edit> line_above(syntax::Node statement, std::string_view line) {
  const Lines lines = lines_of(statement);
  if (!lines.begins_alone) return std::nullopt;
  const std::uint32_t at = statement.range().start;
  return text::Edit{.range = {.start = at, .end = at},
                    .content = std::string(line) + std::string(lines.ending) + std::string(lines.indentation)};
}

std::optional<text::Edit> line_below(syntax::Node statement, std::string_view line) {
  const Lines lines = lines_of(statement);
  if (!lines.begins_alone || !lines.ends_alone) return std::nullopt;
  const std::string_view text = statement.tree().text();
  const std::string_view ending = lines.end < text.size() ? ending_at(text, lines.end) : lines.ending;
  return text::Edit{.range = {.start = lines.end, .end = lines.end},
                    .content = std::string(ending) + std::string(lines.indentation) + std::string(line)};
}

std::optional<text::Edit> without_lines(syntax::Node statement) {
  const Lines lines = lines_of(statement);
  if (!lines.begins_alone || !lines.ends_alone) return std::nullopt;
  const std::string_view text = statement.tree().text();
  std::size_t end = lines.end;
  if (end < text.size()) end += ending_at(text, end).size();
  // An empty line that parted it from what follows would stand at the head of the block, or behind another one.
  const std::size_t next = text.find_first_not_of(" \t", end);
  const std::size_t before = text.substr(0, lines.start).find_last_not_of(" \t\r\n");
  const std::string_view above = text.substr(before + 1, lines.start - before - 1);
  const bool is_first = !statement_before(statement);
  const bool is_behind_empty_line = std::ranges::count(above, above.contains('\n') ? '\n' : '\r') > 1;
  if (next < text.size() && (text[next] == '\n' || text[next] == '\r') && (is_first || is_behind_empty_line)) {
    end = next + ending_at(text, next).size();
  }
  return text::Edit{.range = {.start = lines.start, .end = static_cast<std::uint32_t>(end)}, .content = {}};
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
