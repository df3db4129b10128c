#include "config/resolver.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/folders.h"
#include "config/options_file.h"
#include "platform/files.h"

namespace slicecop::config {
namespace {

/// In falling order of strength.
constexpr std::array<std::string_view, 2> own_names{".slicecop.toml", "slicecop.toml"};
constexpr std::string_view pyproject_name = "pyproject.toml";
constexpr std::uint64_t largest_file = std::uint64_t{16} * 1024 * 1024;

/// What one folder holds of configuration.
struct FolderFiles {
  std::string file;  ///< where `options` stand
  std::optional<Options> options;
  std::optional<std::uint8_t> requires_python;
};

/// The text of a file, none where there is no such file to be seen. One that is there and cannot be read is an error.
std::expected<std::optional<std::string>, Error> read(const std::string& path) {
  auto text = platform::read_file(path, largest_file);
  if (text) return std::move(*text);
  const auto status = platform::file_status(path);
  if (!status || status->type != platform::EntryType::file) return std::nullopt;
  return std::unexpected(Error{.place = {.source = path}, .message = text.error().message});
}

std::expected<FolderFiles, Error> read_folder(const std::string& folder) {
  FolderFiles files;
  for (const std::string_view name : own_names) {
    const std::string path = join(folder, name);
    const auto text = read(path);
    if (!text) return std::unexpected(text.error());
    if (!*text) continue;
    auto options = parse_options(**text, path);
    if (!options) return std::unexpected(std::move(options.error()));
    files.file = path;
    files.options = std::move(*options);
    break;
  }
  const std::string path = join(folder, pyproject_name);
  const auto text = read(path);
  if (!text) return std::unexpected(text.error());
  if (!*text) return files;
  auto pyproject = parse_pyproject(**text, path);
  if (!pyproject) {
    if (files.options) return files;  // it would only have told the Python version
    return std::unexpected(std::move(pyproject.error()));
  }
  files.requires_python = pyproject->requires_python;
  if (!files.options && pyproject->options) {
    files.file = path;
    files.options = std::move(pyproject->options);
  }
  return files;
}

}  // namespace

Resolver::Resolver(ResolverSetup setup) : setup_(std::move(setup)) {
  if (setup_.config_file.empty()) {
    for_all_ = make({.file = {}, .root = setup_.working_folder, .layers = {}, .requires_python = {}}, nullptr);
  } else {
    for_all_ = make_of_one_file();
    setup_.isolated = true;
  }
}

Resolved Resolver::make_of_one_file() const {
  const std::string& path = setup_.config_file;
  const auto text = platform::read_file(path, largest_file);
  if (!text) return std::unexpected(Error{.place = {.source = path}, .message = text.error().message});
  FolderFiles read;
  if (path.ends_with(pyproject_name)) {
    auto pyproject = parse_pyproject(*text, path);
    if (!pyproject) return std::unexpected(std::move(pyproject.error()));
    read.requires_python = pyproject->requires_python;
    read.options = std::move(pyproject->options).value_or(Options{});
  } else {
    auto options = parse_options(*text, path);
    if (!options) return std::unexpected(std::move(options.error()));
    read.options = std::move(*options);
  }
  return make({.file = path, .root = setup_.working_folder, .layers = {}, .requires_python = read.requires_python},
              &*read.options);
}

bool Resolver::is_configuration_name(std::string_view name) {
  return name == pyproject_name || std::ranges::find(own_names, name) != own_names.end();
}

Resolved Resolver::make(ConfigurationSources sources, const Options* options) const {
  if (options != nullptr) sources.layers.push_back({.options = options, .root = sources.root});
  sources.layers.push_back({.options = &setup_.command_line, .root = setup_.working_folder});
  auto configuration = configure(sources, setup_.rules);
  if (!configuration) return std::unexpected(std::move(configuration.error()));
  return std::make_shared<const Configuration>(std::move(*configuration));
}

Resolved Resolver::enter(const std::string& folder, const Resolved& above, bool may_configure) const {
  if (setup_.isolated || !may_configure) return above;
  auto files = read_folder(folder);
  if (!files) return std::unexpected(std::move(files.error()));
  if (files->options) {
    return make(
        {.file = std::move(files->file), .root = folder, .layers = {}, .requires_python = files->requires_python},
        &*files->options);
  }
  // A project that does not configure us still says which Python it is for.
  const bool configured = !above || !(*above)->file.empty();
  if (configured || !files->requires_python) return above;
  return make({.file = {}, .root = setup_.working_folder, .layers = {}, .requires_python = files->requires_python},
              nullptr);
}

Resolved Resolver::of_folder(const std::string& folder) {
  if (setup_.isolated) return for_all_;
  const std::scoped_lock lock(mutex_);
  Resolved holds = for_all_;
  std::vector<std::string> unknown;
  for (std::string_view at = folder; !at.empty(); at = parent_folder(at)) {
    const auto known = known_.find(std::string(at));
    if (known != known_.end()) {
      holds = known->second;
      break;
    }
    unknown.emplace_back(at);
  }
  for (const std::string& at : std::views::reverse(unknown)) {
    holds = enter(at, holds, true);
    known_.emplace(at, holds);
  }
  return holds;
}

}  // namespace slicecop::config
