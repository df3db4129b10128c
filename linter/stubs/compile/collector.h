// Walks the stub files and enters what they declare into the scopes of a Program.
#pragma once

#include <expected>
#include <string>

#include "stubs/compile/program.h"

namespace slicecop::stubs::compile {

/// Takes the parsed sources over. A file of the overlay replaces the names of typeshed's module that it declares, and
/// the members of its classes one by one.
void collect(Program& program, std::vector<Source> sources);

}  // namespace slicecop::stubs::compile
