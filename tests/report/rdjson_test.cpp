#include <algorithm>
#include <nlohmann/json.hpp>

#include "catch.h"
#include "report/example.h"
#include "report/report.h"

using namespace slicecop;
using report::rdjson;
using report::test::Example;
using report::test::example_options;
using report::test::write_example;

TEST_CASE("diagnostics with columns in bytes of UTF-8, and a fix as one suggestion") {
  CHECK(write_example(rdjson) == R"({
"source": {"name":"slicecop","url":"https://slicecop.dev"},
"severity": "WARNING",
"diagnostics": [
{
  "message": "slice of `data` copied",
  "location": {
    "path": "/repo/été/a b.py",
    "range": {
      "start": {
        "line": 1,
        "column": 19
      },
      "end": {
        "line": 1,
        "column": 27
      }
    }
  },
  "severity": "WARNING",
  "code": {
    "value": "sliced-things",
    "url": "https://slicecop.dev/rules/sliced-things"
  },
  "suggestions": [
    {
      "range": {
        "start": {
          "line": 1,
          "column": 1
        },
        "end": {
          "line": 1,
          "column": 23
        }
      },
      "text": "view = memoryview(data)\nx = '日本'; y = view"
    }
  ],
  "related_locations": [
    {
      "message": "in this loop",
      "location": {
        "path": "/repo/été/a b.py",
        "range": {
          "start": {
            "line": 1,
            "column": 1
          },
          "end": {
            "line": 1,
            "column": 13
          }
        }
      }
    }
  ]
},
{
  "message": "50% of <b> & \"c\"",
  "location": {
    "path": "/repo/été/a b.py",
    "range": {
      "start": {
        "line": 2,
        "column": 3
      },
      "end": {
        "line": 2,
        "column": 12
      }
    }
  },
  "severity": "INFO",
  "code": {
    "value": "other-things",
    "url": "https://slicecop.dev/rules/other-things"
  }
},
{
  "message": "permission denied",
  "location": {
    "path": "/repo/gone.py"
  },
  "severity": "WARNING",
  "code": {
    "value": "io-error"
  }
}
]
}
)");
}

TEST_CASE("no diagnostics where nothing is found") {
  const auto parsed = nlohmann::json::parse(rdjson({}, example_options));
  CHECK(parsed["diagnostics"] == nlohmann::json::array());
  CHECK(parsed["source"]["name"] == "slicecop");
}

TEST_CASE("a sketch is no suggestion") {
  Example example;
  example.first().fix->applicability = engine::Applicability::display;
  CHECK_FALSE(nlohmann::json::parse(rdjson(example.files, {}))["diagnostics"][0].contains("suggestions"));
}

TEST_CASE("edits in any order make one suggestion") {
  Example example;
  std::ranges::reverse(example.first().fix->edits);
  CHECK(rdjson(example.files, {}) == write_example(rdjson));
}

TEST_CASE("a fix that spans too much for a review is no suggestion") {
  const auto suggested = [](std::size_t lines) {
    const std::string text = "import x\n" + std::string(lines - 1, '\n') + "data[1:]\n";
    const auto source = text::SourceFile::from_utf8("a.py", text);
    auto one = report::test::finding(source, "data[1:]", "seen");
    one.fix = engine::Fix{.applicability = engine::Applicability::safe,
                          .title = "Rewrite",
                          .reason = {},
                          .edits = {{.range = {.start = 0, .end = 0}, .content = "import y\n"},
                                    {.range = report::test::place_of(source, "[1:]"), .content = ""}}};
    return nlohmann::json::parse(report::test::write(rdjson, source, {one}))["diagnostics"][0].contains("suggestions");
  };
  CHECK(suggested(50));
  CHECK_FALSE(suggested(51));
}
