// `data = data[:start] + part + data[end:]`: bytes that are made anew to change, put in or take out a part.
#pragma once

#include <optional>

#include "syntax/views.h"

namespace slicecop::engine {

struct Splice {
  syntax::Node target;  ///< what is bound
  syntax::Node before;  ///< where its value so far is read
};

std::optional<Splice> splice_of(syntax::Assignment assignment);

}  // namespace slicecop::engine
