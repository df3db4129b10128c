// What a comment says about findings. Pure text: which lines it speaks for is told in engine/suppressions.h.
//
//     # slicecop: ignore[rule, group]      findings of these on its line, or on the line after where it stands alone
//     # slicecop: ignore                   any finding there
//     # slicecop: file-ignore[rule]        findings of these in the whole file; file-ignore alone: any
//     # noqa                               as `ignore`, but only on its own line; `# noqa: CODE` names what it means
//
// Blanks are allowed around every part, several of these in one comment, each after a `#` of its own, and, after a
// blank, an explanation.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/range.h"

namespace slicecop::engine {

enum class Directive : std::uint8_t { ignore, file_ignore, noqa };

/// A rule's or a group's name as it is written; there need not be one of that name.
struct Selector {
  std::string_view name;
  text::Range range;
};

struct SuppressionComment {
  Directive directive = Directive::ignore;
  text::Range range;        ///< from its `#` to the end of its names, without the explanation
  bool everything = false;  ///< no names are given: any rule
  std::vector<Selector> names;
  bool malformed = false;  ///< a bracket without its partner, or stray signs after the word: it suppresses nothing
};

/// The directives in `comment`, a range of `text` from a `#` to the end of its line.
std::vector<SuppressionComment> read_suppressions(std::string_view text, text::Range comment);

}  // namespace slicecop::engine
