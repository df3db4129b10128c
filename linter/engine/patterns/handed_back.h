// A function that takes a record off a buffer and hands back the rest, called by a loop that hands it in again:
// `record, data = take(data)`, `data = skip(data)`.
#pragma once

#include <optional>

#include "semantics/model.h"
#include "syntax/views.h"

namespace slicecop::engine {

struct HandedBack {
  syntax::Subscript rest;  ///< the slice that is returned
  syntax::Node call;       ///< in the loop
  semantics::Loop loop;
};

/// The first such call of `function` in its file.
std::optional<HandedBack> handed_back(semantics::Model& model, syntax::FunctionDefinition function);

}  // namespace slicecop::engine
