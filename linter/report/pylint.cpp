#include "report/positions.h"
#include "report/printable.h"
#include "report/report.h"

namespace slicecop::report {

std::string pylint(std::span<const File> files, const Options& /*options*/) {
  std::string out;
  for (const File& file : files) {
    const std::string path = printable(file.shown);
    const Positions positions(file.source);
    for (const engine::Finding& finding : file.findings) {
      out += path + ':' + std::to_string(positions.at(finding.range.start).row) + ": [";
      out += finding.code;
      out += "] ";
      append_printable(out, finding.message);
      out += '\n';
    }
  }
  return out;
}

}  // namespace slicecop::report
