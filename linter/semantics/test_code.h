// Test code: what it handles is as large as the test makes it, which is small.
#pragma once

#include "syntax/tree.h"

namespace slicecop::semantics {

/// True for a module that imports a test framework (unittest, pytest, or the standard library's own `test` package)
/// where it is always imported: in no function, and not under `if __name__ == "__main__":`.
bool is_test_code(const syntax::Tree& tree);

}  // namespace slicecop::semantics
