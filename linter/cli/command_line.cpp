#include "cli/command_line.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/help.h"
#include "cli/option_values.h"
#include "cli/streams.h"
#include "config/nearest_name.h"

namespace slicecop::cli {

namespace {

constexpr const char* selection = "Rules";
constexpr const char* files = "Files";
constexpr const char* configuration = "Configuration";
constexpr const char* output = "Output";

// Every option as it is written; which of them exist depends on the command.
struct Written {
  WrittenConfiguration configuration;
  std::vector<std::string> paths;
  std::vector<std::string> select;
  std::vector<std::string> exclude;
  std::string rule;
  std::string place;
  std::string stdin_filename;
  std::string output_file;
  std::string color;
  std::string jobs;
  bool all = false;
  bool no_cache = false;
  bool exit_zero = false;
  bool quiet = false;
};

// `--name VALUE`, which may be given once.
void add_value(CLI::App& app, const char* group, const char* name, std::string& value, const char* placeholder,
               const char* description) {
  app.add_option(name, value, description)->type_name(placeholder)->group(group);
}

// `--name VALUE,VALUE`, which may be given again and takes one argument each time.
void add_list(CLI::App& app, const char* group, const char* name, std::vector<std::string>& values,
              const char* placeholder, const char* description) {
  app.add_option(name, values, description)
      ->type_name(placeholder)
      ->group(group)
      ->delimiter(',')
      ->allow_extra_args(false);
}

// `--name` and `--no-name`, one of which may be given.
void add_switch(CLI::App& app, const char* group, const std::string& name, std::optional<bool>& value,
                const char* description, const char* opposite) {
  CLI::Option* on = app.add_flag_callback("--" + name, [&value] { value = true; }, description)->group(group);
  CLI::Option* off = app.add_flag_callback("--no-" + name, [&value] { value = false; }, opposite)->group(group);
  on->excludes(off);
}

void add_paths(CLI::App& app, Written& written, const char* description) {
  app.add_option("paths", written.paths, description)->type_name("PATH");
}

void add_jobs(CLI::App& app, Written& written) {
  add_value(app, output, "-j,--jobs", written.jobs, "N", "Threads [default: one for each processor]");
}

void add_color(CLI::App& app, Written& written) {
  add_value(app, output, "--color", written.color, "WHEN", "auto, always or never [default: auto]");
}

void add_file_options(CLI::App& app, WrittenConfiguration& written, std::vector<std::string>& exclude) {
  add_list(app, files, "--exclude", exclude, "PATTERN", "Files and folders to leave out, instead of the default ones");
  add_list(app, files, "--extend-exclude", written.extend_exclude, "PATTERN", "Further files and folders to leave out");
  add_switch(app, files, "force-exclude", written.force_exclude, "Leave out excluded files even where they are named",
             "Check files that are named in any case [default]");
  add_switch(app, files, "respect-gitignore", written.respect_gitignore, "Leave out what git ignores [default]",
             "Check files that git ignores, too");
}

void add_configuration_options(CLI::App& app, WrittenConfiguration& written) {
  add_value(app, configuration, "--target-version", written.target_version, "VERSION",
            "Oldest Python that the code runs on: py38 to py314");
  add_value(app, configuration, "--config", written.config_file, "FILE", "Use this configuration file for all files");
  app.add_flag("--isolated", written.isolated, "Read no configuration file")->group(configuration);
}

void add_selection_options(CLI::App& app, Written& written) {
  const char* what = "Rules or groups to turn on, or ALL";
  add_list(app, selection, "--select", written.select, "RULE", what);
  add_list(app, selection, "--extend-select", written.configuration.extend_select, "RULE",
           "Rules or groups to turn on besides");
  add_list(app, selection, "--ignore", written.configuration.ignore, "RULE", "Rules or groups to turn off");
  add_switch(app, selection, "preview", written.configuration.preview, "Turn on rules in preview, too",
             "Keep rules in preview off [default]");
}

void add_check(CLI::App& program, Written& written) {
  CLI::App& app = *program.add_subcommand("check", "Find needless copies in files and folders");
  add_paths(app, written, "Files and folders to check, or - for standard input [default: .]");
  add_selection_options(app, written);
  add_file_options(app, written.configuration, written.exclude);
  add_value(app, files, "--stdin-filename", written.stdin_filename, "NAME", "Check standard input under this name");
  add_configuration_options(app, written.configuration);
  app.add_flag("-n,--no-cache", written.no_cache, "Use no cache")->group(configuration);
  app.add_option("--output-format", written.configuration.output_format, "full, concise or json [default: full]")
      ->type_name("FORMAT")
      ->group(output)
      ->envname("SLICECOP_OUTPUT_FORMAT");
  add_value(app, output, "-o,--output-file", written.output_file, "FILE", "Write to FILE, not to standard output");
  add_value(app, output, "--min-severity", written.configuration.min_severity, "SEVERITY",
            "Show findings from here on: info or warning");
  add_value(app, output, "--fail-on", written.configuration.fail_on, "SEVERITY",
            "Fail on findings from here on: info, warning or never");
  app.add_flag("-e,--exit-zero", written.exit_zero, "Exit with status 0 whatever is found")->group(output);
  app.add_flag("-q,--quiet", written.quiet, "Write findings, but nothing else")->group(output);
  add_color(app, written);
  add_jobs(app, written);
}

void add_rule(CLI::App& program, Written& written) {
  CLI::App& app = *program.add_subcommand("rule", "Show what a rule finds, why, and what to write instead");
  CLI::Option* name = app.add_option("name", written.rule, "The rule")->type_name("NAME");
  app.add_flag("--all", written.all, "Show every rule")->group(output)->excludes(name);
  add_value(app, output, "--output-format", written.configuration.output_format, "FORMAT",
            "text, markdown or json [default: text]");
  add_color(app, written);
}

void add_types(CLI::App& program, Written& written) {
  CLI::App& app = *program.add_subcommand("types", "Show the type of everything that is sliced");
  add_paths(app, written, "Files and folders to look at [default: .]");
  add_file_options(app, written.configuration, written.exclude);
  add_configuration_options(app, written.configuration);
  add_value(app, output, "--output-format", written.configuration.output_format, "FORMAT",
            "text or json [default: text]");
  add_jobs(app, written);
}

void add_explain(CLI::App& program, Written& written) {
  CLI::App& app = *program.add_subcommand("explain", "Show what is known on one line, and how");
  app.add_option("place", written.place, "The line to look at")->type_name("PATH:LINE")->required();
  add_selection_options(app, written);
  add_configuration_options(app, written.configuration);
  add_color(app, written);
}

void add_version(CLI::App& program) { program.add_subcommand("version", "Show the version"); }

std::unexpected<Stop> wrong_usage(const CLI::App& app, const std::string& message) {
  std::string text = error_line(message) + '\n' + usage_line(app);
  const CLI::App* parent = app.get_parent();
  text += "For help: " + (parent == nullptr ? std::string{} : parent->get_name() + ' ') + app.get_name() + " --help\n";
  return std::unexpected(Stop{.status = status_error, .output = std::move(text)});
}

// What was written and means nothing, with the nearest thing that does.
std::string about_unexpected(const CLI::App& program, const CLI::App& app, std::string written) {
  std::vector<std::string> names;
  std::string kind = "argument";
  if (written.starts_with('-')) {
    kind = "option";
    written = written.substr(0, written.find('='));
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  } else if (&app == &program) {
    kind = "command";
    for (const CLI::App* each : program.get_subcommands([](const CLI::App*) { return true; })) {
      names.push_back(each->get_name());
    }
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  return "unknown " + kind + " `" + written + '`' + config::suggestion(written, views);
}

struct Parser {
  CLI::App program{"Finds needless copies of buffers in Python, and what to write instead", "slicecop"};
  Written written;

  Parser() {
    program.require_subcommand(1);
    program.set_help_flag();
    program.set_version_flag("-V,--version", "")->description("Show the version")->group("Options");
    add_check(program, written);
    add_rule(program, written);
    add_types(program, written);
    add_explain(program, written);
    add_version(program);
    each_app([](CLI::App& app) { app.set_help_flag("-h,--help", "Show this help")->group("Options"); });
  }

  template <typename Visit>
  void each_app(Visit&& visit) {
    visit(program);
    for (CLI::App* app : program.get_subcommands([](CLI::App*) { return true; })) visit(*app);
  }

  CLI::App& chosen() {
    const std::vector<CLI::App*> apps = program.get_subcommands();
    return apps.empty() ? program : *apps.front();
  }

  std::expected<void, Stop> parse(std::span<const char* const> arguments) {
    try {
      program.parse(static_cast<int>(arguments.size()), arguments.data());
    } catch (const CLI::CallForHelp&) {
      return std::unexpected(Stop{.status = status_ok, .output = help_text(chosen())});
    } catch (const CLI::CallForVersion&) {
      return std::unexpected(Stop{.status = status_ok, .output = "slicecop " SLICECOP_VERSION "\n"});
    } catch (const CLI::ParseError& error) {
      const std::vector<std::string> extras = program.remaining(true);
      if (!extras.empty()) return wrong_usage(chosen(), about_unexpected(program, chosen(), extras.front()));
      if (arguments.size() == 1) {
        return std::unexpected(Stop{.status = status_error, .output = help_text(program)});
      }
      return wrong_usage(chosen(), error.what());
    }
    if (chosen().count("--select") > 0) written.configuration.select = written.select;
    if (chosen().count("--exclude") > 0) written.configuration.exclude = written.exclude;
    return {};
  }
};

}  // namespace

std::expected<Command, Stop> parse_command_line(std::span<const char* const> arguments) {
  Parser parser;
  if (const auto parsed = parser.parse(arguments); !parsed) return std::unexpected(parsed.error());
  CLI::App& app = parser.chosen();
  Written& written = parser.written;
  const std::string& name = app.get_name();
  if (name == "version") return VersionCommand{};

  const auto color = read_color(written.color);
  if (!color) return wrong_usage(app, color.error());
  if (name == "rule") {
    const auto format = read_page_format(written.configuration.output_format);
    if (!format) return wrong_usage(app, format.error());
    if (written.rule.empty() && !written.all) return wrong_usage(app, "which rule? Give its name, or --all");
    return RuleCommand{.name = written.rule, .all = written.all, .format = *format, .color = *color};
  }
  bool types_as_json = false;
  if (name == "types") {
    const std::string format = std::exchange(written.configuration.output_format, {});
    types_as_json = format == "json";
    if (!types_as_json && !format.empty() && format != "text") {
      return wrong_usage(app, "--output-format: `" + format + "` is not known; it is `text` or `json`");
    }
  }
  auto request = read_configuration(written.configuration);
  if (!request) return wrong_usage(app, request.error());
  const auto jobs = read_jobs(written.jobs);
  if (!jobs) return wrong_usage(app, jobs.error());
  if (written.paths.empty()) written.paths.emplace_back(".");
  if (name == "types") {
    return TypesCommand{
        .paths = written.paths, .configuration = std::move(*request), .jobs = *jobs, .json = types_as_json};
  }
  if (name == "explain") {
    return ExplainCommand{.place = written.place, .configuration = std::move(*request), .color = *color};
  }
  CheckCommand check{.paths = written.paths,
                     .stdin_filename = {},
                     .output_file = {},
                     .configuration = std::move(*request),
                     .color = *color,
                     .jobs = *jobs,
                     .exit_zero = written.exit_zero,
                     .quiet = written.quiet};
  if (!written.stdin_filename.empty()) check.stdin_filename = written.stdin_filename;
  if (!written.output_file.empty()) check.output_file = written.output_file;
  return check;
}

}  // namespace slicecop::cli
