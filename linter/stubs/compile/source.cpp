#include "stubs/compile/source.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <fstream>
#include <map>
#include <mutex>
#include <sstream>
#include <thread>

#include "syntax/parse.h"

namespace slicecop::stubs::compile {

namespace {

namespace fs = std::filesystem;

using ModuleVersions = std::map<std::string, VersionSet, std::less<>>;

std::expected<std::string, std::string> read_text(const fs::path& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return std::unexpected("cannot read " + path.string());
  return text.str();
}

// The minor version in "3.11"; `otherwise` for an empty one.
int minor_of(std::string_view version, int otherwise) {
  const std::size_t dot = version.find('.');
  if (dot == std::string_view::npos) return otherwise;
  int minor = otherwise;
  std::from_chars(version.data() + dot + 1, version.data() + version.size(), minor);
  return minor;
}

// Typeshed describes this version and those after it: what it says of them holds for older ones too, as far as we know.
constexpr int oldest_described = 10;

// Lines like `asyncore: 3.0-3.11`; the last version is included.
ModuleVersions read_versions(const std::string& text) {
  ModuleVersions versions;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    line.erase(std::min(line.find('#'), line.size()));
    const std::size_t colon = line.find(':');
    const std::size_t dash = line.find('-', colon);
    if (colon == std::string::npos || dash == std::string::npos) continue;
    const std::string_view view = line;
    int since = minor_of(view.substr(colon + 1, dash - colon - 1), 0);
    if (since <= oldest_described) since = 0;
    const int last = minor_of(view.substr(dash + 1), last_version);
    versions[line.substr(0, colon)] = versions_between(since, last + 1);
  }
  return versions;
}

// A submodule that is not listed lives as long as its parent.
VersionSet versions_of(const ModuleVersions& versions, std::string_view module) {
  for (;;) {
    if (const auto found = versions.find(module); found != versions.end()) return found->second;
    const std::size_t dot = module.rfind('.');
    if (dot == std::string_view::npos) return all_versions;
    module = module.substr(0, dot);
  }
}

std::string module_name(const fs::path& relative, bool is_package) {
  std::string name;
  for (const fs::path& part : is_package ? relative.parent_path() : relative.parent_path() / relative.stem()) {
    name += (name.empty() ? "" : ".") + part.string();
  }
  return name;
}

bool is_stub(const fs::path& relative) {
  if (relative.extension() != ".pyi") return false;
  return std::ranges::none_of(relative, [](const fs::path& part) { return part.string().starts_with('@'); });
}

void add_folder(std::vector<Source>& sources, const fs::path& folder, const ModuleVersions& versions) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path relative = entry.path().lexically_relative(folder);
    if (!is_stub(relative)) continue;
    Source& source = sources.emplace_back();
    source.path = entry.path();
    source.is_package = relative.stem() == "__init__";
    source.module = module_name(relative, source.is_package);
    source.versions = versions_of(versions, source.module);
  }
}

std::string parse_source(Source& source) {
  std::expected<std::string, std::string> text = read_text(source.path);
  if (!text) return text.error();
  source.text = std::move(*text);
  std::expected<syntax::Tree, syntax::ParseFailure> tree = syntax::parse(source.text);
  if (!tree) return "cannot parse " + source.path.string();
  source.tree = std::move(*tree);
  if (source.tree.root().has_error()) return "syntax error in " + source.path.string();
  return {};
}

}  // namespace

std::expected<std::vector<Source>, std::string> find_sources(const fs::path& typeshed, const fs::path& overlay) {
  const fs::path stdlib = typeshed / "stdlib";
  const std::expected<std::string, std::string> versions = read_text(stdlib / "VERSIONS");
  if (!versions) return std::unexpected(versions.error());
  std::vector<Source> sources;
  add_folder(sources, stdlib, read_versions(*versions));
  const std::size_t standard = sources.size();
  for (const fs::directory_entry& entry : fs::directory_iterator(typeshed / "stubs")) {
    if (entry.is_directory()) add_folder(sources, entry.path(), {});
  }
  for (std::size_t i = standard; i < sources.size(); ++i) sources[i].is_third_party = true;
  const std::size_t first_of_overlay = sources.size();
  if (!overlay.empty()) add_folder(sources, overlay, read_versions(*versions));
  for (std::size_t i = first_of_overlay; i < sources.size(); ++i) sources[i].is_overlay = true;
  std::ranges::sort(sources, {}, [](const Source& source) {
    return std::tuple(std::string_view(source.module), source.is_overlay, source.path.generic_string());
  });
  return sources;
}

std::expected<void, std::string> read_sources(std::vector<Source>& sources) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::string> errors(sources.size());
  const auto work = [&] {
    for (std::size_t i = next++; i < sources.size(); i = next++) errors[i] = parse_source(sources[i]);
  };
  {
    std::vector<std::jthread> threads;
    const unsigned count = std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
    threads.reserve(count);
    for (unsigned i = 0; i < count; ++i) threads.emplace_back(work);
  }
  const auto error = std::ranges::find_if(errors, [](const std::string& message) { return !message.empty(); });
  if (error != errors.end()) return std::unexpected(*error);
  return {};
}

}  // namespace slicecop::stubs::compile
