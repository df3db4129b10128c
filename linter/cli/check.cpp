// `slicecop check`.

#include <algorithm>
#include <optional>
#include <utility>

#include "cli/commands.h"
#include "cli/fix_dialog.h"
#include "cli/fixing.h"
#include "cli/session.h"
#include "cli/streams.h"
#include "platform/files.h"
#include "report/report.h"
#include "workspace/file_problem.h"
#include "workspace/folder_project.h"
#include "workspace/repository.h"
#include "workspace/run.h"

namespace slicecop::cli {

namespace {

using config::OutputFormat;
using workspace::CheckedFile;

using Format = std::string (*)(std::span<const report::File>, const report::Options&);

Format format_of(OutputFormat format) {
  switch (format) {
    case OutputFormat::full:
      return report::full;
    case OutputFormat::concise:
      return report::concise;
    case OutputFormat::grouped:
      return report::grouped;
    case OutputFormat::json:
      return report::json;
    case OutputFormat::json_lines:
      return report::json_lines;
    case OutputFormat::sarif:
      return report::sarif;
    case OutputFormat::github:
      return report::github;
    case OutputFormat::gitlab:
      return report::gitlab;
    case OutputFormat::junit:
      return report::junit;
    case OutputFormat::rdjson:
      return report::rdjson;
    case OutputFormat::pylint:
      return report::pylint;
    case OutputFormat::azure:
      return report::azure;
  }
  return nullptr;
}

bool is_for_people(OutputFormat format) {
  return format == OutputFormat::full || format == OutputFormat::concise || format == OutputFormat::grouped;
}

int fail(const std::string& message) {
  write_error(error_line(message));
  return status_error;
}

// What was found, and what else is to be told on standard error.
struct Outcome {
  std::vector<CheckedFile> files;
  std::string warnings;
  std::string errors;
  std::optional<std::string> standard_input;  ///< its bytes, where that is what was checked
};

workspace::FixChoice fix_choice(FixMode mode, FixDialog& dialog) {
  switch (mode) {
    case FixMode::offer:
      return {};
    case FixMode::make:
    case FixMode::show:
      return workspace::every_fix;
    case FixMode::ask:
      return dialog.choice();
  }
  return {};
}

Outcome check_paths(const CheckCommand& command, Session& session, FixDialog& dialog) {
  const workspace::Discovered discovered = discover(command.paths, session);
  Outcome outcome;
  outcome.warnings = warnings_of(session, discovered);
  outcome.errors = mistakes_of(discovered);
  if (discovered.files.empty() && discovered.unreadable.empty() && discovered.mistakes.empty()) {
    outcome.warnings += warning_line("no Python files found under the given paths");
  }
  const workspace::FolderProject project;
  // One question at a time.
  const unsigned jobs = command.fixes == FixMode::ask ? 1 : command.jobs;
  outcome.files = workspace::check_files(
      discovered, jobs,
      {.project = project, .parsed = &project.parsed_files(), .fixes = fix_choice(command.fixes, dialog)});
  return outcome;
}

std::expected<Outcome, std::string> check_standard_input(const CheckCommand& command, Session& session) {
  auto file = standard_input(command.stdin_filename.value_or("-"), session);
  if (!file) return std::unexpected(file.error());
  Outcome outcome;
  outcome.warnings = warnings_of(session, {.files = {*file}, .unreadable = {}, .mistakes = {}});
  const config::DiscoverySettings& settings = file->configuration->discovery;
  auto bytes = platform::read_standard_input(settings.max_file_size);
  outcome.standard_input = bytes.value_or(std::string{});
  if (file->path.ends_with(".pyi")) return outcome;
  if (settings.force_exclude && workspace::is_excluded(file->path, *file->configuration)) return outcome;

  const workspace::FolderProject project;
  const workspace::FixChoice fixes = command.fixes == FixMode::offer ? workspace::FixChoice{} : workspace::every_fix;
  CheckedFile checked = bytes
                            ? workspace::check_bytes(*file, std::move(*bytes), {.project = project, .fixes = fixes})
                            : workspace::not_checked(*file, workspace::not_read(bytes.error(), settings.max_file_size));
  if (!checked.empty()) outcome.files.push_back(std::move(checked));
  return outcome;
}

std::vector<report::File> reported(const Outcome& outcome, bool only_failures) {
  std::vector<report::File> files;
  files.reserve(outcome.files.size());
  for (const CheckedFile& file : outcome.files) {
    report::File reported{.shown = file.shown, .path = file.path, .source = file.source.get(), .findings = {}};
    // What could not be done stands at the end.
    std::span<const engine::Finding> findings = file.findings;
    if (only_failures) findings = findings.last(failures_of(file));
    reported.findings = findings;
    if (file.fixed != nullptr) reported.made = file.fixed->made;
    files.push_back(reported);
  }
  return files;
}

std::string written(const Outcome& outcome, OutputFormat format, const report::Options& options,
                    const CheckCommand& command) {
  const std::vector<report::File> files = reported(outcome, command.fix_only);
  std::string out = format_of(format)(files, options);
  if (!is_for_people(format)) return out;
  if (command.show_fixes) out += report::made_fixes(files, options);
  // Where configuration was wrong and nothing was found, "all checks passed" would be a lie.
  const bool has_verdict = !files.empty() || outcome.errors.empty();
  if (command.quiet || !has_verdict) return out;
  return out + (command.fix_only ? report::fix_summary(files, options, false) : report::summary(files, options));
}

int status_of(const CheckCommand& command, const Outcome& outcome) {
  const auto is_defect = [](const engine::Finding& finding) { return finding.code == workspace::internal_error_code; };
  const auto has_defect = [&](const CheckedFile& file) { return std::ranges::any_of(file.findings, is_defect); };
  if (!outcome.errors.empty() || std::ranges::any_of(outcome.files, has_defect)) return status_error;
  if (command.exit_zero) return status_ok;
  const auto fails = [&](const CheckedFile& file) {
    if (command.fixes == FixMode::show && file.fixed != nullptr) return true;
    if (command.exit_non_zero_on_fix && file.fixed != nullptr) return true;
    const bool only_fixes = command.fix_only || command.fixes == FixMode::show;
    return only_fixes ? failures_of(file) > 0 : file.fails;
  };
  return std::ranges::any_of(outcome.files, fails) ? status_findings : status_ok;
}

// Writes to standard output, or to the file that stands for it. The error is a message for people, empty where there is
// nobody left to read.
std::expected<void, std::string> put(const CheckCommand& command, const std::string& text) {
  if (!command.output_file) {
    if (!write_output(text)) return std::unexpected(std::string{});
    return {};
  }
  const auto done = platform::write_file(*command.output_file, text);
  if (!done) return std::unexpected(*command.output_file + ": " + done.error().message);
  return {};
}

std::expected<void, std::string> tell(const CheckCommand& command, const Outcome& outcome, OutputFormat format,
                                      const report::Options& options) {
  if (command.fixes == FixMode::show) {
    const std::vector<report::File> files = reported(outcome, true);
    if (auto done = put(command, patches(outcome.files, options)); !done) return done;
    write_error(report::concise(files, options));
    if (!command.quiet) write_error(report::fix_summary(files, options, true));
    return {};
  }
  if (outcome.standard_input && command.fixes == FixMode::make) {
    // The fixed source takes the place of the findings, which go to standard error.
    if (auto done = put(command, fixed_source(outcome.files, *outcome.standard_input)); !done) return done;
    write_error(written(outcome, format, options, command));
    return {};
  }
  return put(command, written(outcome, format, options, command));
}

}  // namespace

int run(const CheckCommand& command, Rules rules) {
  auto session = begin(command.configuration, rules);
  if (!session) return fail(session.error());
  const OutputFormat format = session->configuration->output.format;
  const bool from_standard_input = command.stdin_filename || std::ranges::equal(command.paths, std::vector{"-"});
  const bool unsafe_fixes = session->configuration->unsafe_fixes;
  FixDialog dialog({.color = platform::wants_color(platform::Stream::error, command.color)});
  if (command.fixes == FixMode::ask && (from_standard_input || !FixDialog::is_possible())) {
    return fail("`--interactive` asks at a terminal, and standard input or standard error is none");
  }
  Outcome outcome;
  if (from_standard_input) {
    auto checked = check_standard_input(command, *session);
    if (!checked) return fail(checked.error());
    outcome = std::move(*checked);
  } else {
    outcome = check_paths(command, *session, dialog);
    if (dialog.quit()) {
      write_error("Quit: no file was changed.\n");
      return status_findings;
    }
    if (command.fixes == FixMode::make || command.fixes == FixMode::ask) write_fixes(outcome.files);
  }
  if (!command.quiet) write_error(warnings_about_fixes(outcome.files) + outcome.warnings);
  write_error(outcome.errors);

  const bool to_file = command.output_file.has_value();
  const bool color = to_file ? command.color == platform::ColorChoice::always
                             : platform::wants_color(platform::Stream::output, command.color);
  const std::string root = workspace::repository_root(session->resolver->working_folder());
  const report::Options options{
      .color = color, .unsafe_fixes = unsafe_fixes, .root = root, .version = SLICECOP_VERSION, .rules = rules};
  const auto told = tell(command, outcome, format, options);
  if (!told) return told.error().empty() ? status_error : fail(told.error());
  return status_of(command, outcome);
}

}  // namespace slicecop::cli
