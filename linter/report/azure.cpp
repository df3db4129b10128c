#include <fmt/format.h>

#include <array>

#include "report/escaped.h"
#include "report/positions.h"
#include "report/report.h"

namespace slicecop::report {

namespace {

// What the agent undoes (azure-pipelines-task-lib, node/taskcommand.ts). A property ends at a semicolon or bracket.
constexpr std::array<Escape, 3> in_message{{
    {.character = '%', .written = "%AZP25"},
    {.character = '\r', .written = "%0D"},
    {.character = '\n', .written = "%0A"},
}};
constexpr std::array<Escape, 5> in_property{{
    {.character = '%', .written = "%AZP25"},
    {.character = '\r', .written = "%0D"},
    {.character = '\n', .written = "%0A"},
    {.character = ';', .written = "%3B"},
    {.character = ']', .written = "%5D"},
}};

}  // namespace

std::string azure(std::span<const File> files, const Options& /*options*/) {
  std::string out;
  for (const File& file : files) {
    const std::string path = escaped(file.path, in_property);
    const Positions positions(file.source);
    for (const engine::Finding& finding : file.findings) {
      const text::Position start = positions.at(finding.range.start);
      // There are errors and warnings only.
      out += fmt::format("##vso[task.logissue type=warning;sourcepath={};linenumber={};columnnumber={};code={};]{}\n",
                         path, start.row, start.column, finding.code, escaped(finding.message, in_message));
    }
  }
  return out;
}

}  // namespace slicecop::report
