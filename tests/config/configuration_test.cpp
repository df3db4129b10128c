// The defaults, a file and the command line made into one configuration.

#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "config/configuration.h"
#include "config/options_file.h"
#include "config/some_rules.h"

using namespace slicecop;
using config::Configuration;
using config::Options;
using tests::names_of;
using tests::some_rules;

namespace {

Options options(std::string_view text) { return config::parse_options(text, "slicecop.toml").value(); }

/// The file lies in /project, the command was given in /project/work.
std::expected<Configuration, config::Error> configure(std::string_view file, std::string_view command_line = "") {
  const Options from_file = options(file);
  const Options from_command_line = options(command_line);
  return config::configure({.file = "/project/slicecop.toml",
                            .root = "/project",
                            .layers = {{.options = &from_file, .root = "/project"},
                                       {.options = &from_command_line, .root = "/project/work"}},
                            .requires_python = 10},
                           some_rules);
}

}  // namespace

TEST_CASE("the defaults") {
  const auto defaults =
      config::configure({.file = {}, .root = "/project", .layers = {}, .requires_python = {}}, some_rules);
  REQUIRE(defaults);
  CHECK(defaults->settings.target_version == 9);
  CHECK(defaults->settings.min_slice_bytes == 1024);
  CHECK(defaults->settings.min_slice_bytes_new_view == 8192);
  CHECK(defaults->settings.min_evidence == engine::MinEvidence::use);
  CHECK_FALSE(defaults->settings.include_tests);
  CHECK(defaults->project_types);
  CHECK(defaults->discovery.respect_gitignore);
  CHECK_FALSE(defaults->discovery.force_exclude);
  CHECK(defaults->discovery.max_file_size == std::uint64_t{4} * 1024 * 1024);
  CHECK(defaults->discovery.exclude.match("/project/a/.venv"));
  CHECK(defaults->discovery.include.match("/project/a/b.py"));
  CHECK(defaults->discovery.include.match("/project/a/b.pyw"));
  CHECK_FALSE(defaults->discovery.include.match("/project/a/b.pyi"));
  CHECK(defaults->output.fail_on == config::FailOn::warning);
  CHECK(defaults->output.min_severity == engine::Severity::info);
  CHECK(defaults->output.format == config::OutputFormat::full);
  CHECK(defaults->rules.size() == 4);
}

TEST_CASE("the command line is stronger than the file, and the file than the defaults") {
  const auto merged =
      configure("min-slice-bytes = 1\nmin-slice-bytes-new-view = 2\nfail-on = 'info'",
                "min-slice-bytes = 3\noutput-format = 'json'\ninclude-tests = true\nproject-types = false");
  REQUIRE(merged);
  CHECK(merged->settings.min_slice_bytes == 3);
  CHECK(merged->settings.include_tests);
  CHECK_FALSE(merged->project_types);
  CHECK(merged->settings.min_slice_bytes_new_view == 2);
  CHECK(merged->output.fail_on == config::FailOn::info);
  CHECK(merged->output.format == config::OutputFormat::json);
  CHECK(merged->output.min_severity == engine::Severity::info);
}

TEST_CASE("target-version goes before requires-python") {
  CHECK(configure("")->settings.target_version == 10);
  CHECK(configure("target-version = 'py312'")->settings.target_version == 12);
  CHECK(configure("target-version = 'py312'", "target-version = 'py38'")->settings.target_version == 8);
}

TEST_CASE("exclude replaces, extend-exclude adds, each from its own folder") {
  const auto extended = configure("extend-exclude = ['a/b']", "extend-exclude = ['c/d']");
  CHECK(extended->discovery.exclude.match("/project/.git"));
  CHECK(extended->discovery.exclude.match("/project/a/b"));
  CHECK(extended->discovery.exclude.match("/project/work/c/d"));
  CHECK_FALSE(extended->discovery.exclude.match("/project/c/d"));
  const auto replaced = configure("exclude = ['a/b']\nextend-exclude = ['e']", "exclude = ['c/d']");
  CHECK_FALSE(replaced->discovery.exclude.match("/project/.git"));
  CHECK_FALSE(replaced->discovery.exclude.match("/project/a/b"));
  CHECK(replaced->discovery.exclude.match("/project/work/c/d"));
  CHECK(replaced->discovery.exclude.match("/project/e"));
  CHECK_FALSE(configure("exclude = []")->discovery.exclude.match("/project/.git"));
}

TEST_CASE("preview of any layer counts for the rules of all") {
  CHECK(names_of(configure("select = ['sliced-from-bytes']", "preview = true")->rules) == "sliced-from-bytes");
  const auto without = configure("select = ['sliced-from-bytes']");
  CHECK(without->rules.empty());
  CHECK(without->warnings.size() == 1);
}

TEST_CASE("rules are ignored in the files that per-file-ignores names") {
  const auto made = configure(R"(
[per-file-ignores]
"tests/*" = ["quadratic"]
"conftest.py" = ["slice-in-loop", "sliced-from-bytes"]
"!tests/**" = ["view-as-text"]
)");
  REQUIRE(made);
  CHECK(names_of(made->rules_for("/project/src/a.py")) == "bytes-accumulation resliced-buffer slice-in-loop");
  CHECK(names_of(made->rules_for("/project/tests/deep/a.py")) == "slice-in-loop view-as-text");
  CHECK(names_of(made->rules_for("/project/tests/conftest.py")) == "view-as-text");
  CHECK(names_of(made->rules_for("/project/work/tests/a.py")) == "bytes-accumulation resliced-buffer slice-in-loop");
}

namespace {

/// "name name-safe name-unsafe name-none", by how the fixes of each rule are trusted.
std::string trust(std::string_view file, std::string_view command_line = "") {
  std::string out;
  const Configuration configuration = configure(file, command_line).value();
  for (const engine::NamedRule& rule : configuration.rules) {
    out.append(out.empty() ? "" : " ").append(rule.name);
    if (rule.fixes == engine::FixTrust::safe) out += ":safe";
    if (rule.fixes == engine::FixTrust::unsafe) out += ":unsafe";
    if (rule.fixes == engine::FixTrust::none) out += ":none";
  }
  return out;
}

}  // namespace

TEST_CASE("fixes of a rule are trusted as the user says") {
  CHECK(trust("") == "bytes-accumulation resliced-buffer slice-in-loop view-as-text");
  CHECK(trust("unfixable = ['slices']") == "bytes-accumulation resliced-buffer slice-in-loop:none view-as-text");
  CHECK(trust("fixable = ['slices']") ==
        "bytes-accumulation:none resliced-buffer:none slice-in-loop view-as-text:none");
  CHECK(trust("fixable = ['slices']", "fixable = ['ALL']\nunfixable = ['views']") ==
        "bytes-accumulation resliced-buffer slice-in-loop view-as-text:none");
  CHECK(trust("extend-safe-fixes = ['slices']\nextend-unsafe-fixes = ['quadratic']") ==
        "bytes-accumulation:unsafe resliced-buffer:unsafe slice-in-loop:safe view-as-text");
  CHECK(trust("extend-safe-fixes = ['ALL']", "extend-unsafe-fixes = ['views']\nunfixable = ['resliced-buffer']") ==
        "bytes-accumulation:safe resliced-buffer:none slice-in-loop:safe view-as-text:unsafe");
  CHECK_FALSE(configure("")->unsafe_fixes);
  CHECK(configure("unsafe-fixes = true")->unsafe_fixes);
  CHECK_FALSE(configure("unsafe-fixes = true", "unsafe-fixes = false")->unsafe_fixes);
  CHECK(to_string(configure("unfixable = ['slics']").error()) ==
        "slicecop.toml:1:14: unknown rule `slics`; did you mean `slices`?");
}

TEST_CASE("per-file-ignores of the command line replace those of the file") {
  const auto made = configure("[per-file-ignores]\n'*' = ['ALL']", "[per-file-ignores]\n'a/*.py' = ['views']");
  CHECK(made->rules_for("/project/b.py").size() == 4);
  CHECK(made->rules_for("/project/work/a/b.py").size() == 3);
}

TEST_CASE("mistakes keep their place") {
  CHECK(to_string(configure("preview = true\nselect = ['nothing-such']").error()) ==
        "slicecop.toml:2:11: unknown rule `nothing-such`");
  CHECK(to_string(configure("exclude = ['a', '[b']").error()) ==
        "slicecop.toml:1:17: bad pattern `[b`: `[` is never closed");
  CHECK(to_string(configure("[per-file-ignores]\n'{a' = ['ALL']").error()) ==
        "slicecop.toml:2:1: bad pattern `{a`: `{` is never closed");
  CHECK(to_string(configure("[per-file-ignores]\n'a' = ['slics']").error()) ==
        "slicecop.toml:2:8: unknown rule `slics`; did you mean `slices`?");
}
