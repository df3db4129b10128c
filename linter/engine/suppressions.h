// The comments of one file that keep findings out of the report, and which of them were needed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/document.h"
#include "engine/finding.h"
#include "engine/rule.h"
#include "engine/suppression_comment.h"
#include "text/range.h"

namespace slicecop::engine {

/// What a suppression comment speaks for.
enum class Reach : std::uint8_t {
  own_line,      ///< findings that send their comments to the line it ends (Finding::noqa_at)
  next_line,     ///< inside brackets: the physical line after it
  logical_line,  ///< the logical line after it
  file,
  nothing,  ///< malformed, misplaced, or nothing follows
};

struct Suppression {
  SuppressionComment comment;
  Reach reach = Reach::nothing;
  text::Range covers;      ///< the bytes of `reach`
  std::vector<bool> used;  ///< for each of its names, or for `everything`, whether it kept a finding out
};

class Suppressions {
 public:
  /// Those in the comments of `document`, which must outlive this.
  explicit Suppressions(const Document& document);

  /// True where a comment keeps out `finding`, whose rule is of `group`. The nearest that does is marked as used.
  bool suppress(const Finding& finding, Group group);

  /// All of them in order, those that reach nothing too.
  [[nodiscard]] std::span<const Suppression> all() const { return all_; }

 private:
  // One name of one comment; an empty one for `everything`.
  struct Entry {
    text::Range covers;
    std::string_view name;
    std::uint32_t suppression;
    std::uint32_t selector;
  };
  void index(std::uint32_t suppression);
  [[nodiscard]] const Entry* find(Reach reach, std::uint32_t place, const Finding& finding, Group group) const;

  std::vector<Suppression> all_;
  // By Reach. Within one of these, ranges are the same or apart; sorted by start, then name.
  std::array<std::vector<Entry>, 4> entries_;
};

}  // namespace slicecop::engine
