// Findings made by hand, placed by the text that they are about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "engine/finding.h"
#include "report/report.h"
#include "text/source_file.h"

namespace slicecop::report::test {

/// The place of `part`, which occurs once in `source`.
inline text::Range place_of(const text::SourceFile& source, std::string_view part) {
  const std::size_t start = source.text().find(part);
  REQUIRE(start != std::string_view::npos);
  REQUIRE(source.text().find(part, start + 1) == std::string_view::npos);
  return {.start = static_cast<std::uint32_t>(start), .end = static_cast<std::uint32_t>(start + part.size())};
}

inline engine::Finding finding(const text::SourceFile& source, std::string_view part, std::string message) {
  engine::Finding made;
  made.code = "sliced-things";
  made.message = std::move(message);
  made.range = place_of(source, part);
  made.noqa_at = source.lines().full_line(source.lines().line_of(made.range.start)).start;
  return made;
}

/// `format` of one file.
template <typename Format>
std::string write(Format&& format, const text::SourceFile& source, const std::vector<engine::Finding>& findings,
                  Options options = {}) {
  const std::vector<File> files{
      {.shown = source.path(), .path = source.path(), .source = &source, .findings = findings}};
  return format(files, options);
}

}  // namespace slicecop::report::test
