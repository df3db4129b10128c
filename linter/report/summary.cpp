#include "report/report.h"

namespace slicecop::report {

namespace {

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace

std::string summary(std::span<const File> files, const Options& /*options*/) {
  std::size_t warnings = 0;
  std::size_t infos = 0;
  for (const File& file : files) {
    for (const engine::Finding& finding : file.findings) {
      ++(finding.severity == engine::Severity::warning ? warnings : infos);
    }
  }
  if (warnings + infos == 0) return "All checks passed!\n";
  std::string out = "Found " + counted(warnings + infos, "finding") + " (";
  if (warnings > 0) out += counted(warnings, "warning");
  if (warnings > 0 && infos > 0) out += ", ";
  if (infos > 0) out += counted(infos, "info");
  return out + ").\n";
}

}  // namespace slicecop::report
