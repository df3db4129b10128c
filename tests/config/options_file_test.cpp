// Configuration files as text: what is read, and how mistakes are told.

#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "config/options_file.h"

using namespace slicecop;
using config::parse_options;
using config::parse_pyproject;

namespace {

std::string error_in(std::string_view text) {
  const auto options = parse_options(text, "slicecop.toml");
  return options ? "" : to_string(options.error());
}

std::vector<std::string> texts(const std::vector<config::Written>& list) {
  std::vector<std::string> result;
  result.reserve(list.size());
  for (const config::Written& written : list) result.push_back(written.text);
  return result;
}

}  // namespace

TEST_CASE("every key is read") {
  const auto options = parse_options(R"(
select = ["quadratic", "view-as-text"]
extend-select = ["slices"]
ignore = ["slice-in-loop"]
exclude = ["gen"]
extend-exclude = ["src/*_pb2.py"]
include = ["*.py"]
respect-gitignore = false
force-exclude = true
max-file-size = 1_000
target-version = "py311"
min-slice-bytes = 2048
min-slice-bytes-new-view = 0
min-evidence = "name"
include-tests = true
project-types = false
preview = true
min-severity = "warning"
fail-on = "never"
output-format = "json-lines"
[per-file-ignores]
"tests/*" = ["ALL"]
"!src/**" = ["views", "slices"]
)",
                                     "slicecop.toml");
  REQUIRE(options);
  CHECK(texts(*options->selection.select) == std::vector<std::string>{"quadratic", "view-as-text"});
  CHECK(texts(options->selection.extend_select) == std::vector<std::string>{"slices"});
  CHECK(texts(options->selection.ignore) == std::vector<std::string>{"slice-in-loop"});
  CHECK(texts(*options->exclude) == std::vector<std::string>{"gen"});
  CHECK(texts(options->extend_exclude) == std::vector<std::string>{"src/*_pb2.py"});
  CHECK(texts(*options->include) == std::vector<std::string>{"*.py"});
  CHECK(options->respect_gitignore == false);
  CHECK(options->force_exclude == true);
  CHECK(options->max_file_size == 1000U);
  CHECK(options->target_version == 11);
  CHECK(options->min_slice_bytes == 2048U);
  CHECK(options->min_slice_bytes_new_view == 0U);
  CHECK(options->min_evidence == engine::MinEvidence::name);
  CHECK(options->include_tests == true);
  CHECK(options->project_types == false);
  CHECK(options->preview == true);
  CHECK(options->min_severity == engine::Severity::warning);
  CHECK(options->fail_on == config::FailOn::never);
  CHECK(options->output_format == config::OutputFormat::json_lines);
  REQUIRE(options->per_file_ignores->size() == 2);
  CHECK(options->per_file_ignores->at(0).pattern.text == "!src/**");
  CHECK(texts(options->per_file_ignores->at(0).selectors) == std::vector<std::string>{"views", "slices"});
  CHECK(options->per_file_ignores->at(1).pattern.text == "tests/*");
}

TEST_CASE("what is not written is absent") {
  const auto options = parse_options("", "slicecop.toml");
  REQUIRE(options);
  CHECK_FALSE(options->selection.select);
  CHECK_FALSE(options->target_version);
  CHECK_FALSE(options->per_file_ignores);
}

TEST_CASE("names keep the place where they were written") {
  const auto options = parse_options("ignore = [\n  \"a\",\n  \"b\"]", "slicecop.toml");
  REQUIRE(options);
  CHECK(options->selection.ignore[1].place.position == text::Position{.row = 3, .column = 3});
}

TEST_CASE("an unknown key is told with its place and the nearest right one") {
  CHECK(error_in("\n  selct = []") == "slicecop.toml:2:3: unknown key `selct`; did you mean `select`?");
  CHECK(error_in("target_version = 'py39'") ==
        "slicecop.toml:1:1: unknown key `target_version`; did you mean `target-version`?");
  CHECK(error_in("line-length = 100") == "slicecop.toml:1:1: unknown key `line-length`");
  CHECK(error_in("[perfile-ignores]\na = []") ==
        "slicecop.toml:1:2: unknown key `perfile-ignores`; did you mean `per-file-ignores`?");
}

TEST_CASE("of several mistakes the first in the file is told") {
  CHECK(error_in("zzz = 1\naaa = 2") == "slicecop.toml:1:1: unknown key `zzz`");
  CHECK(error_in("select = 1\naaa = 2") == "slicecop.toml:1:10: expected an array of strings, found an integer");
}

TEST_CASE("a value of the wrong kind is told with its place") {
  CHECK(error_in("select = 'ALL'") == "slicecop.toml:1:10: expected an array of strings, found a string");
  CHECK(error_in("ignore = ['a',\n 1]") == "slicecop.toml:2:2: expected a string, found an integer");
  CHECK(error_in("preview = 1") == "slicecop.toml:1:11: expected a boolean, found an integer");
  CHECK(error_in("max-file-size = '4 MB'") == "slicecop.toml:1:17: expected an integer, found a string");
  CHECK(error_in("min-slice-bytes = 1.5") == "slicecop.toml:1:19: expected an integer, found a float");
  CHECK(error_in("fail-on = true") == "slicecop.toml:1:11: expected a string, found a boolean");
  CHECK(error_in("output-format = []") == "slicecop.toml:1:17: expected a string, found an array");
  CHECK(error_in("per-file-ignores = []") == "slicecop.toml:1:20: expected a table of patterns, found an array");
  CHECK(error_in("[per-file-ignores]\n'*' = 'ALL'") ==
        "slicecop.toml:2:7: expected an array of strings, found a string");
  CHECK(error_in("exclude = 1979-05-27") == "slicecop.toml:1:11: expected an array of strings, found a date or time");
}

TEST_CASE("a value out of range or not known is told with what is") {
  CHECK(error_in("min-slice-bytes = -1") ==
        "slicecop.toml:1:19: expected a number of bytes from 0 to 4294967295, found -1");
  CHECK(error_in("min-slice-bytes = 4294967296") ==
        "slicecop.toml:1:19: expected a number of bytes from 0 to 4294967295, found 4294967296");
  CHECK(error_in("target-version = 'py31'") == "slicecop.toml:1:18: `py31` is not known; did you mean `py310`?");
  CHECK(error_in("output-format = 'jsn'") == "slicecop.toml:1:17: `jsn` is not known; did you mean `json`?");
  CHECK(error_in("fail-on = 'x'") ==
        "slicecop.toml:1:11: `x` is not known; expected one of `info`, `warning`, `never`");
}

TEST_CASE("what is not TOML is told with its place") {
  CHECK(error_in("select = [\n").starts_with("slicecop.toml:1:12: not valid TOML: "));
  CHECK(error_in("a = 1\na = 2").starts_with("slicecop.toml:2:"));
  CHECK(error_in("\xff\xfe").starts_with("slicecop.toml:1:"));
  CHECK(error_in(std::string(10'000, '[')).starts_with("slicecop.toml:1:"));
  CHECK(error_in("[=]").starts_with("slicecop.toml:1:"));
  CHECK(error_in("[[[a]]]").starts_with("slicecop.toml:1:"));
  CHECK(error_in("a = " + std::string(100'000, '[')).starts_with("slicecop.toml:1:"));
}

TEST_CASE("text beyond ASCII is read as any other") {
  const auto options =
      parse_options("exclude = ['\xc3\xa9t\xc3\xa9', '\xe6\xbc\xa2'] # \xf0\x9f\x90\x8d", "slicecop.toml");
  REQUIRE(options);
  CHECK(texts(*options->exclude) == std::vector<std::string>{"\xc3\xa9t\xc3\xa9", "\xe6\xbc\xa2"});
  CHECK(error_in("exclude = ['\xc3\xa9', 1]").starts_with("slicecop.toml:1:17: "));  // columns are code points
}

TEST_CASE("pyproject.toml: our section and requires-python, and nothing of the others'") {
  const auto both = parse_pyproject("[project]\nrequires-python = '>=3.11'\n[tool.slicecop]\npreview = true\n", "p");
  REQUIRE(both);
  CHECK(both->requires_python == 11);
  CHECK(both->options->preview == true);
  const auto neither = parse_pyproject("[tool.ruff]\nselect = ['E']\n[project]\nname = 'x'", "p");
  REQUIRE(neither);
  CHECK_FALSE(neither->options);
  CHECK_FALSE(neither->requires_python);
  CHECK(parse_pyproject("[tool.slicecop]", "p")->options);
  CHECK_FALSE(parse_pyproject("[project]\nrequires-python = 3", "p")->requires_python);
  CHECK_FALSE(parse_pyproject("project = 1\ntool = []", "p")->options);
}

TEST_CASE("pyproject.toml: mistakes in our section") {
  CHECK(to_string(parse_pyproject("[tool.slicecop]\nselct = []", "p").error()) ==
        "p:2:1: unknown key `selct`; did you mean `select`?");
  CHECK(to_string(parse_pyproject("[tool]\nslicecop = 1", "p").error()) ==
        "p:2:12: expected a table, found an integer");
}
