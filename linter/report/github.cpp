#include <fmt/format.h>

#include <array>

#include "report/escaped.h"
#include "report/positions.h"
#include "report/report.h"

namespace slicecop::report {

namespace {

// What the runner undoes (actions/toolkit, packages/core/src/command.ts). A property ends at a comma or colon.
constexpr std::array<Escape, 3> in_message{{
    {.character = '%', .written = "%25"},
    {.character = '\r', .written = "%0D"},
    {.character = '\n', .written = "%0A"},
}};
constexpr std::array<Escape, 5> in_property{{
    {.character = '%', .written = "%25"},
    {.character = '\r', .written = "%0D"},
    {.character = '\n', .written = "%0A"},
    {.character = ':', .written = "%3A"},
    {.character = ',', .written = "%2C"},
}};

std::string_view command_of(engine::Severity severity) {
  return severity == engine::Severity::warning ? "warning" : "notice";
}

// GitHub takes columns only where an annotation is on one line.
std::string place(text::Position start, text::Position end) {
  if (start.row != end.row) return fmt::format("line={},endLine={}", start.row, end.row);
  return fmt::format("line={},col={},endLine={},endColumn={}", start.row, start.column, end.row, end.column);
}

}  // namespace

std::string github(std::span<const File> files, const Options& /*options*/) {
  std::string out;
  for (const File& file : files) {
    const std::string path = escaped(file.path, in_property);
    const std::string shown = escaped(file.shown, in_message);
    const Positions positions(file.source);
    for (const engine::Finding& finding : file.findings) {
      const text::Position start = positions.at(finding.range.start);
      const text::Position end = positions.at(finding.range.end);
      out += fmt::format("::{} title=slicecop ({}),file={},{}::{}:{}:{}: {} {}", command_of(finding.severity),
                         finding.code, path, place(start, end), shown, start.row, start.column, finding.code,
                         escaped(finding.message, in_message));
      if (finding.fix) out += "%0A  help: " + escaped(finding.fix->title, in_message);
      out += '\n';
    }
  }
  return out;
}

}  // namespace slicecop::report
