// Files that are written for Python 2, too: there bytes are text, and an index gives a string.
#pragma once

#include "syntax/tree.h"

namespace slicecop::engine {

/// True where the module imports `__future__` features of the time of Python 2, `six` or `future`, or asks for the
/// version (`PY2`, `PY3`, `unicode`).
bool runs_on_python_2(const syntax::Tree& tree);

}  // namespace slicecop::engine
