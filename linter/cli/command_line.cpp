#include "cli/command_line.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/arguments.h"
#include "cli/help.h"
#include "cli/option_values.h"
#include "cli/streams.h"
#include "config/nearest_name.h"

namespace slicecop::cli {

namespace {

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

// The library's messages in the voice of ours; they begin with the name of the option.
std::string in_our_words(const CLI::App& app, const CLI::ParseError& error) {
  constexpr std::string_view excludes = " excludes ";
  std::string message = error.what();
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ArgumentMismatch)) {
    const std::size_t colon = message.find(':');
    const CLI::Option* option = app.get_option_no_throw(message.substr(0, colon));
    if (option != nullptr) return '`' + message.substr(0, colon) + "` needs a value: " + option->get_type_name();
  }
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError)) {
    if (app.get_parent() == nullptr) return "which command?";
    for (const CLI::Option* option : app.get_options()) {
      if (option->get_required() && option->count() == 0)
        return "the argument " + option->get_type_name() + " is missing";
    }
  }
  if (const std::size_t at = message.find(excludes); at != std::string::npos) {
    return '`' + message.substr(0, at) + "` and `" + message.substr(at + excludes.size()) + "` do not go together";
  }
  return message;
}

FixMode fix_mode(const WrittenArguments& written) {
  if (written.diff) return FixMode::show;
  if (written.interactive) return FixMode::ask;
  return written.fix || written.fix_only ? FixMode::make : FixMode::offer;
}

struct Parser {
  CLI::App program{"Finds needless copies of buffers in Python, and what to write instead", "slicecop"};
  WrittenArguments written;

  Parser() {
    program.require_subcommand(1);
    program.set_help_flag();
    program.set_version_flag("-V,--version", "")->description("Show the version")->group("Options");
    define_commands(program, written);
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

  bool is_given(const std::string& name) {
    const CLI::Option* option = chosen().get_option_no_throw(name);
    return option != nullptr && option->count() > 0;
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
      return wrong_usage(chosen(), in_our_words(chosen(), error));
    }
    if (is_given("--select")) written.configuration.select = written.select;
    if (is_given("--fixable")) written.configuration.fixable = written.fixable;
    if (is_given("--exclude")) written.configuration.exclude = written.exclude;
    return {};
  }
};

}  // namespace

std::expected<Command, Stop> parse_command_line(std::span<const char* const> arguments) {
  Parser parser;
  if (const auto parsed = parser.parse(arguments); !parsed) return std::unexpected(parsed.error());
  const CLI::App& app = parser.chosen();
  WrittenArguments& written = parser.written;
  const std::string& name = app.get_name();
  if (name == "version") return VersionCommand{};

  const auto color = read_color(written.color);
  if (!color) return wrong_usage(app, color.error());
  if (name == "rule") {
    const auto format = read_page_format(written.configuration.output_format);
    if (!format) return wrong_usage(app, format.error());
    if (written.rule.empty() && !written.all) return wrong_usage(app, "which rule? give its name, or `--all`");
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
                     .quiet = written.quiet,
                     .fixes = fix_mode(written),
                     .fix_only = written.fix_only,
                     .show_fixes = written.show_fixes,
                     .exit_non_zero_on_fix = written.exit_non_zero_on_fix};
  if (!written.stdin_filename.empty()) check.stdin_filename = written.stdin_filename;
  if (!written.output_file.empty()) check.output_file = written.output_file;
  return check;
}

}  // namespace slicecop::cli
