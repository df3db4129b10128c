#include <algorithm>
#include <nlohmann/json.hpp>

#include "report/offered_fix.h"
#include "report/positions.h"
#include "report/report.h"

namespace slicecop::report {

namespace {

using Json = nlohmann::ordered_json;

// A fix that also changes the imports may span a whole file, and a review takes no such suggestion.
constexpr std::uint32_t most_lines = 50;

Json position(text::Position at) { return {{"line", at.row}, {"column", at.column}}; }

Json range_of(const Positions& positions, text::Range range) {
  return {{"start", position(positions.at(range.start))}, {"end", position(positions.at(range.end))}};
}

// A file that could not be read has no places.
Json location(const File& file, const Positions& positions, text::Range range) {
  Json location = {{"path", file.path}};
  if (file.source != nullptr) location["range"] = range_of(positions, range);
  return location;
}

// A suggestion is taken alone, so the edits of a fix are made one, with what stands between them.
text::Edit joined(const text::SourceFile& source, const engine::Fix& fix) {
  const auto first = std::ranges::min_element(fix.edits, {}, [](const text::Edit& edit) { return edit.range.start; });
  const auto last = std::ranges::max_element(fix.edits, {}, [](const text::Edit& edit) { return edit.range.end; });
  const text::Range range{.start = first->range.start, .end = last->range.end};
  std::vector<text::Edit> edits = fix.edits;
  for (text::Edit& edit : edits) {
    edit.range = {.start = edit.range.start - range.start, .end = edit.range.end - range.start};
  }
  return {.range = range, .content = text::apply(source.text(range), edits)};
}

Json related_locations(const File& file, const Positions& positions, const engine::Finding& finding) {
  Json related = Json::array();
  for (const engine::Note& note : finding.notes) {
    related.push_back({{"message", note.message}, {"location", location(file, positions, note.range)}});
  }
  return related;
}

std::optional<Json> suggestions_of(const File& file, const Positions& positions, const engine::Finding& finding) {
  if (file.source == nullptr || !is_offered(finding.fix)) return std::nullopt;
  const text::Edit edit = joined(*file.source, *finding.fix);
  const std::uint32_t first = positions.at(edit.range.start).row;
  if (positions.at(edit.range.end).row - first > most_lines) return std::nullopt;
  return Json::array({{{"range", range_of(positions, edit.range)}, {"text", edit.content}}});
}

Json diagnostic(const File& file, const Positions& positions, const engine::Finding& finding) {
  Json code = {{"value", finding.code}};
  if (file.source != nullptr) code["url"] = std::string(rule_pages) + std::string(finding.code);
  Json object = {{"message", finding.message},
                 {"location", location(file, positions, finding.range)},
                 {"severity", finding.severity == engine::Severity::warning ? "WARNING" : "INFO"},
                 {"code", std::move(code)}};
  if (auto suggestions = suggestions_of(file, positions, finding)) object["suggestions"] = std::move(*suggestions);
  if (!finding.notes.empty()) object["related_locations"] = related_locations(file, positions, finding);
  return object;
}

}  // namespace

std::string rdjson(std::span<const File> files, const Options& /*options*/) {
  constexpr int indentation = 2;
  const Json source = {{"name", "slicecop"}, {"url", home_page}};
  const std::string opening = "{\n\"source\": " + source.dump() + ",\n\"severity\": \"WARNING\",\n\"diagnostics\": [";
  std::string out = opening;
  for (const File& file : files) {
    const Positions positions(file.source, Positions::Columns::bytes);
    for (const engine::Finding& finding : file.findings) {
      out += out.size() == opening.size() ? "\n" : ",\n";
      out += diagnostic(file, positions, finding).dump(indentation, ' ', false, Json::error_handler_t::replace);
    }
  }
  out += out.size() == opening.size() ? "]\n}\n" : "\n]\n}\n";
  return out;
}

}  // namespace slicecop::report
