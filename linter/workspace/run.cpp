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

bool is_shown(const Finding& finding, const DiscoveredFile& file) {
  return finding.severity >= file.configuration->output.min_severity;
}

CheckedFile result(const DiscoveredFile& file, std::unique_ptr<const text::SourceFile> source,
                   std::vector<Finding> findings, std::unique_ptr<const FixedFile> fixed = nullptr) {
  const FailOn fail_on = file.configuration->output.fail_on;
  std::erase_if(findings, [&](const Finding& finding) { return !is_shown(finding, file); });
  if (findings.empty() && fixed == nullptr) return {};
  const bool fails =
      std::ranges::any_of(findings, [&](const Finding& finding) { return makes_fail(finding, fail_on); });
  return {.path = file.path,
          .shown = file.shown,
          .source = std::move(source),
          .findings = std::move(findings),
          .fails = fails,
          .fixed = std::move(fixed)};
}

// The document with its fixes made.
CheckedFile fixed_result(const DiscoveredFile& file, engine::Document document, engine::FixedDocument made) {
  std::vector<Finding> findings = std::move(made.findings);
  for (const engine::BrokenFix& broken : made.broken) findings.push_back(broken_fix(broken.code, broken.row));
  std::unique_ptr<const FixedFile> fixed;
  if (made.document) {
    fixed = std::make_unique<FixedFile>(std::move(document).take_file(), std::move(made.edits), std::move(made.made),
                                        made.settled);
    document = std::move(*made.document);
  }
  return result(file, std::move(document).take_file(), std::move(findings), std::move(fixed));
}

CheckedFile result(const UnreadablePath& path) {
  CheckedFile checked{
      .path = path.path, .shown = path.shown, .source = nullptr, .findings = {}, .fails = true, .fixed = nullptr};
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

engine::Decide every_fix(const DiscoveredFile& file) {
  return [&file](const engine::Document& /*document*/, const Finding& finding) {
    const engine::Applicability needed =
        file.configuration->unsafe_fixes ? engine::Applicability::unsafe : engine::Applicability::safe;
    const bool wanted = is_shown(finding, file) && finding.fix->applicability >= needed;
    return wanted ? engine::Decision::make : engine::Decision::leave;
  };
}

CheckedFile check_bytes(const DiscoveredFile& file, std::string bytes, const Resources& resources) {
  const Configuration& configuration = *file.configuration;
  ParsedFiles* const parsed = resources.parsed;
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
  const semantics::Project& project = project_for(configuration, resources.project);
  if (resources.fixes) {
    engine::FixedDocument made = engine::fix(*document, configuration.settings, rules, project, resources.fixes(file));
    return fixed_result(file, std::move(*document), std::move(made));
  }
  engine::Memo memo;
  std::vector<Finding> findings = engine::check(*document, configuration.settings, rules, project, memo);
  if (findings.empty() && parsed != nullptr) {
    parsed->keep(file.path, fingerprint, std::move(*document));
    return {};
  }
  return result(file, std::move(*document).take_file(), std::move(findings));
}

CheckedFile check_file(const DiscoveredFile& file, const Resources& resources) {
  auto bytes = platform::read_file(file.path, most_bytes(file));
  if (!bytes) return not_checked(file, not_read(bytes.error(), most_bytes(file)));
  return check_bytes(file, std::move(*bytes), resources);
}

std::vector<CheckedFile> check_files(const Discovered& discovered, unsigned jobs, const Resources& resources) {
  std::vector<std::uint64_t> sizes;
  sizes.reserve(discovered.files.size());
  for (const DiscoveredFile& file : discovered.files) sizes.push_back(file.size);
  auto results =
      parallel_map(sizes, jobs, [&](std::size_t index) { return check_file(discovered.files[index], resources); });

  std::vector<CheckedFile> checked;
  for (std::size_t i = 0; i < results.size(); ++i) {
    CheckedFile file =
        results[i] ? std::move(*results[i]) : not_checked(discovered.files[i], internal_error(results[i].error()));
    if (!file.empty()) checked.push_back(std::move(file));
  }
  for (const UnreadablePath& path : discovered.unreadable) checked.push_back(result(path));
  std::ranges::sort(checked, {}, [](const CheckedFile& file) { return std::tie(file.shown, file.path); });
  return checked;
}

}  // namespace slicecop::workspace
