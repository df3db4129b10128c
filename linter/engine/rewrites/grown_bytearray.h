// `data = b""` and `data += chunk` to a bytearray that grows in place, with `bytes(data)` where it leaves the function.
#pragma once

#include <optional>

#include "engine/finding.h"
#include "engine/patterns/growing_sum.h"
#include "semantics/model.h"

namespace slicecop::engine {

/// `b""`, `bytes()`
bool is_empty_bytes(semantics::Model& model, syntax::Node value);

/// `data = data + a + b` as the edit that makes `data += a + b` of it; nothing for other shapes.
std::optional<text::Edit> augmented_edit(const GrowingSum& growth, syntax::Node statement);

/// The rewrite of everything that binds or reads the local name that grows. Nothing where the mentions of the name do
/// not tell everything (see local_name.h), or something else than `b""` and growth binds it.
std::optional<Fix> grown_bytearray_fix(semantics::Model& model, const GrowingSum& growth);

}  // namespace slicecop::engine
