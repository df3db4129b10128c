// `slicecop check`.

#include <algorithm>
#include <utility>

#include "cli/commands.h"
#include "cli/session.h"
#include "cli/streams.h"
#include "platform/files.h"
#include "report/report.h"
#include "workspace/file_problem.h"
#include "workspace/folder_project.h"
#include "workspace/run.h"

namespace slicecop::cli {

namespace {

using config::OutputFormat;
using workspace::CheckedFile;

using Format = std::string (*)(std::span<const report::File>, const report::Options&);

// Null for a format that nothing writes.
Format format_of(OutputFormat format) {
  switch (format) {
    case OutputFormat::full:
      return report::full;
    case OutputFormat::concise:
      return report::concise;
    case OutputFormat::json:
      return report::json;
    default:
      return nullptr;
  }
}

bool is_for_people(OutputFormat format) { return format == OutputFormat::full || format == OutputFormat::concise; }

int fail(const std::string& message) {
  write_error(error_line(message));
  return status_error;
}

// What was found, and what else is to be told on standard error.
struct Outcome {
  std::vector<CheckedFile> files;
  std::string warnings;
  std::string errors;
};

Outcome check_paths(const CheckCommand& command, Session& session) {
  const workspace::Discovered discovered = discover(command.paths, session);
  Outcome outcome;
  outcome.warnings = warnings_of(session, discovered);
  outcome.errors = mistakes_of(discovered);
  if (discovered.files.empty() && discovered.unreadable.empty() && discovered.mistakes.empty()) {
    outcome.warnings += warning_line("no Python files found under the given paths");
  }
  const workspace::FolderProject project;
  outcome.files = workspace::check_files(discovered, command.jobs, project, &project.parsed_files());
  return outcome;
}

std::expected<Outcome, std::string> check_standard_input(const CheckCommand& command, Session& session) {
  auto file = standard_input(command.stdin_filename.value_or("-"), session);
  if (!file) return std::unexpected(file.error());
  Outcome outcome;
  outcome.warnings = warnings_of(session, {.files = {*file}, .unreadable = {}, .mistakes = {}});
  const config::DiscoverySettings& settings = file->configuration->discovery;
  if (file->path.ends_with(".pyi")) return outcome;
  if (settings.force_exclude && workspace::is_excluded(file->path, *file->configuration)) return outcome;

  auto bytes = platform::read_standard_input(settings.max_file_size);
  CheckedFile checked = bytes
                            ? workspace::check_bytes(*file, std::move(*bytes), workspace::FolderProject{})
                            : workspace::not_checked(*file, workspace::not_read(bytes.error(), settings.max_file_size));
  if (!checked.findings.empty()) outcome.files.push_back(std::move(checked));
  return outcome;
}

std::string written(const Outcome& outcome, OutputFormat format, const report::Options& options, bool quiet) {
  std::vector<report::File> files;
  files.reserve(outcome.files.size());
  for (const CheckedFile& file : outcome.files) {
    files.push_back({.shown = file.shown, .path = file.path, .source = file.source.get(), .findings = file.findings});
  }
  std::string out = format_of(format)(files, options);
  // Where configuration was wrong and nothing was found, "all checks passed" would be a lie.
  const bool has_verdict = !files.empty() || outcome.errors.empty();
  if (is_for_people(format) && !quiet && has_verdict) out += report::summary(files, options);
  return out;
}

int status_of(const CheckCommand& command, const Outcome& outcome) {
  const auto is_defect = [](const engine::Finding& finding) { return finding.code == workspace::internal_error_code; };
  const auto has_defect = [&](const CheckedFile& file) { return std::ranges::any_of(file.findings, is_defect); };
  if (!outcome.errors.empty() || std::ranges::any_of(outcome.files, has_defect)) return status_error;
  if (command.exit_zero) return status_ok;
  return std::ranges::any_of(outcome.files, &CheckedFile::fails) ? status_findings : status_ok;
}

}  // namespace

int run(const CheckCommand& command, Rules rules) {
  auto session = begin(command.configuration, rules);
  if (!session) return fail(session.error());
  const OutputFormat format = session->configuration->output.format;
  if (format_of(format) == nullptr)
    return fail("this output format is not available; there are full, concise and json");

  const bool from_standard_input = command.stdin_filename || std::ranges::equal(command.paths, std::vector{"-"});
  Outcome outcome;
  if (from_standard_input) {
    auto checked = check_standard_input(command, *session);
    if (!checked) return fail(checked.error());
    outcome = std::move(*checked);
  } else {
    outcome = check_paths(command, *session);
  }

  write_error(command.quiet ? outcome.errors : outcome.warnings + outcome.errors);
  const bool to_file = command.output_file.has_value();
  const bool color = to_file ? command.color == platform::ColorChoice::always
                             : platform::wants_color(platform::Stream::output, command.color);
  const std::string text = written(outcome, format, {.color = color}, command.quiet);
  if (to_file) {
    const auto done = platform::write_file(*command.output_file, text);
    if (!done) return fail(*command.output_file + ": " + done.error().message);
  } else if (!write_output(text)) {
    return status_error;
  }
  return status_of(command, outcome);
}

}  // namespace slicecop::cli
