// What a rule found: plain values and byte offsets, no pointer into a tree or a model.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/edit.h"
#include "text/range.h"
#include "types/evidence.h"

namespace slicecop::engine {

/// info: a copy whose size decides. warning: grows with the square of the data, or breaks at run time.
enum class Severity : std::uint8_t { info, warning };

/// How far a fix can be trusted. safe: same behaviour, comments kept; unsafe: valid, may change behaviour in the way
/// that its reason names; display: a sketch for a person, never applied.
enum class Applicability : std::uint8_t { display, unsafe, safe };

struct Fix {
  Applicability applicability = Applicability::display;
  std::string title;              ///< "Use `unpack_from` with an offset"
  std::string reason;             ///< why it is not safe, or what makes it so; lower case, no final period
  std::vector<text::Edit> edits;  ///< disjoint, on the original text
  /// No name and no attribute holds another value behind it: what changes stays inside the statement. Only such fixes
  /// are made together with others in the same function or class.
  bool local = false;
};

enum class Growth : std::uint8_t { once, per_iteration, quadratic };

struct Cost {
  Growth growth = Growth::once;
  std::optional<std::uint64_t> width;       ///< bytes copied each time, where known
  std::optional<std::uint64_t> gains_from;  ///< bytes (of one copy; for quadratic growth: of the total)
  bool in_loop = false;
};

struct EvidenceOf {
  std::string type;  ///< "bytes", "bytes | None"
  types::Evidence from = types::Evidence::none;
};

struct Note {
  std::string message;
  text::Range range;
};

struct Finding {
  std::string_view code;  ///< the rule's name; lives as long as the program
  Severity severity = Severity::info;
  std::string message;  ///< lower case, no final period, code in backticks
  text::Range range;
  /// Start of the line at whose end a suppression comment for it goes: the first line of `range`, or the one on which a
  /// multi-line string or a backslash continuation that begins there ends.
  std::uint32_t noqa_at = 0;
  EvidenceOf evidence;
  Cost cost;
  std::vector<Note> notes;
  std::optional<Fix> fix;

  /// Copying expressions that this finding speaks for besides `range`: what is reported there by a rule that this one
  /// supersedes is dropped.
  std::vector<text::Range> also_covers;
};

}  // namespace slicecop::engine
