#include "workspace/called_names.h"

#include <algorithm>

namespace slicecop::workspace {

namespace {

// Every byte above 127 may be part of an identifier.
constexpr bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80) != 0;
}

bool is_defined_here(std::string_view before) {
  while (before.ends_with(' ')) before.remove_suffix(1);
  return before.ends_with("def") || before.ends_with("class");
}

}  // namespace

// FNV-1a.
std::uint32_t name_hash(std::string_view name) {
  std::uint32_t hash = 2166136261U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

namespace {

void sort_once(std::vector<std::uint32_t>& hashes) {
  std::ranges::sort(hashes);
  const auto repeated = std::ranges::unique(hashes);
  hashes.erase(repeated.begin(), repeated.end());
}

// Of the names in `text`, which are added.
void add_names(std::string_view text, std::vector<std::uint32_t>& hashes) {
  std::size_t start = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && is_name_byte(text[at])) continue;
    if (at > start) hashes.push_back(name_hash(text.substr(start, at - start)));
    start = at + 1;
  }
}

}  // namespace

std::vector<std::uint32_t> imported_names(std::string_view text) {
  std::vector<std::uint32_t> hashes;
  for (std::size_t at = text.find("import"); at != std::string_view::npos;) {
    const std::size_t line = text.rfind('\n', at) + 1;  // 0 where there is none
    std::size_t first = line;
    while (first < at && (text[first] == ' ' || text[first] == '\t')) ++first;
    const std::string_view before = text.substr(first, at - first);
    std::size_t end = std::min(text.find('\n', at), text.size());
    const std::size_t behind = at + std::string_view("import").size();
    const bool is_word = behind == text.size() || !is_name_byte(text[behind]);
    if (is_word && (before.empty() || before.starts_with("from"))) {
      if (const std::size_t open = text.find('(', at); open < end) end = std::min(text.find(')', open), text.size());
      add_names(text.substr(first, end - first), hashes);
    }
    at = text.find("import", end);
  }
  sort_once(hashes);
  return hashes;
}

std::vector<std::uint32_t> called_names(std::string_view text) {
  std::vector<std::uint32_t> hashes;
  for (std::size_t open = text.find('('); open != std::string_view::npos; open = text.find('(', open + 1)) {
    std::size_t end = open;
    while (end > 0 && text[end - 1] == ' ') --end;
    std::size_t start = end;
    while (start > 0 && is_name_byte(text[start - 1])) --start;
    if (start == end || is_defined_here(text.substr(0, start))) continue;
    hashes.push_back(name_hash(text.substr(start, end - start)));
  }
  sort_once(hashes);
  return hashes;
}

}  // namespace slicecop::workspace
