#include "workspace/run.h"

#include <algorithm>
#include <expected>
#include <optional>
#include <tuple>
#include <utility>

#include "engine/check.h"
#include "engine/document.h"
#include "platform/files.h"
#include "workspace/file_problem.h"
#include "workspace/parallel.h"

namespace slicecop::workspace {

namespace {

using config::Configuration;
using config::FailOn;
using engine::Finding;

// Offsets into a text are 32-bit, and decoding makes up to three bytes of one.
constexpr std::uint64_t most_bytes_ever = std::uint64_t{1} << 30U;

std::uint64_t most_bytes(const DiscoveredFile& file) {
  return std::min(file.configuration->discovery.max_file_size, most_bytes_ever);
}

bool makes_fail(const Finding& finding, FailOn fail_on) {
  if (is_failure(finding)) return true;
  switch (fail_on) {
    case FailOn::info:
      return true;
    case FailOn::warning:
      return finding.severity == engine::Severity::warning;
    case FailOn::never:
      return false;
  }
  return false;
}

CheckedFile result(const DiscoveredFile& file, std::unique_ptr<const text::SourceFile> source,
                   std::vector<Finding> findings) {
  const config::OutputSettings& output = file.configuration->output;
  std::erase_if(findings, [&](const Finding& finding) { return finding.severity < output.min_severity; });
  if (findings.empty()) return {};
  const bool fails =
      std::ranges::any_of(findings, [&](const Finding& finding) { return makes_fail(finding, output.fail_on); });
  return {.path = file.path,
          .shown = file.shown,
          .source = std::move(source),
          .findings = std::move(findings),
          .fails = fails};
}

CheckedFile result(const UnreadablePath& path) {
  CheckedFile checked{.path = path.path, .shown = path.shown, .source = nullptr, .findings = {}, .fails = true};
  checked.findings.push_back(not_read({.message = path.message}, 0));
  return checked;
}

}  // namespace

const semantics::Project& project_for(const Configuration& configuration, const semantics::Project& project) {
  static const semantics::EmptyProject alone;
  return configuration.project_types ? project.for_version(configuration.settings.target_version) : alone;
}

CheckedFile not_checked(const DiscoveredFile& file, Finding problem) {
  std::vector<Finding> findings;
  findings.push_back(std::move(problem));
  return result(file, nullptr, std::move(findings));
}

CheckedFile check_bytes(const DiscoveredFile& file, std::string bytes, const semantics::Project& project,
                        ParsedFiles* parsed) {
  const Configuration& configuration = *file.configuration;
  const std::uint64_t fingerprint = parsed != nullptr ? ParsedFiles::fingerprint_of(bytes) : 0;
  std::optional<engine::Document> document = parsed != nullptr ? parsed->take(file.path, bytes) : std::nullopt;
  if (!document) {
    auto source = text::SourceFile::from_bytes(file.path, std::move(bytes));
    if (!source) return not_checked(file, not_decoded(source.error()));
    auto made = engine::Document::parse(std::move(*source));
    if (!made) return not_checked(file, too_complex());
    document = std::move(*made);
  }

  const std::vector<engine::NamedRule> rules = configuration.rules_for(file.path);
  engine::Memo memo;
  std::vector<Finding> findings =
      engine::check(*document, configuration.settings, rules, project_for(configuration, project), memo);
  if (findings.empty() && parsed != nullptr) {
    parsed->keep(file.path, fingerprint, std::move(*document));
    return {};
  }
  return result(file, std::move(*document).take_file(), std::move(findings));
}

CheckedFile check_file(const DiscoveredFile& file, const semantics::Project& project, ParsedFiles* parsed) {
  auto bytes = platform::read_file(file.path, most_bytes(file));
  if (!bytes) return not_checked(file, not_read(bytes.error(), most_bytes(file)));
  return check_bytes(file, std::move(*bytes), project, parsed);
}

std::vector<CheckedFile> check_files(const Discovered& discovered, unsigned jobs, const semantics::Project& project,
                                     ParsedFiles* parsed) {
  std::vector<std::uint64_t> sizes;
  sizes.reserve(discovered.files.size());
  for (const DiscoveredFile& file : discovered.files) sizes.push_back(file.size);
  auto results = parallel_map(sizes, jobs,
                              [&](std::size_t index) { return check_file(discovered.files[index], project, parsed); });

  std::vector<CheckedFile> checked;
  for (std::size_t i = 0; i < results.size(); ++i) {
    CheckedFile file =
        results[i] ? std::move(*results[i]) : not_checked(discovered.files[i], internal_error(results[i].error()));
    if (!file.findings.empty()) checked.push_back(std::move(file));
  }
  for (const UnreadablePath& path : discovered.unreadable) checked.push_back(result(path));
  std::ranges::sort(checked, {}, [](const CheckedFile& file) { return std::tie(file.shown, file.path); });
  return checked;
}

}  // namespace slicecop::workspace
