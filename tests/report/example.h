// One report that every format writes: a file with a fix, notes and characters outside of ASCII, and a file that could
// not be read.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "report/findings.h"

namespace slicecop::report::test {

inline constexpr engine::Rule sliced_things{
    .group = engine::Group::quadratic,
    .severity = engine::Severity::warning,
    .summary = "thing cut in a loop",
    .why = "It costs **much**.",
    .bad = "bad()\n",
    .good = "good()\n",
};
inline constexpr engine::Rule other_things{.group = engine::Group::reads, .summary = "other thing", .why = "Rare."};
inline constexpr std::array<engine::NamedRule, 2> example_rules{
    {{.name = "other-things", .rule = &other_things}, {.name = "sliced-things", .rule = &sliced_things}}};
inline constexpr Options example_options{.root = "/repo", .version = "1.2.3", .rules = example_rules};

struct Example {
  text::SourceFile source = text::SourceFile::from_utf8("été/a b.py", "x = '日本'; y = data[1:]\n  other[2:]\n");
  std::vector<engine::Finding> findings{sliced(), other()};
  std::vector<engine::Finding> problems{problem()};
  std::vector<File> files{
      {.shown = "été/a b.py", .path = "/repo/été/a b.py", .source = &source, .findings = findings},
      {.shown = "gone.py", .path = "/repo/gone.py", .source = nullptr, .findings = problems},
  };

  Example() = default;
  Example(const Example&) = delete;
  Example& operator=(const Example&) = delete;

  engine::Finding& first() { return findings[0]; }

 private:
  [[nodiscard]] engine::Finding sliced() const {
    engine::Finding made = finding(source, "data[1:]", "slice of `data` copied");
    made.severity = engine::Severity::warning;
    made.notes.push_back({.message = "in this loop", .range = place_of(source, "x = '日本'")});
    made.fix = engine::Fix{.applicability = engine::Applicability::safe,
                           .title = "Slice a view",
                           .reason = "bytes never change",
                           .edits = {{.range = {.start = 0, .end = 0}, .content = "view = memoryview(data)\n"},
                                     {.range = place_of(source, "data"), .content = "view"}}};
    return made;
  }

  [[nodiscard]] engine::Finding other() const {
    engine::Finding made = finding(source, "other[2:]", "50% of <b> & \"c\"");
    made.code = "other-things";
    return made;
  }

  [[nodiscard]] static engine::Finding problem() {
    engine::Finding made;
    made.code = "io-error";
    made.severity = engine::Severity::warning;
    made.message = "permission denied";
    return made;
  }
};

/// The example as `format` writes it.
template <typename Format>
std::string write_example(Format&& format) {
  const Example example;
  return format(example.files, example_options);
}

}  // namespace slicecop::report::test
