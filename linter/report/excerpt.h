// A few source lines with what is said of them: carets under the finding, dashes under its notes.
//
//     2 |     data = b""
//     3 |     for chunk in chunks:
//       |     -------------------- the loop
//     4 |         data += chunk
//       |         ^^^^
//
// A finding over several lines gets a rail at the left, as Ruff draws it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/finding.h"
#include "report/gutter.h"
#include "text/source_file.h"

namespace slicecop::report {

class Excerpt {
 public:
  /// `source` and `finding` must outlive this.
  Excerpt(const text::SourceFile& source, const engine::Finding& finding);

  /// 1-based: of the last line that is shown.
  [[nodiscard]] std::uint32_t last_row() const { return lines_.back() + 1; }

  void append(std::string& out, const Gutter& gutter) const;

 private:
  void choose_lines();
  [[nodiscard]] std::uint32_t focus_of(std::uint32_t line) const;
  [[nodiscard]] std::string rail_of(std::uint32_t line, const Style& style) const;
  void append_finding_start(std::string& out, const Gutter& gutter, const Cut& cut) const;
  void append_finding_end(std::string& out, const Gutter& gutter, const Cut& cut) const;
  void append_mark(std::string& out, const Gutter& gutter, const Cut& cut, text::Range range, char sign,
                   std::string_view label) const;
  void append_marks(std::string& out, const Gutter& gutter, std::uint32_t line, const Cut& cut) const;
  [[nodiscard]] bool is_blank(std::uint32_t line) const;

  const text::SourceFile& source_;
  const engine::Finding& finding_;
  std::uint32_t first_;  // 0-based lines of the finding
  std::uint32_t last_;
  std::vector<std::uint32_t> noted_;  // the line of each note
  std::vector<std::uint32_t> lines_;  // what is shown, in order
};

}  // namespace slicecop::report
