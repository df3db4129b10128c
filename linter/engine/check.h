// The one function that everything is about: from a document to its findings. Pure: no I/O, no globals, no output. The
// command line, the language server and the tests call this and only translate around it.
#pragma once

#include <span>
#include <vector>

#include "engine/context.h"
#include "engine/document.h"
#include "engine/finding.h"
#include "engine/memo.h"
#include "engine/rule.h"
#include "engine/settings.h"
#include "semantics/project.h"

namespace slicecop::engine {

/// What `rules` (those that are selected) find in `document`, in order of position, then rule name; suppressed ones
/// left out, of several that speak for one expression only the most specific. `project` answers questions about other
/// files; `memo` may remember what was worked out before and never changes the result.
std::vector<Finding> check(const Document& document, const Settings& settings, std::span<const NamedRule> rules,
                           const semantics::Project& project, Memo& memo);

struct Explained {
  std::vector<Finding> findings;  ///< as check() gives them
  /// Where and why the rules keep silent, in order of position: by their own judgement, for a more specific rule, for
  /// a comment.
  std::vector<Silence> silences;
};

/// The same together with what the rules do not say.
Explained explain(const Document& document, const Settings& settings, std::span<const NamedRule> rules,
                  const semantics::Project& project);

}  // namespace slicecop::engine
