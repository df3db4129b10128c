#include "config/path_patterns.h"

#include <algorithm>
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace slicecop::config {
namespace {

bool has_wildcard(std::string_view pattern) { return pattern.find_first_of("*?[\\") != std::string_view::npos; }

/// A pattern from the root of the file system: folders that are plain names, then the rest.
struct Anchored {
  std::string folder;  ///< with a slash at the end
  std::string rest;
};

Anchored anchor(std::string_view pattern, std::string_view root) {
  Anchored anchored{.folder = pattern.starts_with('/') ? "/" : std::string(root), .rest = {}};
  if (!anchored.folder.ends_with('/')) anchored.folder += '/';
  const auto drop_last = [](std::string& path, std::size_t keep) {
    path.pop_back();
    path.resize(std::max(path.rfind('/') + 1, keep));
  };
  while (pattern.ends_with('/') || pattern.ends_with("/.")) pattern.remove_suffix(1);
  std::string& folder = anchored.folder;
  std::string& rest = anchored.rest;  // with a slash at the end, while it grows
  while (!pattern.empty()) {
    const std::string_view component = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(std::min(pattern.size(), component.size() + 1));
    if (component.empty() || component == ".") continue;
    if (component == "..") {
      if (!rest.empty()) {
        drop_last(rest, 0);
      } else if (folder.size() > 1) {
        drop_last(folder, 1);
      }
    } else if (rest.empty() && !pattern.empty() && !has_wildcard(component)) {
      folder.append(component) += '/';
    } else {
      rest.append(component) += '/';
    }
  }
  if (!rest.empty()) rest.pop_back();
  return anchored;
}

}  // namespace

std::expected<void, std::string> PathPatterns::add(std::string_view pattern, std::string_view root) {
  const auto alternatives = expand_braces(pattern);
  if (!alternatives) return std::unexpected(alternatives.error());
  for (const std::string& alternative : *alternatives) {
    if (auto added = add_alternative(alternative, root); !added) return added;
  }
  return {};
}

std::expected<void, std::string> PathPatterns::add_alternative(std::string_view pattern, std::string_view root) {
  if (pattern.empty()) return {};
  if (!pattern.contains('/')) {
    if (!has_wildcard(pattern)) {
      // What lies in the root under that name has that name: no need to hold it against paths too.
      names_.insert(std::ranges::lower_bound(names_, pattern), std::string(pattern));
      return {};
    }
    auto glob = Glob::compile(pattern, Glob::Dialect::ruff);
    if (!glob) return std::unexpected(std::move(glob.error()));
    name_globs_.push_back(std::move(*glob));
  }
  Anchored anchored = anchor(pattern, root);
  auto glob = Glob::compile(anchored.rest, Glob::Dialect::ruff);
  if (!glob) return std::unexpected(std::move(glob.error()));
  path_globs_.push_back({.folder = std::move(anchored.folder), .glob = std::move(*glob)});
  return {};
}

bool PathPatterns::match(std::string_view path) const {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (std::ranges::binary_search(names_, name)) return true;
  if (std::ranges::any_of(name_globs_, [&](const Glob& glob) { return glob.matches(name); })) return true;
  return std::ranges::any_of(path_globs_, [&](const Rooted& rooted) {
    return path.starts_with(rooted.folder) && rooted.glob.matches(path.substr(rooted.folder.size()));
  });
}

}  // namespace slicecop::config
