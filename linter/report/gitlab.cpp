#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "engine/fingerprint.h"
#include "report/positions.h"
#include "report/relative_path.h"
#include "report/report.h"

namespace slicecop::report {

namespace {

using Json = nlohmann::ordered_json;

Json position(text::Position at) { return {{"line", at.row}, {"column", at.column}}; }

// Numbers no two findings of a report alike, and in the next report as in this one.
class Numbers {
 public:
  std::string of(std::string_view path, engine::Fingerprint fingerprint) {
    std::uint64_t number =
        engine::stable_hash(path, engine::stable_hash(fmt::format("{}:{}:", fingerprint.hash, fingerprint.occurrence)));
    while (!taken_.insert(number).second) number = engine::stable_hash("again", number);
    return fmt::format("{:016x}", number);
  }

 private:
  std::set<std::uint64_t> taken_;
};

}  // namespace

std::string gitlab(std::span<const File> files, const Options& options) {
  constexpr int indentation = 2;
  std::string out = "[";
  Numbers numbers;
  for (const File& file : files) {
    const std::string_view path = relative_path(file.path, options.root).value_or(file.path);
    const Positions positions(file.source);
    engine::Fingerprints fingerprints(file.source);
    for (const engine::Finding& finding : file.findings) {
      const Json object = {{"check_name", finding.code},
                           {"description", std::string(finding.code) + ": " + finding.message},
                           {"severity", finding.severity == engine::Severity::warning ? "major" : "minor"},
                           {"fingerprint", numbers.of(path, fingerprints.next(finding))},
                           {"location",
                            {{"path", path},
                             {"positions",
                              {{"begin", position(positions.at(finding.range.start))},
                               {"end", position(positions.at(finding.range.end))}}}}}};
      out += out.size() == 1 ? "\n" : ",\n";
      out += object.dump(indentation, ' ', false, Json::error_handler_t::replace);
    }
  }
  out += out.size() == 1 ? "]\n" : "\n]\n";
  return out;
}

}  // namespace slicecop::report
