#include "workspace/ignore_files.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "config/folders.h"
#include "platform/directory.h"
#include "platform/files.h"
#include "platform/system.h"

namespace slicecop::workspace {
namespace {

constexpr std::uint64_t largest_file = std::uint64_t{16} * 1024 * 1024;

std::optional<std::string> read_if_there(const std::string& path) {
  auto text = platform::read_file(path, largest_file);
  if (!text) return std::nullopt;
  return std::move(*text);
}

std::string_view first_line(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// The git folder that all work trees of a repository share. In a work tree and in a submodule `.git` is a file that
/// names another folder, and that folder may name the shared one.
std::optional<std::string> shared_git_folder(const std::string& folder) {
  std::string entry = config::join(folder, ".git");
  const auto status = platform::file_status(entry);
  if (!status) return std::nullopt;
  if (status->type == platform::EntryType::directory) return entry;
  const auto pointer = read_if_there(entry);
  constexpr std::string_view key = "gitdir: ";
  if (!pointer || !pointer->starts_with(key)) return std::nullopt;
  const std::string own = platform::absolute_path(std::string(first_line(*pointer).substr(key.size())), folder);
  const auto shared = read_if_there(config::join(own, "commondir"));
  return shared ? platform::absolute_path(std::string(first_line(*shared)), own) : own;
}

void read_repository(const std::string& folder, IgnoreFiles& files) {
  files.repository_root = true;
  if (const auto git = shared_git_folder(folder))
    files.info_exclude = read_if_there(config::join(*git, "info/exclude"));
}

}  // namespace

IgnoreFiles read_ignore_files(const std::string& folder, std::span<const platform::DirectoryEntry> entries) {
  const auto has = [&](std::string_view name) {
    return std::ranges::binary_search(entries, name, {},
                                      [](const auto& entry) -> std::string_view { return entry.name; });
  };
  IgnoreFiles files;
  if (has(".ignore")) files.ignore = read_if_there(config::join(folder, ".ignore"));
  if (has(".gitignore")) files.gitignore = read_if_there(config::join(folder, ".gitignore"));
  if (has(".git")) read_repository(folder, files);
  return files;
}

IgnoreFiles read_ignore_files(const std::string& folder) {
  IgnoreFiles files;
  files.ignore = read_if_there(config::join(folder, ".ignore"));
  files.gitignore = read_if_there(config::join(folder, ".gitignore"));
  if (platform::file_status(config::join(folder, ".git"))) read_repository(folder, files);
  return files;
}

}  // namespace slicecop::workspace
