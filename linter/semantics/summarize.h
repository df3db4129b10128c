// One module's summary, from its tree alone.
#pragma once

#include <string>

#include "semantics/summary.h"
#include "stubs/table.h"
#include "syntax/tree.h"

namespace slicecop::semantics {

/// `path` is the name under which the project knows the file.
ModuleSummary summarize(const syntax::Tree& tree, std::string path, stubs::PythonVersion target_version,
                        const stubs::Table& stubs = stubs::Table::builtin());

}  // namespace slicecop::semantics
