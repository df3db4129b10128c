// The column of row numbers at the left of source lines, and lines cut to what a person can look over.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "report/style.h"
#include "text/range.h"

namespace slicecop::report {

/// Wide enough for one row number; everything below an excerpt's header is written through it.
class Gutter {
 public:
  Gutter(std::uint32_t last_row, Style style);

  /// `  |` and `rest`, if there is any.
  void without_row(std::string& out, std::string_view rest = {}) const;
  /// `3 | text`; with another sign for a line that a fix adds (`3 + text`).
  void with_row(std::string& out, std::uint32_t row, std::string_view text) const;
  void added(std::string& out, std::uint32_t row, std::string_view text) const;
  void removed(std::string& out, std::string_view text) const;
  /// ` --> place`
  void arrow(std::string& out, std::string_view place) const;
  /// `...` where lines are left out; with `rail` beside it, if there is any.
  void gap(std::string& out, std::string_view rail = {}) const;

  [[nodiscard]] const Style& style() const { return style_; }

 private:
  [[nodiscard]] std::string number(std::uint32_t row) const;

  std::size_t width_;
  Style style_;
};

/// A part of one line.
struct Cut {
  text::Range bytes;
  bool left = false;   ///< something before it is left out
  bool right = false;  ///< something after it is left out
};

/// `line` (of `text`) as far as it is shown: all of it, or a part of about a hundred columns around `focus`. Takes no
/// longer for a line of megabytes.
Cut cut_line(std::string_view text, text::Range line, std::uint32_t focus);

/// The part as it is printed, with `...` where something is left out.
std::string shown(std::string_view text, const Cut& cut);

/// The column (0-based) at which `offset` is printed; what is cut off stands at its edge.
std::uint32_t shown_column(std::string_view text, const Cut& cut, std::uint32_t offset);

}  // namespace slicecop::report
