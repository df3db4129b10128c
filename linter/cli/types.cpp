// `slicecop types`.

#include <nlohmann/json.hpp>
#include <utility>

#include "cli/commands.h"
#include "cli/session.h"
#include "cli/sliced_bases.h"
#include "cli/streams.h"
#include "platform/files.h"
#include "report/printable.h"
#include "workspace/folder_project.h"
#include "workspace/parallel.h"
#include "workspace/run.h"

namespace slicecop::cli {

namespace {

using Json = nlohmann::ordered_json;
using workspace::DiscoveredFile;

// What one file adds to the output, or to standard error.
struct Listing {
  std::string output;
  std::string error;
};

Json location(text::Position position) { return {{"row", position.row}, {"column", position.column}}; }

std::string as_json(const DiscoveredFile& file, const std::vector<SlicedBase>& bases) {
  constexpr int indentation = 2;
  std::string out;
  for (const SlicedBase& base : bases) {
    const bool known = base.evidence != types::Evidence::none;
    const Json object{{"filename", file.path},
                      {"location", location(base.start)},
                      {"end_location", location(base.end)},
                      {"type", base.type},
                      {"from", known ? Json(types::name_of(base.evidence)) : Json(nullptr)}};
    if (!out.empty()) out += ",\n";
    out += object.dump(indentation, ' ', false, Json::error_handler_t::replace);
  }
  return out;
}

std::string first_line(const std::string& code) {
  const std::size_t end = code.find_first_of("\r\n");
  return report::printable(code.substr(0, end)) + (end == std::string::npos ? "" : " ...");
}

std::string as_text(const DiscoveredFile& file, const std::vector<SlicedBase>& bases) {
  std::string out;
  for (const SlicedBase& base : bases) {
    out += report::printable(file.shown) + ':' + std::to_string(base.start.row) + ':' +
           std::to_string(base.start.column) + ": " + first_line(base.text) + ": " + base.type;
    if (base.evidence != types::Evidence::none) out += " (" + std::string(types::name_of(base.evidence)) + ')';
    out += '\n';
  }
  return out;
}

Listing list(const DiscoveredFile& file, bool json, const semantics::Project& project) {
  const auto failure = [&](const std::string& message) {
    return Listing{.output = {}, .error = error_line(file.shown + ": " + message)};
  };
  auto bytes = platform::read_file(file.path, file.configuration->discovery.max_file_size);
  if (!bytes) return failure(bytes.error().message);
  auto source = text::SourceFile::from_bytes(file.path, std::move(*bytes));
  if (!source) return failure(source.error().message);
  const auto document = engine::Document::parse(std::move(*source));
  if (!document) return failure("parsing it takes too many steps");
  const auto bases =
      sliced_bases(*document, file.configuration->settings, workspace::project_for(*file.configuration, project));
  return {.output = json ? as_json(file, bases) : as_text(file, bases), .error = {}};
}

}  // namespace

int run(const TypesCommand& command, Rules rules) {
  auto session = begin(command.configuration, rules);
  if (!session) {
    write_error(error_line(session.error()));
    return status_error;
  }
  const workspace::Discovered discovered = discover(command.paths, *session);
  std::vector<std::uint64_t> sizes;
  sizes.reserve(discovered.files.size());
  for (const DiscoveredFile& file : discovered.files) sizes.push_back(file.size);
  const workspace::FolderProject project;
  const auto listings = workspace::parallel_map(
      sizes, command.jobs, [&](std::size_t index) { return list(discovered.files[index], command.json, project); });

  std::string output;
  std::string errors = mistakes_of(discovered);
  for (const workspace::UnreadablePath& path : discovered.unreadable) {
    errors += error_line(path.shown + ": " + path.message);
  }
  for (std::size_t i = 0; i < listings.size(); ++i) {
    if (!listings[i]) {
      errors += error_line(discovered.files[i].shown + ": internal error: " + listings[i].error());
      continue;
    }
    if (command.json && !listings[i]->output.empty()) output += output.empty() ? "\n" : ",\n";
    output += listings[i]->output;
    errors += listings[i]->error;
  }
  if (command.json) output = '[' + output + (output.empty() ? "]\n" : "\n]\n");
  write_error(errors);
  if (!write_output(output) || !discovered.mistakes.empty()) return status_error;
  return errors.empty() ? status_ok : status_findings;
}

}  // namespace slicecop::cli
