#include <cstddef>
#include <expected>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/byte_class.h"
#include "config/glob.h"

namespace slicecop::config {
namespace {

constexpr std::size_t alternative_limit = 1024;

/// The next place at or after `at` where a brace or comma means something.
std::size_t next_mark(std::string_view pattern, std::size_t at) {
  while (at < pattern.size()) {
    const char c = pattern[at];
    if (c == '{' || c == '}' || c == ',') return at;
    if (c == '\\') {
      at += 2;
    } else if (c == '[') {
      const auto set = parse_byte_class(pattern, at);
      at = set ? set->end : at + 1;
    } else {
      ++at;
    }
  }
  return std::string_view::npos;
}

struct Group {
  std::size_t open = std::string_view::npos;
  std::size_t close = 0;
  std::vector<std::string_view> alternatives;
};

/// The first outermost group of `pattern`; `open` is npos where there is none.
std::expected<Group, std::string> first_group(std::string_view pattern) {
  Group group;
  std::size_t depth = 0;
  std::size_t start = 0;
  for (std::size_t at = next_mark(pattern, 0); at != std::string_view::npos; at = next_mark(pattern, at + 1)) {
    if (pattern[at] == '{') {
      if (depth++ == 0) {
        group.open = at;
        start = at + 1;
      }
    } else if (depth == 0) {
      if (pattern[at] == '}') return std::unexpected("`}` was never opened");
    } else if (depth == 1) {
      group.alternatives.push_back(pattern.substr(start, at - start));
      start = at + 1;
      if (pattern[at] == '}') {
        group.close = at;
        return group;
      }
    } else if (pattern[at] == '}') {
      --depth;
    }
  }
  if (depth > 0) return std::unexpected("`{` is never closed");
  return group;
}

}  // namespace

std::expected<std::vector<std::string>, std::string> expand_braces(std::string_view pattern) {
  std::vector<std::string> done;
  std::vector<std::string> pending{std::string(pattern)};
  while (!pending.empty()) {
    const std::string next = std::move(pending.back());
    pending.pop_back();
    const auto group = first_group(next);
    if (!group) return std::unexpected(group.error());
    if (group->open == std::string_view::npos) {
      done.push_back(next);
      continue;
    }
    const std::string_view before = std::string_view(next).substr(0, group->open);
    const std::string_view after = std::string_view(next).substr(group->close + 1);
    for (const std::string_view alternative : std::views::reverse(group->alternatives)) {
      pending.push_back(std::string(before).append(alternative).append(after));
    }
    if (done.size() + pending.size() > alternative_limit) return std::unexpected("`{}` gives too many patterns");
  }
  return done;
}

}  // namespace slicecop::config
