// What is done with bytes that could be done with the text that they hold, decoded once.
#pragma once

#include "semantics/use.h"

namespace slicecop::engine {

/// `data.decode()`, `b"/" in data`, `data.find(b"\n")`: decoded in an encoding that makes the same of each byte
/// wherever it stands, or searched for a literal.
bool is_done_with_text(const semantics::Use& use);

}  // namespace slicecop::engine
