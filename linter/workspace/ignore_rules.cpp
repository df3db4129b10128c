#include "workspace/ignore_rules.h"

#include <algorithm>
#include <cstddef>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>

namespace slicecop::workspace {
namespace {

constexpr std::string_view wildcards = "*?[\\";

bool has_wildcard(std::string_view text) { return text.find_first_of(wildcards) != std::string_view::npos; }

/// Spaces at the end do not count unless a backslash stands before them; tabs do.
std::string_view without_trailing_spaces(std::string_view line) {
  std::size_t end = 0;  // after the last byte that counts
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == ' ') continue;
    if (line[at] == '\\') ++at;
    if (at == line.size()) return line;
    end = at + 1;
  }
  return line.substr(0, end);
}

}  // namespace

IgnoreRules::IgnoreRules(std::string_view content) {
  if (content.starts_with("\xef\xbb\xbf")) content.remove_prefix(3);
  for (std::uint32_t number = 1; !content.empty(); ++number) {
    std::string_view line = content.substr(0, content.find('\n'));
    content.remove_prefix(std::min(content.size(), line.size() + 1));
    if (line.ends_with('\r')) line.remove_suffix(1);
    line = line.substr(0, line.find('\0'));  // to git the rest is not there
    if (line.starts_with('#')) continue;
    add(without_trailing_spaces(line), number);
  }
}

void IgnoreRules::add(std::string_view line, std::uint32_t number) {
  Pattern pattern;
  pattern.line = number;
  if (line.starts_with('!')) {
    pattern.negated = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    pattern.folders_only = true;
    line.remove_suffix(1);
  }
  if (line.empty()) return;
  const bool by_path = line.contains('/');
  if (line.starts_with('/')) line.remove_prefix(1);
  if (!has_wildcard(line)) {
    pattern.compare = by_path ? Compare::path : Compare::name;
    pattern.text = line;
  } else if (!by_path && line.front() == '*' && !has_wildcard(line.substr(1))) {
    pattern.compare = Compare::name_end;
    pattern.text = line.substr(1);
  } else {
    auto glob = config::Glob::compile(line, config::Glob::Dialect::git);
    if (!glob) return;
    pattern.compare = by_path ? Compare::path_glob : Compare::name_glob;
    pattern.glob = static_cast<std::uint32_t>(globs_.size());
    globs_.push_back(std::move(*glob));
  }
  patterns_.push_back(std::move(pattern));
}

Decision IgnoreRules::decide(std::string_view path, bool is_folder) const {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (const Pattern& pattern : std::views::reverse(patterns_)) {
    if (pattern.folders_only && !is_folder) continue;
    if (!matches(pattern, path, name)) continue;
    return {.verdict = pattern.negated ? Verdict::included : Verdict::ignored, .line = pattern.line};
  }
  return {};
}

bool IgnoreRules::matches(const Pattern& pattern, std::string_view path, std::string_view name) const {
  switch (pattern.compare) {
    case Compare::name:
      return name == pattern.text;
    case Compare::name_end:
      return name.ends_with(pattern.text);
    case Compare::path:
      return path == pattern.text;
    case Compare::name_glob:
      return globs_[pattern.glob].matches(name);
    case Compare::path_glob:
      return globs_[pattern.glob].matches(path);
  }
  return false;
}

}  // namespace slicecop::workspace
