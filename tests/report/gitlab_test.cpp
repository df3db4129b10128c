#include <nlohmann/json.hpp>
#include <set>

#include "catch.h"
#include "report/example.h"
#include "report/report.h"

using namespace slicecop;
using report::gitlab;
using report::test::Example;
using report::test::example_options;
using report::test::write_example;

TEST_CASE("an array of issues, with paths from the root") {
  CHECK(write_example(gitlab) == R"([
{
  "check_name": "sliced-things",
  "description": "sliced-things: slice of `data` copied",
  "severity": "major",
  "fingerprint": "b9453e7ef05990f8",
  "location": {
    "path": "été/a b.py",
    "positions": {
      "begin": {
        "line": 1,
        "column": 15
      },
      "end": {
        "line": 1,
        "column": 23
      }
    }
  }
},
{
  "check_name": "other-things",
  "description": "other-things: 50% of <b> & \"c\"",
  "severity": "minor",
  "fingerprint": "61907e4adc14f270",
  "location": {
    "path": "été/a b.py",
    "positions": {
      "begin": {
        "line": 2,
        "column": 3
      },
      "end": {
        "line": 2,
        "column": 12
      }
    }
  }
},
{
  "check_name": "io-error",
  "description": "io-error: permission denied",
  "severity": "major",
  "fingerprint": "8438442b1c34c00c",
  "location": {
    "path": "gone.py",
    "positions": {
      "begin": {
        "line": 1,
        "column": 1
      },
      "end": {
        "line": 1,
        "column": 1
      }
    }
  }
}
]
)");
}

TEST_CASE("an empty array of issues where nothing is found") { CHECK(gitlab({}, example_options) == "[]\n"); }

TEST_CASE("a path outside of the root stays as it is") {
  Example example;
  example.files[0].path = "/repository/a.py";
  const auto issues = nlohmann::json::parse(gitlab(example.files, example_options));
  CHECK(issues[0]["location"]["path"] == "/repository/a.py");
}

TEST_CASE("findings that look the same have fingerprints of their own") {
  const auto source = text::SourceFile::from_utf8("a.py", "f(a[1:], b[1:])\n    f(a[1:], b[1:])\n");
  std::vector<engine::Finding> findings;
  for (const std::uint32_t start : {2U, 9U, 22U, 29U}) {
    engine::Finding one;
    one.code = "sliced-things";
    one.range = {.start = start, .end = start + 5};
    findings.push_back(one);
  }
  const std::vector<report::File> files{
      {.shown = "a.py", .path = "/repo/a.py", .source = &source, .findings = findings},
      {.shown = "b.py", .path = "/repo/b.py", .source = &source, .findings = findings}};
  std::set<std::string> fingerprints;
  for (const auto& issue : nlohmann::json::parse(gitlab(files, example_options))) {
    fingerprints.insert(issue["fingerprint"].get<std::string>());
  }
  CHECK(fingerprints.size() == 8);
}
