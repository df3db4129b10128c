// A rule's page for a terminal, printed from its constant.
#pragma once

#include <string>

#include "engine/rule.h"
#include "report/style.h"

namespace slicecop::cli {

/// For a terminal of at least 88 columns.
std::string page_as_text(const engine::NamedRule& named, const report::Style& style);

}  // namespace slicecop::cli
