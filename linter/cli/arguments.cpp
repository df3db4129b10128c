#include "cli/arguments.h"

#include <CLI/CLI.hpp>

namespace slicecop::cli {

namespace {

constexpr const char* selection = "Rules";
constexpr const char* fixes = "Fixes";
constexpr const char* files = "Files";
constexpr const char* configuration = "Configuration";
constexpr const char* output = "Output";

// `--name VALUE`; given again, the last one counts.
void add_value(CLI::App& app, const char* group, const char* name, std::string& value, const char* placeholder,
               const char* description) {
  app.add_option(name, value, description)->type_name(placeholder)->group(group)->take_last();
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

void add_paths(CLI::App& app, WrittenArguments& written, const char* description) {
  app.add_option("paths", written.paths, description)->type_name("PATH");
}

void add_jobs(CLI::App& app, WrittenArguments& written) {
  add_value(app, output, "-j,--jobs", written.jobs, "N", "Threads [default: one for each processor]");
}

void add_color(CLI::App& app, WrittenArguments& written) {
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

void add_selection_options(CLI::App& app, WrittenArguments& written) {
  const char* what = "Rules or groups to turn on, or ALL";
  add_list(app, selection, "--select", written.select, "RULE", what);
  add_list(app, selection, "--extend-select", written.configuration.extend_select, "RULE",
           "Rules or groups to turn on besides");
  add_list(app, selection, "--ignore", written.configuration.ignore, "RULE", "Rules or groups to turn off");
  add_switch(app, selection, "preview", written.configuration.preview, "Turn on rules in preview, too",
             "Keep rules in preview off [default]");
}

void add_fix_options(CLI::App& app, WrittenArguments& written) {
  const auto add_flag = [&app](const char* name, bool& value, const char* description) {
    return app.add_flag(name, value, description)->group(fixes);
  };
  add_flag("--fix", written.fix, "Make the fixes that are safe");
  add_switch(app, fixes, "unsafe-fixes", written.configuration.unsafe_fixes,
             "Make and offer unsafe fixes, too: they may change what the code does", "Leave unsafe fixes [default]");
  CLI::Option* diff = add_flag("--diff", written.diff, "Write no file, but a patch with what fixes would change");
  add_flag("--fix-only", written.fix_only, "Make fixes and tell nothing of what is left");
  add_flag("--interactive", written.interactive, "Show each fix and ask whether to make it")->excludes(diff);
  add_flag("--show-fixes", written.show_fixes, "List the fixes that were made");
  add_list(app, fixes, "--fixable", written.fixable, "RULE", "Rules or groups whose fixes may be made [default: ALL]");
  add_list(app, fixes, "--unfixable", written.configuration.unfixable, "RULE",
           "Rules or groups whose fixes may not be made");
}

void add_check(CLI::App& program, WrittenArguments& written) {
  CLI::App& app = *program.add_subcommand("check", "Find needless copies in files and folders");
  add_paths(app, written, "Files and folders to check, or - for standard input [default: .]");
  add_selection_options(app, written);
  add_fix_options(app, written);
  add_file_options(app, written.configuration, written.exclude);
  add_value(app, files, "--stdin-filename", written.stdin_filename, "NAME", "Check standard input under this name");
  add_configuration_options(app, written.configuration);
  app.add_flag("-n,--no-cache", written.no_cache, "Use no cache")->group(configuration);
  app.add_option("--output-format", written.configuration.output_format,
                 "full, concise, grouped, json, json-lines, sarif, github, gitlab, junit, rdjson, pylint or azure "
                 "[default: full]")
      ->type_name("FORMAT")
      ->group(output)
      ->take_last()
      ->envname("SLICECOP_OUTPUT_FORMAT");
  add_value(app, output, "-o,--output-file", written.output_file, "FILE", "Write to FILE, not to standard output");
  add_value(app, output, "--min-severity", written.configuration.min_severity, "SEVERITY",
            "Show findings from here on: info or warning");
  add_value(app, output, "--fail-on", written.configuration.fail_on, "SEVERITY",
            "Fail on findings from here on: info, warning or never");
  app.add_flag("-e,--exit-zero", written.exit_zero, "Exit with status 0 whatever is found")->group(output);
  app.add_flag("--exit-non-zero-on-fix", written.exit_non_zero_on_fix, "Exit with status 1 if a fix was made")
      ->group(output);
  app.add_flag("-q,--quiet", written.quiet, "Write findings, but nothing else")->group(output);
  add_color(app, written);
  add_jobs(app, written);
}

void add_rule(CLI::App& program, WrittenArguments& written) {
  CLI::App& app = *program.add_subcommand("rule", "Show what a rule finds, why, and what to write instead");
  CLI::Option* name = app.add_option("name", written.rule, "The rule")->type_name("NAME");
  app.add_flag("--all", written.all, "Show every rule")->group(output)->excludes(name);
  add_value(app, output, "--output-format", written.configuration.output_format, "FORMAT",
            "text, markdown or json [default: text]");
  add_color(app, written);
}

void add_types(CLI::App& program, WrittenArguments& written) {
  CLI::App& app = *program.add_subcommand("types", "Show the type of everything that is sliced");
  add_paths(app, written, "Files and folders to look at [default: .]");
  add_file_options(app, written.configuration, written.exclude);
  add_configuration_options(app, written.configuration);
  add_value(app, output, "--output-format", written.configuration.output_format, "FORMAT",
            "text or json [default: text]");
  add_jobs(app, written);
}

void add_explain(CLI::App& program, WrittenArguments& written) {
  CLI::App& app = *program.add_subcommand("explain", "Show what is known on one line, and how");
  app.add_option("place", written.place, "The line to look at")->type_name("PATH:LINE")->required();
  add_selection_options(app, written);
  add_configuration_options(app, written.configuration);
  add_color(app, written);
}

void add_version(CLI::App& program) { program.add_subcommand("version", "Show the version"); }

}  // namespace

void define_commands(CLI::App& program, WrittenArguments& written) {
  add_check(program, written);
  add_rule(program, written);
  add_types(program, written);
  add_explain(program, written);
  add_version(program);
}

}  // namespace slicecop::cli
