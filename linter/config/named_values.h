// Options that take one of a few names: the names, shared by configuration files and the command line.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/nearest_name.h"
#include "config/options.h"

namespace slicecop::config {

template <typename Value>
struct NamedValue {
  constexpr NamedValue(std::string_view its_name, Value its_value) : name(its_name), value(its_value) {}
  std::string_view name;
  Value value;
};

inline constexpr std::array<NamedValue<OutputFormat>, 12> output_formats{{{"full", OutputFormat::full},
                                                                          {"concise", OutputFormat::concise},
                                                                          {"grouped", OutputFormat::grouped},
                                                                          {"json", OutputFormat::json},
                                                                          {"json-lines", OutputFormat::json_lines},
                                                                          {"sarif", OutputFormat::sarif},
                                                                          {"github", OutputFormat::github},
                                                                          {"gitlab", OutputFormat::gitlab},
                                                                          {"junit", OutputFormat::junit},
                                                                          {"rdjson", OutputFormat::rdjson},
                                                                          {"pylint", OutputFormat::pylint},
                                                                          {"azure", OutputFormat::azure}}};

inline constexpr std::array<NamedValue<FailOn>, 3> fail_on_values{
    {{"info", FailOn::info}, {"warning", FailOn::warning}, {"never", FailOn::never}}};

inline constexpr std::array<NamedValue<engine::Severity>, 2> severities{
    {{"info", engine::Severity::info}, {"warning", engine::Severity::warning}}};

inline constexpr std::array<NamedValue<engine::MinEvidence>, 2> min_evidence_values{
    {{"use", engine::MinEvidence::use}, {"name", engine::MinEvidence::name}}};

/// Minor versions of Python 3, `py38` to `py314`.
inline constexpr std::array<NamedValue<std::uint8_t>, 7> target_versions{
    {{"py38", 8}, {"py39", 9}, {"py310", 10}, {"py311", 11}, {"py312", 12}, {"py313", 13}, {"py314", 14}}};

/// "`jsn` is not known; did you mean `json`?", or the whole list where nothing is near.
std::string unknown_value(std::string_view written, std::span<const std::string_view> names);

/// The value that `written` names in `table`; the error is a message without a place.
template <typename Value, std::size_t size>
std::expected<Value, std::string> value_of(std::string_view written, const std::array<NamedValue<Value>, size>& table) {
  std::vector<std::string_view> names;
  for (const NamedValue<Value>& entry : table) {
    if (entry.name == written) return entry.value;
    names.push_back(entry.name);
  }
  return std::unexpected(unknown_value(written, names));
}

}  // namespace slicecop::config
