#include <nlohmann/json.hpp>

#include "report/json_finding.h"
#include "report/positions.h"
#include "report/report.h"

namespace slicecop::report {

std::string json(std::span<const File> files, const Options& /*options*/) {
  constexpr int indentation = 2;
  std::string out = "[";
  for (const File& file : files) {
    const Positions positions(file.source);
    for (const engine::Finding& finding : file.findings) {
      out += out.size() == 1 ? "\n" : ",\n";
      // One finding at a time: the whole array as a tree of values would take many times the text.
      out += json_finding(file, positions, finding)
                 .dump(indentation, ' ', false, nlohmann::json::error_handler_t::replace);
    }
  }
  out += out.size() == 1 ? "]\n" : "\n]\n";
  return out;
}

}  // namespace slicecop::report
