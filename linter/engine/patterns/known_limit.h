// How large a number can be, and a buffer that is fed only while it is small, as far as the code around tells.
#pragma once

#include <cstdint>
#include <optional>

#include "semantics/model.h"
#include "syntax/views.h"

namespace slicecop::engine {

/// The most that an integer expression can be: a constant; `cls.seed_size`, where everything in the file that is called
/// so is constant; `len(MAGIC)` of a constant of another module, which somebody wrote by hand; a parameter of a
/// function with a leading underscore, where each of its calls in the file tells.
std::optional<std::int64_t> most_of(semantics::Model& model, syntax::Node expression);

/// `if len(data) < 4096: wanted.append(source)` in `region`: what grows is fed only while it is smaller than `enough`.
/// A branch that leaves (`if len(data) < 4: continue`) waits for more instead.
bool is_fed_while_small(semantics::Model& model, syntax::Node region, syntax::Node target, std::uint64_t enough);

/// `if len(data) > 512: break` in `loop`: what grows is left alone before it holds `enough` bytes.
bool is_left_while_small(semantics::Model& model, syntax::Node loop, syntax::Node target, std::uint64_t enough);

}  // namespace slicecop::engine
