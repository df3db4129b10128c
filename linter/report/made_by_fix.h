// Which findings `--fix` would mend.
#pragma once

#include "engine/finding.h"
#include "report/report.h"

namespace slicecop::report {

inline bool would_be_made(const engine::Finding& finding, const Options& options) {
  if (!finding.fix) return false;
  const engine::Applicability needed =
      options.unsafe_fixes ? engine::Applicability::unsafe : engine::Applicability::safe;
  return finding.fix->applicability >= needed;
}

/// A fix that is made only where unsafe ones are, too.
inline bool is_hidden_fix(const engine::Finding& finding, const Options& options) {
  return !options.unsafe_fixes && finding.fix && finding.fix->applicability == engine::Applicability::unsafe;
}

}  // namespace slicecop::report
