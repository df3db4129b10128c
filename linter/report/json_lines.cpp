#include <nlohmann/json.hpp>

#include "report/json_finding.h"
#include "report/positions.h"
#include "report/report.h"

namespace slicecop::report {

std::string json_lines(std::span<const File> files, const Options& /*options*/) {
  std::string out;
  for (const File& file : files) {
    const Positions positions(file.source);
    for (const engine::Finding& finding : file.findings) {
      out += json_finding(file, positions, finding).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
      out += '\n';
    }
  }
  return out;
}

}  // namespace slicecop::report
