// Rows and columns of one file for a report, each found in constant time: a file may be one line of megabytes with
// thousands of findings.
#pragma once

#include <cstdint>
#include <vector>

#include "text/source_file.h"

namespace slicecop::report {

/// Columns count code points, or where it is asked for bytes of UTF-8.
class Positions {
 public:
  enum class Columns : std::uint8_t { code_points, bytes };

  /// `source` must outlive this. Null: every place is the first one.
  explicit Positions(const text::SourceFile* source, Columns columns = Columns::code_points);

  [[nodiscard]] text::Position at(std::uint32_t offset) const;

 private:
  [[nodiscard]] std::uint32_t continuations_before(std::uint32_t offset) const;

  const text::SourceFile* source_;
  Columns columns_;
  // Bytes before each block of the text that do not start a code point.
  std::vector<std::uint32_t> before_block_;
};

}  // namespace slicecop::report
