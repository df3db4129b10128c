// What the text alone tells about where control goes: conditions that always or never hold, calls that never return,
// blocks that may be left early.
#pragma once

#include <optional>

#include "syntax/tree.h"

namespace slicecop::semantics {

/// Whether a condition always (true) or never (false) holds: True, 0, `sys.version_info` compared, `six.PY2`; nothing
/// where that depends. `version` is the lowest minor version of Python 3 that the code is for.
std::optional<bool> constant_truth(syntax::Node condition, int version);

/// True for a call that ends the program: `sys.exit()`, `os.abort()`.
bool ends_program(syntax::Node expression);

/// True for a context manager that swallows exceptions, so that its block may be left after any of its statements:
/// `contextlib.suppress(...)`, `pytest.raises(...)`.
bool swallows_exceptions(syntax::Node manager);

/// isinstance(x, C), type(x) is C, case C(): a condition that tells of what class x is.
bool tests_class(syntax::Node condition);

}  // namespace slicecop::semantics
