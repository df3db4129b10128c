// A copy to which something is added: `bytes(view) + trailer` copies the view once for the bytes and once more for the
// sum, `b"".join((view, trailer))` only for the sum.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "semantics/model.h"
#include "syntax/tree.h"

namespace slicecop::engine {

struct SummedCopy {
  syntax::Node sum;                    ///< all of `copy + a + b`
  std::vector<syntax::Node> trailers;  ///< `a` and `b`: buffers, each
  std::string_view doubt = {};         ///< why the parts may not be joined instead; empty where they may
};

/// Nothing where `copy` is not the first part of a sum, or one of the others is not known to be a buffer.
std::optional<SummedCopy> summed_copy(semantics::Model& model, syntax::Node copy);

/// True for `b` of `a.tobytes() + b.tobytes()`, where the sum is told of already, with `a`.
bool is_trailer_of_copy(semantics::Model& model, syntax::Node copy);

/// `b"".join((view, trailer))`, with `first` for what was copied.
std::string joined_text(semantics::Model& model, const SummedCopy& summed, std::string_view first);

}  // namespace slicecop::engine
