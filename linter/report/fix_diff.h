// What a fix would change, as a small diff.
//
//       - chunk = data[:4]
//     3 + chunk = view[:4]
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/finding.h"
#include "report/gutter.h"
#include "text/source_file.h"

namespace slicecop::report {

class FixDiff {
 public:
  /// The edits of `fix` on the text of `source`.
  FixDiff(const text::SourceFile& source, const engine::Fix& fix);

  [[nodiscard]] bool empty() const { return lines_.empty(); }
  /// 1-based, in the changed text: of the last line that is shown.
  [[nodiscard]] std::uint32_t last_row() const { return last_row_; }

  void append(std::string& out, const Gutter& gutter) const;

 private:
  enum class Change : std::uint8_t { none, added, removed, gap };
  struct Line {
    Change change;
    std::uint32_t row;  // in the changed text
    std::string text;   // as it is printed
  };
  void add(Change change, std::uint32_t row, std::string_view text);
  void add_hunk(std::uint32_t first_row, std::string_view before, std::string_view after);

  std::vector<Line> lines_;
  std::uint32_t last_row_ = 0;
  std::int64_t rows_gained_ = 0;  // by the hunks so far
};

}  // namespace slicecop::report
