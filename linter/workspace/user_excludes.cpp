#include "workspace/user_excludes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "config/folders.h"
#include "platform/files.h"

namespace slicecop::workspace {
namespace {

constexpr std::uint64_t largest_file = std::uint64_t{16} * 1024 * 1024;
constexpr std::string_view blanks = " \t\r\f\v";

std::string_view trimmed(std::string_view text) {
  const std::size_t start = text.find_first_not_of(blanks);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(blanks) - start + 1);
}

bool equal_but_for_case(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(left, right, {}, lower, lower);
}

/// What a backslash and `c` stand for.
char unescaped(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    default:
      return c;
  }
}

/// A value without its quotes, escapes and comment.
std::string value_of(std::string_view text) {
  std::string value;
  std::size_t keep = 0;  // what stood in quotes is not trimmed
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      quoted = !quoted;
    } else if (c == '\\' && at + 1 < text.size()) {
      value += unescaped(text[++at]);
      keep = value.size();
    } else if (!quoted && (c == '#' || c == ';')) {
      break;
    } else {
      value += c;
      if (quoted) keep = value.size();
    }
  }
  while (value.size() > keep && blanks.contains(value.back())) value.pop_back();
  return value;
}

std::optional<std::string> read_if_there(const std::string& path) {
  auto text = platform::read_file(path, largest_file);
  if (!text) return std::nullopt;
  return std::move(*text);
}

/// A leading `~/` is the user's home.
std::string expanded(std::string path, const UserFolders& folders) {
  if (path.starts_with("~/") && folders.home) return config::join(*folders.home, std::string_view(path).substr(2));
  return path;
}

}  // namespace

std::optional<std::string> excludes_file_setting(std::string_view git_configuration) {
  std::optional<std::string> found;  // the last one counts
  bool in_core = false;
  while (!git_configuration.empty()) {
    const std::size_t end = std::min(git_configuration.find('\n'), git_configuration.size());
    std::string_view line = trimmed(git_configuration.substr(0, end));
    git_configuration.remove_prefix(std::min(end + 1, git_configuration.size()));
    if (line.starts_with('[')) {
      const std::size_t close = std::min(line.find(']'), line.size());
      in_core = equal_but_for_case(trimmed(line.substr(1, close - 1)), "core");
      line = trimmed(line.substr(std::min(close + 1, line.size())));
    }
    const std::size_t equals = line.find('=');
    if (!in_core || equals == std::string_view::npos) continue;
    if (!equal_but_for_case(trimmed(line.substr(0, equals)), "excludesfile")) continue;
    found = value_of(trimmed(line.substr(equals + 1)));
  }
  return found;
}

std::shared_ptr<const IgnoreRules> read_user_excludes(const UserFolders& folders) {
  std::optional<std::string> settings_folder = folders.xdg_config_home;
  if ((!settings_folder || settings_folder->empty()) && folders.home)
    settings_folder = config::join(*folders.home, ".config");
  std::optional<std::string> path;
  if (folders.home) {
    if (const auto text = read_if_there(config::join(*folders.home, ".gitconfig"))) path = excludes_file_setting(*text);
  }
  if (!path && settings_folder) {
    if (const auto text = read_if_there(config::join(*settings_folder, "git/config")))
      path = excludes_file_setting(*text);
  }
  if (path) {
    path = expanded(*path, folders);
  } else if (settings_folder) {
    path = config::join(*settings_folder, "git/ignore");
  }
  if (!path) return nullptr;
  const auto text = read_if_there(*path);
  return text ? std::make_shared<const IgnoreRules>(*text) : nullptr;
}

}  // namespace slicecop::workspace
