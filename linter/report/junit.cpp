#include <fmt/format.h>

#include "report/positions.h"
#include "report/report.h"
#include "report/xml.h"

namespace slicecop::report {

namespace {

// A suite of one test that passed: Jenkins fails a build whose report holds no test.
constexpr std::string_view nothing_found =
    "    <testsuite name=\"slicecop\" tests=\"1\" skipped=\"0\" errors=\"0\" failures=\"0\" package=\"org.slicecop\">\n"
    "        <testcase name=\"No findings\" classname=\"slicecop\"/>\n"
    "    </testsuite>\n";

std::string_view without_suffix(std::string_view path) {
  return path.ends_with(".py") ? path.substr(0, path.size() - 3) : path;
}

std::string_view name_of(engine::Severity severity) {
  return severity == engine::Severity::warning ? "warning" : "info";
}

// The place stands in the text: Jenkins's schema knows no attributes for it, though Ruff writes some.
std::string test_case(const std::string& class_name, const Positions& positions, const engine::Finding& finding) {
  const text::Position at = positions.at(finding.range.start);
  const std::string message = xml_text(finding.message);
  return fmt::format(
      "        <testcase name=\"org.slicecop.{}\" classname=\"{}\">\n"
      "            <failure type=\"{}\" message=\"{}\">line {}, col {}, {}</failure>\n"
      "        </testcase>\n",
      finding.code, class_name, name_of(finding.severity), message, at.row, at.column, message);
}

}  // namespace

std::string junit(std::span<const File> files, const Options& /*options*/) {
  std::string suites;
  std::size_t total = 0;
  for (const File& file : files) {
    if (file.findings.empty()) continue;
    const std::size_t count = file.findings.size();
    total += count;
    suites += fmt::format(
        "    <testsuite name=\"{}\" tests=\"{}\" skipped=\"0\" errors=\"0\" failures=\"{}\" "
        "package=\"org.slicecop\">\n",
        xml_text(file.path), count, count);
    const std::string class_name = xml_text(without_suffix(file.path));
    const Positions positions(file.source);
    for (const engine::Finding& finding : file.findings) suites += test_case(class_name, positions, finding);
    suites += "    </testsuite>\n";
  }
  const std::size_t tests = total == 0 ? 1 : total;
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"slicecop\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n{}</testsuites>\n",
      tests, total, total == 0 ? nothing_found : std::string_view(suites));
}

}  // namespace slicecop::report
