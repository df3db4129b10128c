// Which names of a module others see: `__all__`, and what `from x import *` brings in.
#pragma once

#include "stubs/compile/program.h"

namespace slicecop::stubs::compile {

/// Exports the imported names that `__all__` lists, and turns every star import into imports of single names.
void resolve_exports(Program& program);

}  // namespace slicecop::stubs::compile
