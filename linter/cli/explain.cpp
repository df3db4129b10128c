// `slicecop explain`.

#include <algorithm>
#include <charconv>
#include <utility>

#include "cli/commands.h"
#include "cli/line_values.h"
#include "cli/session.h"
#include "cli/streams.h"
#include "engine/check.h"
#include "engine/wording.h"
#include "platform/files.h"
#include "report/gutter.h"
#include "report/printable.h"
#include "report/report.h"
#include "report/style.h"
#include "workspace/folder_project.h"
#include "workspace/run.h"

namespace slicecop::cli {

namespace {

struct Place {
  std::string path;
  std::uint32_t row = 0;  // 1-based
};

std::optional<Place> read_place(const std::string& written) {
  const std::size_t colon = written.rfind(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  Place place{.path = written.substr(0, colon)};
  const char* end = written.data() + written.size();
  const auto [stopped, error] = std::from_chars(written.data() + colon + 1, end, place.row);
  if (error != std::errc{} || stopped != end || place.row == 0) return std::nullopt;
  return place;
}

bool touches(const text::Range& range, const text::LineMap& lines, std::uint32_t line) {
  const std::uint32_t last = range.empty() ? range.start : range.end - 1;
  return line >= lines.line_of(range.start) && line <= lines.line_of(last);
}

// The rules' part: the findings that touch the line, as a report shows them.
std::string describe_findings(std::vector<engine::Finding> findings, const workspace::DiscoveredFile& checked,
                              const text::SourceFile& source, std::uint32_t line, const report::Options& options) {
  const engine::Severity least = checked.configuration->output.min_severity;
  std::erase_if(findings, [&](const engine::Finding& finding) {
    return finding.severity < least || !touches(finding.range, source.lines(), line);
  });
  if (findings.empty()) return "No rule speaks on this line.\n";
  const report::File file{.shown = checked.shown, .path = checked.path, .source = &source, .findings = findings};
  std::string out = report::full({&file, 1}, options);
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

// Which rules looked at something on the line and had nothing to say.
std::string describe_silences(const std::vector<engine::Silence>& silences, const text::SourceFile& source,
                              std::uint32_t line) {
  std::string out;
  for (const engine::Silence& silence : silences) {
    if (source.lines().line_of(silence.range.start) != line) continue;
    const std::string code(source.text().substr(silence.range.start, silence.range.size()));
    out += std::string(silence.rule) + " is silent about " + report::printable(engine::code(code)) + ": " +
           std::string(silence.reason) + '\n';
  }
  return out.empty() ? out : out + '\n';
}

std::expected<std::string, std::string> explain(const Place& place, const workspace::DiscoveredFile& file,
                                                const report::Options& options) {
  const config::Configuration& configuration = *file.configuration;
  const auto bytes = platform::read_file(file.path, configuration.discovery.max_file_size);
  if (!bytes) return std::unexpected(place.path + ": " + bytes.error().message);
  auto source = text::SourceFile::from_bytes(file.path, *bytes);
  if (!source) return std::unexpected(place.path + ": " + source.error().message);
  const auto document = engine::Document::parse(std::move(*source));
  if (!document) return std::unexpected(place.path + ": parsing it takes too many steps");
  const text::LineMap& lines = document->file().lines();
  // What follows the last line end is no line to a person.
  const bool ends_with_line_end = lines.full_line(lines.line_count() - 1).empty();
  const std::uint32_t rows = lines.line_count() - (ends_with_line_end ? 1 : 0);
  if (place.row > rows) return std::unexpected(place.path + " has " + std::to_string(rows) + " lines");
  const std::uint32_t line = place.row - 1;
  const std::string_view all = document->file().text();
  text::Range code = lines.line(all, line);
  code.start = std::min(static_cast<std::uint32_t>(all.find_first_not_of(" \t\f", code.start)), code.end);

  const workspace::FolderProject project;
  semantics::Model model(
      document->tree(), workspace::project_for(configuration, project),
      {.path = std::string(document->file().path()), .target_version = configuration.settings.target_version});
  engine::Explained explained = engine::explain(*document, configuration.settings, configuration.rules_for(file.path),
                                                workspace::project_for(configuration, project));
  const report::Style style(options.color);
  std::string values = describe_values(*document, model, line);
  if (values.empty()) values = "Nothing is known of the values on this line.\n";
  return style(report::Paint::bold, report::printable(file.shown) + ':' + std::to_string(place.row)) + "\n\n    " +
         report::shown(all, report::cut_line(all, code, code.start)) + "\n\n" + values + '\n' +
         describe_silences(explained.silences, document->file(), line) +
         describe_findings(std::move(explained.findings), file, document->file(), line, options);
}

}  // namespace

int run(const ExplainCommand& command, Rules rules) {
  const auto fail = [](const std::string& message) {
    write_error(error_line(message));
    return status_error;
  };
  const std::optional<Place> place = read_place(command.place);
  if (!place) return fail("`" + command.place + "` is not of the form PATH:LINE");
  auto session = begin(command.configuration, rules);
  if (!session) return fail(session.error());
  const workspace::Discovered discovered = discover({place->path}, *session);
  if (!discovered.mistakes.empty()) return fail(to_string(discovered.mistakes.front()));
  if (!discovered.unreadable.empty()) return fail(place->path + ": " + discovered.unreadable.front().message);
  if (discovered.files.size() != 1) return fail(place->path + " is not a Python file");

  const bool color = platform::wants_color(platform::Stream::output, command.color);
  const auto text = explain(*place, discovered.files.front(), {.color = color});
  if (!text) return fail(text.error());
  return write_output(*text) ? status_ok : status_error;
}

}  // namespace slicecop::cli
