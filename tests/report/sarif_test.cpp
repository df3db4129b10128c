#include <array>
#include <nlohmann/json.hpp>

#include "catch.h"
#include "report/example.h"
#include "report/report.h"

using namespace slicecop;
using report::sarif;
using report::test::Example;
using report::test::example_options;
using report::test::write_example;

namespace {

nlohmann::json run_of(const Example& example) {
  return nlohmann::json::parse(sarif(example.files, example_options))["runs"][0];
}

}  // namespace

TEST_CASE("the whole of a report in SARIF") {
  CHECK(write_example(sarif) == R"({
"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
"version": "2.1.0",
"runs": [
{
"tool": {
  "driver": {
    "name": "slicecop",
    "fullName": "slicecop 1.2.3",
    "informationUri": "https://slicecop.dev",
    "version": "1.2.3",
    "semanticVersion": "1.2.3",
    "rules": [
      {
        "id": "io-error",
        "name": "IoError",
        "shortDescription": {
          "text": "What kept slicecop from doing with a file what it was asked for."
        },
        "fullDescription": {
          "text": "What kept slicecop from doing with a file what it was asked for."
        },
        "help": {
          "text": "What kept slicecop from doing with a file what it was asked for.",
          "markdown": "What kept slicecop from doing with a file what it was asked for."
        },
        "helpUri": "https://slicecop.dev"
      },
      {
        "id": "other-things",
        "name": "OtherThings",
        "shortDescription": {
          "text": "Other thing."
        },
        "fullDescription": {
          "text": "Rare."
        },
        "help": {
          "text": "Other thing.\n\nRare.\n\nInstead of\n\n\nwrite\n\n",
          "markdown": "# other-things\n\nother thing\n\n| group | severity | gains |\n|---|---|---|\n| `reads` | info | at any size |\n\n## Why\n\nRare.\n\n## Instead of\n\n```python\n```\n\n## Write\n\n```python\n```\n"
        },
        "helpUri": "https://slicecop.dev/rules/other-things",
        "defaultConfiguration": {
          "enabled": true,
          "level": "note"
        },
        "properties": {
          "tags": [
            "performance",
            "reads"
          ],
          "precision": "high",
          "problem.severity": "recommendation"
        }
      },
      {
        "id": "sliced-things",
        "name": "SlicedThings",
        "shortDescription": {
          "text": "Thing cut in a loop."
        },
        "fullDescription": {
          "text": "It costs **much**."
        },
        "help": {
          "text": "Thing cut in a loop.\n\nIt costs **much**.\n\nInstead of\n\nbad()\n\nwrite\n\ngood()\n",
          "markdown": "# sliced-things\n\nthing cut in a loop\n\n| group | severity | gains |\n|---|---|---|\n| `quadratic` | warning | at any size |\n\n## Why\n\nIt costs **much**.\n\n## Instead of\n\n```python\nbad()\n```\n\n## Write\n\n```python\ngood()\n```\n"
        },
        "helpUri": "https://slicecop.dev/rules/sliced-things",
        "defaultConfiguration": {
          "enabled": true,
          "level": "warning"
        },
        "properties": {
          "tags": [
            "performance",
            "quadratic"
          ],
          "precision": "high",
          "problem.severity": "warning"
        }
      }
    ]
  }
},
"columnKind": "unicodeCodePoints",
"originalUriBaseIds": {
  "SRCROOT": {
    "description": {
      "text": "The root of the repository."
    }
  }
},
"artifacts": [
{
  "location": {
    "uri": "%C3%A9t%C3%A9/a%20b.py",
    "uriBaseId": "SRCROOT"
  },
  "sourceLanguage": "python"
},
{
  "location": {
    "uri": "gone.py",
    "uriBaseId": "SRCROOT"
  },
  "sourceLanguage": "python"
}
],
"results": [
{
  "ruleId": "sliced-things",
  "ruleIndex": 2,
  "level": "warning",
  "message": {
    "text": "slice of `data` copied"
  },
  "locations": [
    {
      "physicalLocation": {
        "artifactLocation": {
          "uri": "%C3%A9t%C3%A9/a%20b.py",
          "uriBaseId": "SRCROOT",
          "index": 0
        },
        "region": {
          "startLine": 1,
          "startColumn": 15,
          "endLine": 1,
          "endColumn": 23
        }
      }
    }
  ],
  "partialFingerprints": {
    "primaryLocationLineHash": "c593d0c66e098390:1"
  },
  "relatedLocations": [
    {
      "id": 1,
      "physicalLocation": {
        "artifactLocation": {
          "uri": "%C3%A9t%C3%A9/a%20b.py",
          "uriBaseId": "SRCROOT",
          "index": 0
        },
        "region": {
          "startLine": 1,
          "startColumn": 1,
          "endLine": 1,
          "endColumn": 9
        }
      },
      "message": {
        "text": "in this loop"
      }
    }
  ],
  "fixes": [
    {
      "description": {
        "text": "Slice a view"
      },
      "artifactChanges": [
        {
          "artifactLocation": {
            "uri": "%C3%A9t%C3%A9/a%20b.py",
            "uriBaseId": "SRCROOT",
            "index": 0
          },
          "replacements": [
            {
              "deletedRegion": {
                "startLine": 1,
                "startColumn": 1,
                "endLine": 1,
                "endColumn": 1
              },
              "insertedContent": {
                "text": "view = memoryview(data)\n"
              }
            },
            {
              "deletedRegion": {
                "startLine": 1,
                "startColumn": 15,
                "endLine": 1,
                "endColumn": 19
              },
              "insertedContent": {
                "text": "view"
              }
            }
          ]
        }
      ]
    }
  ]
},
{
  "ruleId": "other-things",
  "ruleIndex": 1,
  "level": "note",
  "message": {
    "text": "50% of <b> & \"c\""
  },
  "locations": [
    {
      "physicalLocation": {
        "artifactLocation": {
          "uri": "%C3%A9t%C3%A9/a%20b.py",
          "uriBaseId": "SRCROOT",
          "index": 0
        },
        "region": {
          "startLine": 2,
          "startColumn": 3,
          "endLine": 2,
          "endColumn": 12
        }
      }
    }
  ],
  "partialFingerprints": {
    "primaryLocationLineHash": "25fd3f9dce1ab319:1"
  }
},
{
  "ruleId": "io-error",
  "ruleIndex": 0,
  "level": "warning",
  "message": {
    "text": "permission denied"
  },
  "locations": [
    {
      "physicalLocation": {
        "artifactLocation": {
          "uri": "gone.py",
          "uriBaseId": "SRCROOT",
          "index": 1
        },
        "region": {
          "startLine": 1,
          "startColumn": 1,
          "endLine": 1,
          "endColumn": 1
        }
      }
    }
  ],
  "partialFingerprints": {
    "primaryLocationLineHash": "c074df123ac92b42:1"
  }
}
]
}
]
}
)");
}

TEST_CASE("a run without results where nothing is found") {
  const auto log = nlohmann::json::parse(sarif({}, example_options));
  CHECK(log["version"] == "2.1.0");
  REQUIRE(log["runs"].size() == 1);
  CHECK(log["runs"][0]["results"] == nlohmann::json::array());
  CHECK(log["runs"][0]["artifacts"] == nlohmann::json::array());
  CHECK(log["runs"][0]["tool"]["driver"]["rules"] == nlohmann::json::array());
}

TEST_CASE("an unsafe fix tells why, a sketch is no fix") {
  Example example;
  example.first().fix->applicability = engine::Applicability::unsafe;
  CHECK(run_of(example)["results"][0]["fixes"][0]["description"]["text"] ==
        "Slice a view (unsafe: bytes never change)");
  example.first().fix->applicability = engine::Applicability::display;
  CHECK_FALSE(run_of(example)["results"][0].contains("fixes"));
}

TEST_CASE("a path outside of the root is a URI of its own") {
  Example example;
  example.files[0].path = "/repository/a:b%\xFF.py";
  const auto location = run_of(example)["artifacts"][0]["location"];
  CHECK(location == nlohmann::json{{"uri", "file:///repository/a%3Ab%25%FF.py"}});
}

TEST_CASE("a file without findings is no artifact, and shifts no index") {
  Example example;
  example.files.insert(example.files.begin(),
                       {.shown = "x.py", .path = "/repo/x.py", .source = nullptr, .findings = {}});
  const auto run = run_of(example);
  REQUIRE(run["artifacts"].size() == 2);
  const auto place = run["results"][2]["locations"][0]["physicalLocation"]["artifactLocation"];
  CHECK(place["index"] == 1);
  CHECK(run["artifacts"][1]["location"]["uri"] == place["uri"]);
}

TEST_CASE("a fingerprint stays when its line shifts, and tells equal lines apart") {
  const auto fingerprints = [](std::string_view text) {
    const auto source = text::SourceFile::from_utf8("a.py", std::string(text));
    std::vector<engine::Finding> findings;
    for (std::size_t at = text.find("data["); at != std::string_view::npos; at = text.find("data[", at + 1)) {
      engine::Finding one;
      one.code = "sliced-things";
      one.range = {.start = static_cast<std::uint32_t>(at), .end = static_cast<std::uint32_t>(at + 8)};
      findings.push_back(one);
    }
    const std::vector<report::File> files{
        {.shown = "a.py", .path = "/repo/a.py", .source = &source, .findings = findings}};
    std::vector<std::string> hashes;
    const auto log = nlohmann::json::parse(sarif(files, example_options));
    for (const auto& result : log["runs"][0]["results"]) {
      hashes.push_back(result["partialFingerprints"]["primaryLocationLineHash"].get<std::string>());
    }
    return hashes;
  };
  const auto before = fingerprints("send(data[1:])\nsend(data[1:])\nread(data[1:])\n");
  REQUIRE(before.size() == 3);
  CHECK(before[0].ends_with(":1"));
  CHECK(before[1].ends_with(":2"));
  CHECK(before[0].substr(0, 16) == before[1].substr(0, 16));
  CHECK(before[2].substr(0, 16) != before[0].substr(0, 16));
  CHECK(fingerprints("import x\n\nif x:\n    send(data[1:])\r\n    send(data[1:])\r\nread(data[1:])\n") == before);
}

TEST_CASE("descriptions keep to what GitHub shows") {
  const std::string paragraph(600, 'a');
  std::string why = paragraph + "\n\n" + paragraph;
  engine::Rule rule{.group = engine::Group::reads, .summary = "thing", .why = why};
  const std::array<engine::NamedRule, 1> rules{{{.name = "sliced-things", .rule = &rule}}};
  const Example example;
  const auto description = [&] {
    const auto log = nlohmann::json::parse(sarif(example.files, {.rules = rules}));
    for (const auto& each : log["runs"][0]["tool"]["driver"]["rules"]) {
      if (each["id"] == "sliced-things") return each["fullDescription"]["text"].get<std::string>();
    }
    return std::string{};
  };
  CHECK(description() == paragraph);
  why = "a";
  for (int i = 0; i < 600; ++i) why += "é";
  rule.why = why;
  CHECK(description().size() == 1024);
  CHECK(description().ends_with("é..."));
}
