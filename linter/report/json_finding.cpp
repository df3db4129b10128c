#include "report/json_finding.h"

#include <nlohmann/json.hpp>

namespace slicecop::report {

namespace {

using Json = nlohmann::ordered_json;

// Findings about a whole file stand at its first character.
Json location(const Positions& positions, std::uint32_t offset) {
  const text::Position position = positions.at(offset);
  return {{"row", position.row}, {"column", position.column}};
}

template <typename Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::string_view name_of(engine::Severity severity) {
  return severity == engine::Severity::warning ? "warning" : "info";
}

std::string_view name_of(engine::Applicability applicability) {
  switch (applicability) {
    case engine::Applicability::safe:
      return "safe";
    case engine::Applicability::unsafe:
      return "unsafe";
    case engine::Applicability::display:
      return "display";
  }
  return {};
}

std::string_view name_of(engine::Growth growth) {
  switch (growth) {
    case engine::Growth::quadratic:
      return "quadratic";
    case engine::Growth::per_iteration:
      return "per-iteration";
    case engine::Growth::once:
      return "once";
  }
  return {};
}

Json fix(const Positions& positions, const std::optional<engine::Fix>& fix) {
  if (!fix) return nullptr;
  Json edits = Json::array();
  for (const text::Edit& edit : fix->edits) {
    edits.push_back({{"content", edit.content},
                     {"location", location(positions, edit.range.start)},
                     {"end_location", location(positions, edit.range.end)}});
  }
  return {{"applicability", name_of(fix->applicability)}, {"message", fix->title}, {"edits", std::move(edits)}};
}

Json notes(const Positions& positions, std::span<const engine::Note> notes) {
  Json out = Json::array();
  for (const engine::Note& note : notes) {
    out.push_back({{"message", note.message},
                   {"location", location(positions, note.range.start)},
                   {"end_location", location(positions, note.range.end)}});
  }
  return out;
}

Json evidence(const engine::EvidenceOf& evidence) {
  return {{"type", evidence.type}, {"from", types::name_of(evidence.from)}};
}

Json cost(const engine::Cost& cost) {
  return {{"growth", name_of(cost.growth)},
          {"width", or_null(cost.width)},
          {"gains_from", or_null(cost.gains_from)},
          {"in_loop", cost.in_loop}};
}

}  // namespace

nlohmann::ordered_json json_finding(const File& file, const Positions& positions, const engine::Finding& finding) {
  const bool of_whole_file = file.source == nullptr;
  return {{"code", finding.code},
          {"name", finding.code},
          {"severity", name_of(finding.severity)},
          {"message", finding.message},
          {"filename", file.path},
          {"cell", nullptr},
          {"location", location(positions, finding.range.start)},
          {"end_location", location(positions, finding.range.end)},
          {"noqa_row", of_whole_file ? Json(nullptr) : Json(positions.at(finding.noqa_at).row)},
          {"url", of_whole_file ? Json(nullptr) : Json(std::string(rule_pages) + std::string(finding.code))},
          {"fix", fix(positions, finding.fix)},
          {"evidence", of_whole_file ? Json(nullptr) : evidence(finding.evidence)},
          {"cost", of_whole_file ? Json(nullptr) : cost(finding.cost)},
          {"notes", notes(positions, finding.notes)}};
}

}  // namespace slicecop::report
