// Which fixes a report carries as changes that another program may make for a person who looks at them.
#pragma once

#include <optional>

#include "engine/finding.h"

namespace slicecop::report {

/// Sketches are told in `full` and `json`, where it is said that they are sketches.
inline bool is_offered(const std::optional<engine::Fix>& fix) {
  return fix && fix->applicability != engine::Applicability::display && !fix->edits.empty();
}

}  // namespace slicecop::report
