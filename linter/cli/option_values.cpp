#include "cli/option_values.h"

#include <array>
#include <charconv>
#include <utility>

#include "config/named_values.h"

namespace slicecop::cli {

namespace {

using config::NamedValue;

constexpr std::array<NamedValue<platform::ColorChoice>, 3> color_choices{{
    {"auto", platform::ColorChoice::automatic},
    {"always", platform::ColorChoice::always},
    {"never", platform::ColorChoice::never},
}};

constexpr std::array<NamedValue<PageFormat>, 3> page_formats{{
    {"text", PageFormat::text},
    {"markdown", PageFormat::markdown},
    {"json", PageFormat::json},
}};

// The value that `written` names, nothing where the option is not given.
template <typename Value, std::size_t size>
std::expected<std::optional<Value>, std::string> read(const std::string& option, const std::string& written,
                                                      const std::array<NamedValue<Value>, size>& table) {
  if (written.empty()) return std::nullopt;
  auto value = config::value_of(written, table);
  if (!value) return std::unexpected(option + ": " + value.error());
  return *value;
}

std::vector<config::Written> written_at(const std::string& option, const std::vector<std::string>& values) {
  std::vector<config::Written> all;
  all.reserve(values.size());
  for (const std::string& value : values) all.push_back({.text = value, .place = {.source = option, .position = {}}});
  return all;
}

}  // namespace

std::expected<ConfigurationRequest, std::string> read_configuration(const WrittenConfiguration& written) {
  ConfigurationRequest request;
  config::Options& options = request.options;
  if (written.select) options.selection.select = written_at("--select", *written.select);
  options.selection.extend_select = written_at("--extend-select", written.extend_select);
  options.selection.ignore = written_at("--ignore", written.ignore);
  if (written.fixable) options.fixes.fixable = written_at("--fixable", *written.fixable);
  options.fixes.unfixable = written_at("--unfixable", written.unfixable);
  options.fixes.unsafe = written.unsafe_fixes;
  if (written.exclude) options.exclude = written_at("--exclude", *written.exclude);
  options.extend_exclude = written_at("--extend-exclude", written.extend_exclude);
  options.respect_gitignore = written.respect_gitignore;
  options.force_exclude = written.force_exclude;
  options.preview = written.preview;

  const auto version = read("--target-version", written.target_version, config::target_versions);
  if (!version) return std::unexpected(version.error());
  options.target_version = *version;
  const auto format = read("--output-format", written.output_format, config::output_formats);
  if (!format) return std::unexpected(format.error());
  options.output_format = *format;
  const auto severity = read("--min-severity", written.min_severity, config::severities);
  if (!severity) return std::unexpected(severity.error());
  options.min_severity = *severity;
  const auto fail_on = read("--fail-on", written.fail_on, config::fail_on_values);
  if (!fail_on) return std::unexpected(fail_on.error());
  options.fail_on = *fail_on;

  request.isolated = written.isolated;
  if (!written.config_file.empty()) request.config_file = written.config_file;
  return request;
}

std::expected<platform::ColorChoice, std::string> read_color(const std::string& written) {
  const auto choice = read("--color", written, color_choices);
  if (!choice) return std::unexpected(choice.error());
  return choice->value_or(platform::ColorChoice::automatic);
}

std::expected<PageFormat, std::string> read_page_format(const std::string& written) {
  const auto format = read("--output-format", written, page_formats);
  if (!format) return std::unexpected(format.error());
  return format->value_or(PageFormat::text);
}

std::expected<unsigned, std::string> read_jobs(const std::string& written) {
  if (written.empty()) return 0U;
  unsigned jobs = 0;
  const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), jobs);
  if (error != std::errc{} || end != written.data() + written.size() || jobs == 0) {
    return std::unexpected("--jobs: `" + written + "` is not a number of threads from 1 on");
  }
  return jobs;
}

}  // namespace slicecop::cli
