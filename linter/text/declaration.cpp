#include "text/declaration.h"

#include <algorithm>

namespace slicecop::text {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

/// Bytes of `line` before `#` or the line's end, where only blanks stand there; npos where code does.
std::size_t leading_blanks(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\f");
  if (first == std::string_view::npos) return line.size();
  return line[first] == '#' ? first : std::string_view::npos;
}

/// The name in a line without its line end: ^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)
std::optional<Range> name_in(std::string_view line) {
  constexpr std::string_view keyword = "coding";
  std::size_t at = leading_blanks(line);
  while (at < line.size() && (at = line.find(keyword, at)) != std::string_view::npos) {
    at += keyword.size();
    if (at == line.size() || (line[at] != ':' && line[at] != '=')) continue;
    const std::size_t start = line.find_first_not_of(" \t", at + 1);
    if (start == std::string_view::npos) continue;
    const auto* const end = std::ranges::find_if_not(line.substr(start), is_name_character);
    const auto size = static_cast<std::uint32_t>(end - line.substr(start).begin());
    const auto first = static_cast<std::uint32_t>(start);
    if (size > 0) return Range{.start = first, .end = first + size};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Range> find_declaration(std::string_view bytes) {
  std::size_t start = 0;
  for (int line_number = 1; line_number <= 2 && start < bytes.size(); ++line_number) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n", start), bytes.size());
    const std::string_view line = bytes.substr(start, end - start);
    if (const auto name = name_in(line)) {
      const auto shift = static_cast<std::uint32_t>(start);
      return Range{.start = name->start + shift, .end = name->end + shift};
    }
    if (leading_blanks(line) == std::string_view::npos) break;
    start = end + (bytes.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return std::nullopt;
}

}  // namespace slicecop::text
