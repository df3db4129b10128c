// Makes fixes to a document, in rounds, until none is left that may be made. Pure, as `check` is.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/check.h"
#include "text/edit.h"

namespace slicecop::engine {

/// What becomes of one fix.
enum class Decision : std::uint8_t {
  make,
  leave,  ///< and ask no more about it
  stop,   ///< and ask no more at all: what was decided before is made
};

/// Asked once about each finding that has a fix, in order of position. `document` is the text as it is by then.
using Decide = std::function<Decision(const Document& document, const Finding& finding)>;

struct MadeFix {
  std::string_view code;  ///< the rule's name
  std::string title;
};

/// A fix whose result holds a syntax error that was not there before: a defect of the rule. It was not made.
struct BrokenFix {
  std::string_view code;
  std::uint32_t row = 1;  ///< 1-based, of the finding in the text as it was by then
};

struct FixedDocument {
  std::optional<Document> document;  ///< nothing where no fix was made
  std::vector<text::Edit> edits;     ///< from the original text to the new one: disjoint, in order
  std::vector<Finding> findings;     ///< what is left, as `check` gives it
  std::vector<MadeFix> made;
  std::vector<BrokenFix> broken;  ///< once for each rule, whose fixes were left from there on
  bool settled = true;            ///< false where fixes made new ones possible for more rounds than are followed
};

/// Makes the fixes in `document` that `decide` wants. In each round those are made that do not touch each other: two in
/// one function or class only where both are local (see Fix). The result is parsed and checked again after each.
FixedDocument fix(const Document& document, const Settings& settings, std::span<const NamedRule> rules,
                  const semantics::Project& project, const Decide& decide);

}  // namespace slicecop::engine
