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
#include "report/line_diff.h"
#include "text/source_file.h"

namespace slicecop::report {

class FixDiff {
 public:
  /// The edits of `fix` on the text of `source`.
  FixDiff(const text::SourceFile& source, const engine::Fix& fix);

  [[nodiscard]] bool empty() const { return hunks_.empty(); }
  /// 1-based, in the changed text: of the last line that is shown.
  [[nodiscard]] std::uint32_t last_row() const { return last_row_; }

  void append(std::string& out, const Gutter& gutter) const;

 private:
  std::vector<DiffHunk> hunks_;
  std::uint32_t last_row_ = 0;
};

}  // namespace slicecop::report
