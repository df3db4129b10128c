// SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), with what GitHub's code scanning asks for.

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "engine/fingerprint.h"
#include "report/offered_fix.h"
#include "report/positions.h"
#include "report/relative_path.h"
#include "report/report.h"
#include "report/sarif_rule.h"
#include "report/uri.h"

namespace slicecop::report {

namespace {

using Json = nlohmann::ordered_json;

// What relative URIs start from. Whoever reads the report knows where that is: the checkout may lie elsewhere by then.
constexpr std::string_view source_root = "SRCROOT";

using RuleIndices = std::map<std::string_view, std::size_t>;

Json artifact_location(const File& file, const Options& options) {
  const auto relative = relative_path(file.path, options.root);
  if (!relative && file.path.starts_with('/')) return {{"uri", uri_of(file.path)}};
  return {{"uri", uri_of(relative.value_or(file.path))}, {"uriBaseId", source_root}};
}

Json region(const Positions& positions, text::Range range) {
  const text::Position start = positions.at(range.start);
  const text::Position end = positions.at(range.end);
  return {{"startLine", start.row}, {"startColumn", start.column}, {"endLine", end.row}, {"endColumn", end.column}};
}

// The results of one file.
class Results {
 public:
  Results(const File& file, std::size_t index, const Options& options)
      : location_(artifact_location(file, options)), positions_(file.source), fingerprints_(file.source) {
    location_["index"] = index;
  }

  Json result(const engine::Finding& finding, std::size_t rule_index) {
    const auto [hash, occurrence] = fingerprints_.next(finding);
    Json result = {{"ruleId", finding.code},
                   {"ruleIndex", rule_index},
                   {"level", sarif_level(finding.severity)},
                   {"message", {{"text", finding.message}}},
                   {"locations", Json::array({{{"physicalLocation", physical_location(finding.range)}}})},
                   {"partialFingerprints", {{"primaryLocationLineHash", fmt::format("{:016x}:{}", hash, occurrence)}}}};
    if (!finding.notes.empty()) result["relatedLocations"] = related_locations(finding);
    if (is_offered(finding.fix)) result["fixes"] = Json::array({fix(*finding.fix)});
    return result;
  }

 private:
  [[nodiscard]] Json physical_location(text::Range range) const {
    return {{"artifactLocation", location_}, {"region", region(positions_, range)}};
  }

  [[nodiscard]] Json related_locations(const engine::Finding& finding) const {
    Json related = Json::array();
    for (const engine::Note& note : finding.notes) {
      related.push_back({{"id", related.size() + 1},
                         {"physicalLocation", physical_location(note.range)},
                         {"message", {{"text", note.message}}}});
    }
    return related;
  }

  [[nodiscard]] Json fix(const engine::Fix& fix) const {
    Json replacements = Json::array();
    for (const text::Edit& edit : fix.edits) {
      Json replacement = {{"deletedRegion", region(positions_, edit.range)}};
      if (!edit.content.empty()) replacement["insertedContent"] = {{"text", edit.content}};
      replacements.push_back(std::move(replacement));
    }
    const bool safe = fix.applicability == engine::Applicability::safe;
    const std::string reason = safe || fix.reason.empty() ? std::string{} : " (unsafe: " + fix.reason + ')';
    return {{"description", {{"text", fix.title + reason}}},
            {"artifactChanges",
             Json::array({{{"artifactLocation", location_}, {"replacements", std::move(replacements)}}})}};
  }

  Json location_;
  Positions positions_;
  engine::Fingerprints fingerprints_;
};

RuleIndices indices_of_rules(std::span<const File> files) {
  RuleIndices indices;
  for (const File& file : files) {
    for (const engine::Finding& finding : file.findings) indices.emplace(finding.code, 0);
  }
  std::size_t next = 0;
  for (auto& [code, index] : indices) index = next++;
  return indices;
}

std::string written(const Json& json) {
  constexpr int indentation = 2;
  return json.dump(indentation, ' ', false, Json::error_handler_t::replace);
}

Json tool(const RuleIndices& indices, const Options& options) {
  Json rules = Json::array();
  for (const auto& [code, index] : indices) rules.push_back(sarif_rule(code, options));
  return {{"driver",
           {{"name", "slicecop"},
            {"fullName", fmt::format("slicecop {}", options.version)},
            {"informationUri", home_page},
            {"version", options.version},
            {"semanticVersion", options.version},
            {"rules", std::move(rules)}}}};
}

// Appends `items`, one at a time: all of them as a tree of values would take many times the text.
class List {
 public:
  List(std::string& out, std::string_view name) : out_(out) { out_.append("\"").append(name).append("\": ["); }
  void add(const Json& item) {
    out_ += empty_ ? "\n" : ",\n";
    out_ += written(item);
    empty_ = false;
  }
  void end() { out_ += empty_ ? "]" : "\n]"; }

 private:
  std::string& out_;
  bool empty_ = true;
};

}  // namespace

std::string sarif(std::span<const File> files, const Options& options) {
  const RuleIndices indices = indices_of_rules(files);
  std::string out =
      "{\n\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n\"version\": \"2.1.0\",\n\"runs\": [\n{\n";
  out += "\"tool\": " + written(tool(indices, options)) + ",\n";
  out += "\"columnKind\": \"unicodeCodePoints\",\n";
  const Json bases = {{source_root, {{"description", {{"text", "The root of the repository."}}}}}};
  out += "\"originalUriBaseIds\": " + written(bases) + ",\n";
  List artifacts(out, "artifacts");
  for (const File& file : files) {
    if (!file.findings.empty()) {
      artifacts.add({{"location", artifact_location(file, options)}, {"sourceLanguage", "python"}});
    }
  }
  artifacts.end();
  out += ",\n";
  List list(out, "results");
  std::size_t index = 0;
  for (const File& file : files) {
    if (file.findings.empty()) continue;
    Results results(file, index++, options);
    for (const engine::Finding& finding : file.findings) list.add(results.result(finding, indices.at(finding.code)));
  }
  list.end();
  return out + "\n}\n]\n}\n";
}

}  // namespace slicecop::report
