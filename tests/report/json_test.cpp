#include <nlohmann/json.hpp>

#include "catch.h"
#include "report/findings.h"
#include "report/report.h"

using namespace slicecop;
using report::json;
using report::test::finding;
using report::test::place_of;
using report::test::write;

TEST_CASE("an empty array where nothing is found") {
  const auto source = text::SourceFile::from_utf8("a.py", "");
  CHECK(write(json, source, {}) == "[]\n");
}

TEST_CASE("every field of a finding, in order") {
  const auto source = text::SourceFile::from_utf8("/pkg/a.py", "日本 = 1\nx = '''\n''' + data[1:]\n");
  auto one = finding(source, "data[1:]", "slice of `data` copied");
  one.severity = engine::Severity::warning;
  one.evidence = {.type = "bytes | None", .from = types::Evidence::consumer};
  one.cost = {.growth = engine::Growth::per_iteration, .width = 4096, .gains_from = 1024, .in_loop = true};
  one.notes.push_back({.message = "defined here", .range = place_of(source, "= 1")});
  one.fix = engine::Fix{.applicability = engine::Applicability::display,
                        .title = "Keep an offset",
                        .reason = "not told here",
                        .edits = {{.range = place_of(source, "[1:]"), .content = ""}}};
  CHECK(write(json, source, {one}) == R"([
{
  "code": "sliced-things",
  "name": "sliced-things",
  "severity": "warning",
  "message": "slice of `data` copied",
  "filename": "/pkg/a.py",
  "cell": null,
  "location": {
    "row": 3,
    "column": 7
  },
  "end_location": {
    "row": 3,
    "column": 15
  },
  "noqa_row": 3,
  "url": "https://slicecop.dev/rules/sliced-things",
  "fix": {
    "applicability": "display",
    "message": "Keep an offset",
    "edits": [
      {
        "content": "",
        "location": {
          "row": 3,
          "column": 11
        },
        "end_location": {
          "row": 3,
          "column": 15
        }
      }
    ]
  },
  "evidence": {
    "type": "bytes | None",
    "from": "consumer"
  },
  "cost": {
    "growth": "per-iteration",
    "width": 4096,
    "gains_from": 1024,
    "in_loop": true
  },
  "notes": [
    {
      "message": "defined here",
      "location": {
        "row": 1,
        "column": 4
      },
      "end_location": {
        "row": 1,
        "column": 7
      }
    }
  ]
}
]
)");
}

TEST_CASE("what is not known is null") {
  const auto source = text::SourceFile::from_utf8("a.py", "data[1:]\n");
  auto one = finding(source, "data[1:]", "seen");
  one.cost.growth = engine::Growth::quadratic;
  const auto parsed = nlohmann::json::parse(write(json, source, {one}));
  CHECK(parsed[0]["fix"].is_null());
  CHECK(parsed[0]["cost"]["width"].is_null());
  CHECK(parsed[0]["cost"]["gains_from"].is_null());
  CHECK(parsed[0]["cost"]["growth"] == "quadratic");
  CHECK(parsed[0]["notes"].empty());
}

TEST_CASE("a finding about a whole file") {
  engine::Finding one;
  one.code = "io-error";
  one.message = "permission denied";
  const std::vector<engine::Finding> findings{one};
  const std::vector<report::File> files{{.shown = "a.py", .path = "/p/a.py", .source = nullptr, .findings = findings}};
  const auto parsed = nlohmann::json::parse(json(files, {}));
  CHECK(parsed[0]["filename"] == "/p/a.py");
  CHECK(parsed[0]["location"] == nlohmann::json{{"row", 1}, {"column", 1}});
  CHECK(parsed[0]["noqa_row"].is_null());
  CHECK(parsed[0]["url"].is_null());
  CHECK(parsed[0]["evidence"].is_null());
  CHECK(parsed[0]["cost"].is_null());
}

TEST_CASE("several files make one array, whatever their paths hold") {
  const auto source = text::SourceFile::from_utf8("a.py", "data[1:]\n");
  const std::vector<engine::Finding> findings{finding(source, "data[1:]", "seen")};
  const std::vector<report::File> files{
      {.shown = "a", .path = "/p/a\xFF\n.py", .source = &source, .findings = findings},
      {.shown = "b", .path = "/p/b.py", .source = &source, .findings = {}},
      {.shown = "c", .path = "/p/c.py", .source = &source, .findings = findings}};
  const auto parsed = nlohmann::json::parse(json(files, {}));
  REQUIRE(parsed.size() == 2);
  CHECK(parsed[0]["filename"] == "/p/a\uFFFD\n.py");
  CHECK(parsed[1]["filename"] == "/p/c.py");
}
