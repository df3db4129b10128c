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
  std::ranges::sort(hashes);
  const auto repeated = std::ranges::unique(hashes);
  hashes.erase(repeated.begin(), repeated.end());
  return hashes;
}

}  // namespace slicecop::workspace
