// What a docstring says of the types of a function: `:type data: bytes`, `@type data: bytes`, `:param bytes data:`,
// Google's `data (bytes): ...` and NumPy's `data : bytes`.
#pragma once

#include <string>
#include <string_view>

namespace slicecop::semantics {

/// What the docstring writes as the type of that parameter; empty where it writes none.
std::string_view documented_parameter(std::string_view docstring, std::string_view name);

/// What it writes as the type of the result.
std::string_view documented_result(std::string_view docstring);

/// The same as an annotation would say it: "bytes | bytearray" for "`bytes` or bytearray, optional". Empty where it is
/// prose.
std::string as_annotation(std::string_view written);

}  // namespace slicecop::semantics
