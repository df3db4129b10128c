#include "catch.h"
#include "report/findings.h"
#include "report/report.h"

using namespace slicecop;
using report::concise;
using report::test::finding;
using report::test::write;

TEST_CASE("one line for each finding, columns in code points") {
  const auto source = text::SourceFile::from_utf8("pkg/a.py", "x = '日本' + data[1:]\nother[2:]\n");
  CHECK(write(concise, source, {finding(source, "data[1:]", "slice copied"), finding(source, "other[2:]", "also")}) ==
        "pkg/a.py:1:12: sliced-things slice copied\n"
        "pkg/a.py:2:1: sliced-things also\n");
}

TEST_CASE("a star where a safe fix exists") {
  const auto source = text::SourceFile::from_utf8("a.py", "data[1:]\n");
  auto one = finding(source, "data[1:]", "slice copied");
  one.fix = engine::Fix{.applicability = engine::Applicability::safe, .title = "Rewrite", .reason = {}, .edits = {}};
  CHECK(write(concise, source, {one}) == "a.py:1:1: sliced-things [*] slice copied\n");
  one.fix->applicability = engine::Applicability::unsafe;
  CHECK(write(concise, source, {one}) == "a.py:1:1: sliced-things slice copied\n");
}

TEST_CASE("nothing found, nothing written") {
  const auto source = text::SourceFile::from_utf8("a.py", "x\n");
  CHECK(write(concise, source, {}).empty());
}

TEST_CASE("colours of the concise format") {
  const auto source = text::SourceFile::from_utf8("a.py", "data[1:]\n");
  auto one = finding(source, "data[1:]", "slice copied");
  one.severity = engine::Severity::warning;
  CHECK(write(concise, source, {one}, {.color = true}) ==
        "\x1b[1ma.py\x1b[0m:1:1: \x1b[1;33msliced-things\x1b[0m slice copied\n");
}

TEST_CASE("the closing line counts by severity") {
  const auto source = text::SourceFile::from_utf8("a.py", "data[1:]\n");
  const auto info = finding(source, "data[1:]", "seen");
  auto warning = info;
  warning.severity = engine::Severity::warning;
  CHECK(write(report::summary, source, {}) == "All checks passed!\n");
  CHECK(write(report::summary, source, {info}) == "Found 1 finding (1 info).\n");
  CHECK(write(report::summary, source, {warning, warning}) == "Found 2 findings (2 warnings).\n");
  CHECK(write(report::summary, source, {info, warning, info}) == "Found 3 findings (1 warning, 2 infos).\n");
}
