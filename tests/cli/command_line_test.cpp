#include "cli/command_line.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"

using namespace slicecop;
using cli::CheckCommand;
using cli::Command;
using cli::ExplainCommand;
using cli::RuleCommand;
using cli::Stop;
using cli::TypesCommand;

namespace {

std::expected<Command, Stop> parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "slicecop");
  return cli::parse_command_line(arguments);
}

template <typename Asked>
Asked parsed(std::vector<const char*> arguments) {
  const auto command = parse(std::move(arguments));
  INFO((command ? std::string{} : command.error().output));
  REQUIRE(command);
  REQUIRE(std::holds_alternative<Asked>(*command));
  return std::get<Asked>(*command);
}

CheckCommand check(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "check");
  return parsed<CheckCommand>(std::move(arguments));
}

// The first line of the complaint.
std::string complaint(std::vector<const char*> arguments) {
  const auto command = parse(std::move(arguments));
  REQUIRE_FALSE(command);
  CHECK(command.error().status == 2);
  return command.error().output.substr(0, command.error().output.find('\n'));
}

std::string help(std::vector<const char*> arguments) {
  const auto command = parse(std::move(arguments));
  REQUIRE_FALSE(command);
  CHECK(command.error().status == 0);
  return command.error().output;
}

std::vector<std::string> texts(const std::vector<config::Written>& written) {
  std::vector<std::string> all;
  all.reserve(written.size());
  for (const config::Written& one : written) all.push_back(one.text);
  return all;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("check without arguments looks at the working folder") {
  const CheckCommand command = check({});
  CHECK(command.paths == Texts{"."});
  CHECK_FALSE(command.stdin_filename);
  CHECK_FALSE(command.output_file);
  CHECK_FALSE(command.configuration.options.selection.select);
  CHECK_FALSE(command.configuration.options.preview);
  CHECK(command.jobs == 0);
  CHECK_FALSE(command.exit_zero);
}

TEST_CASE("paths, a dash for standard input, and names that look like options") {
  CHECK(check({"a", "b/c.py"}).paths == Texts{"a", "b/c.py"});
  CHECK(check({"-"}).paths == Texts{"-"});
  CHECK(check({"--", "--strange.py"}).paths == Texts{"--strange.py"});
  CHECK(check({"--stdin-filename", "x.py", "-"}).stdin_filename == "x.py");
}

TEST_CASE("a list takes one argument and leaves the paths alone") {
  const CheckCommand command =
      check({"--select", "slices,views", "a.py", "--select=reads", "--ignore", "sliced-send", "b.py"});
  CHECK(command.paths == Texts{"a.py", "b.py"});
  CHECK(texts(*command.configuration.options.selection.select) == Texts{"slices", "views", "reads"});
  CHECK(texts(command.configuration.options.selection.ignore) == Texts{"sliced-send"});
  CHECK(command.configuration.options.selection.ignore[0].place.source == "--ignore");
}

TEST_CASE("options that change configuration are absent unless they are given") {
  CHECK_FALSE(check({}).configuration.options.exclude);
  CHECK(texts(*check({"--exclude", "a,b"}).configuration.options.exclude) == Texts{"a", "b"});
  CHECK_FALSE(check({}).configuration.options.respect_gitignore);
  CHECK(check({"--respect-gitignore"}).configuration.options.respect_gitignore == true);
  CHECK(check({"--no-respect-gitignore"}).configuration.options.respect_gitignore == false);
  CHECK(check({"--force-exclude"}).configuration.options.force_exclude == true);
  CHECK(check({"--preview"}).configuration.options.preview == true);
  CHECK(check({"--no-preview"}).configuration.options.preview == false);
  CHECK(check({"--isolated"}).configuration.isolated);
  CHECK(check({"--config", "x.toml"}).configuration.config_file == "x.toml");
}

TEST_CASE("options with a value from a list") {
  using config::FailOn;
  using config::OutputFormat;
  const config::Options options =
      check({"--target-version", "py312", "--output-format", "json", "--min-severity", "warning", "--fail-on", "never"})
          .configuration.options;
  CHECK(options.target_version == 12);
  CHECK(options.output_format == OutputFormat::json);
  CHECK(options.min_severity == engine::Severity::warning);
  CHECK(options.fail_on == FailOn::never);
  CHECK(check({"--color", "always"}).color == platform::ColorChoice::always);
}

TEST_CASE("short options") {
  const CheckCommand command = check({"-o", "out.txt", "-j", "3", "-n", "-q", "-e", "a.py"});
  CHECK(command.output_file == "out.txt");
  CHECK(command.jobs == 3);
  CHECK(command.quiet);
  CHECK(command.exit_zero);
  CHECK(command.paths == Texts{"a.py"});
}

TEST_CASE("an option given twice: the last one counts") {
  CHECK(check({"-j", "3", "--jobs", "5"}).jobs == 5);
  const auto format = check({"--output-format", "full", "--output-format=json"}).configuration.options.output_format;
  CHECK(format == config::OutputFormat::json);
}

TEST_CASE("the other commands") {
  CHECK(parsed<RuleCommand>({"rule", "sliced-send"}).name == "sliced-send");
  CHECK(parsed<RuleCommand>({"rule", "--all", "--output-format", "markdown"}).format == cli::PageFormat::markdown);
  CHECK(parsed<TypesCommand>({"types"}).paths == Texts{"."});
  CHECK(parsed<TypesCommand>({"types", "a", "--output-format", "json"}).json);
  CHECK_FALSE(parsed<TypesCommand>({"types", "a"}).json);
  CHECK(parsed<ExplainCommand>({"explain", "a.py:3"}).place == "a.py:3");
  CHECK(std::holds_alternative<cli::VersionCommand>(*parse({"version"})));
}

TEST_CASE("what is unknown is named, with the nearest thing that exists") {
  CHECK(complaint({"chek"}) == "error: unknown command `chek`; did you mean `check`?");
  CHECK(complaint({"check", "--selct", "x"}) == "error: unknown option `--selct`; did you mean `--select`?");
  CHECK(complaint({"check", "--no-such-thing=1"}) == "error: unknown option `--no-such-thing`");
  CHECK(complaint({"version", "now"}) == "error: unknown argument `now`");
  CHECK(complaint({"check", "--output-format", "jsno"}) ==
        "error: --output-format: `jsno` is not known; did you mean `json`?");
  CHECK(complaint({"types", "--output-format", "full"}) ==
        "error: --output-format: `full` is not known; it is `text` or `json`");
}

TEST_CASE("what is missing or does not go together") {
  CHECK(complaint({"check", "--select"}) == "error: `--select` needs a value: RULE");
  CHECK(complaint({"check", "--jobs", "many"}) == "error: --jobs: `many` is not a number of threads from 1 on");
  CHECK(complaint({"check", "--jobs", "0"}) == "error: --jobs: `0` is not a number of threads from 1 on");
  CHECK(complaint({"rule"}) == "error: which rule? give its name, or `--all`");
  CHECK(complaint({"explain"}) == "error: the argument PATH:LINE is missing");
  CHECK(complaint({"check", "--preview", "--no-preview"}) ==
        "error: `--preview` and `--no-preview` do not go together");
  CHECK(complaint({"--color", "never"}) == "error: unknown option `--color`");
}

TEST_CASE("without a command the help comes, and the status is that of an error") {
  CHECK(complaint({}) == "Finds needless copies of buffers in Python, and what to write instead");
}

TEST_CASE("help texts fit a window and describe everything") {
  for (const char* command : {"check", "rule", "types", "explain", "version"}) {
    const std::string text = help({command, "--help"});
    INFO(text);
    CHECK(text.find("Usage: slicecop " + std::string(command) + " [OPTIONS]") != std::string::npos);
    CHECK(text == help({command, "-h"}));
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      INFO(line);
      CHECK(line.size() <= 100);
      CHECK((line.starts_with("Usage: ") || !line.ends_with('.')));
      // A name that takes the whole line has its description on the next.
      const bool names_option = line.starts_with("  -") || line.starts_with("      --");
      const bool described = line.find("  ", line.find("--") + 2) != std::string_view::npos || line.size() > 28;
      CHECK((!names_option || described));
      rest.remove_prefix(line.size() + 1);
    }
  }
}

TEST_CASE("the help of the whole lists every command") {
  const std::string text = help({"--help"});
  for (const char* command : {"check", "rule", "types", "explain", "version"}) {
    CHECK(text.find("\n  " + std::string(command) + ' ') != std::string::npos);
  }
}
