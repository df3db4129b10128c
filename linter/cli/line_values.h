// What is known of the values on one line, in words: type and evidence, and, of a buffer, how much of it is copied, how
// often, and where it goes.
#pragma once

#include <cstdint>
#include <string>

#include "engine/document.h"
#include "semantics/model.h"

namespace slicecop::cli {

/// One paragraph for each name, attribute, call and slice that begins on the 0-based `line` and is a buffer, the same
/// text once; then the other values whose type is known, and how often the function around is called.
std::string describe_values(const engine::Document& document, semantics::Model& model, std::uint32_t line);

}  // namespace slicecop::cli
