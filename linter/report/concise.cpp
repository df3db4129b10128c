#include "report/made_by_fix.h"
#include "report/positions.h"
#include "report/printable.h"
#include "report/report.h"
#include "report/style.h"

namespace slicecop::report {

std::string concise(std::span<const File> files, const Options& options) {
  const Style style(options.color);
  std::string out;
  for (const File& file : files) {
    const std::string path = printable(file.shown);
    const Positions positions(file.source);
    for (const engine::Finding& finding : file.findings) {
      const text::Position at = positions.at(finding.range.start);
      style.append(out, Paint::bold, path);
      out += ':' + std::to_string(at.row) + ':' + std::to_string(at.column) + ": ";
      style.append(out, paint_of(finding.severity), finding.code);
      out += ' ';
      if (would_be_made(finding, options)) {
        out += '[' + style(Paint::help, "*") + "] ";
      }
      append_printable(out, finding.message);
      out += '\n';
    }
  }
  return out;
}

}  // namespace slicecop::report
