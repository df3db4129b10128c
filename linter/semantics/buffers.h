// Which types are buffers, by the classes that typeshed gives `__buffer__`.
#pragma once

#include "semantics/buffer.h"
#include "semantics/evaluator.h"

namespace slicecop::semantics {

/// What the buffers of `type` are; see Buffer.
Buffer buffer_of(Evaluator& evaluator, Type type);

/// What a parameter of that type takes, as far as buffers are concerned.
enum class Takes : std::uint8_t {
  anything,      ///< not known, or other things too: proves nothing
  any_buffer,    ///< any buffer and nothing else
  some_buffers,  ///< bytes (perhaps bytearray), but no memoryview, and nothing else
  buffers_too,   ///< any buffer, and other things such as str
  bytes_too,     ///< bytes and other things, but no memoryview: `json.loads`
  no_buffer,     ///< known to be something else
};
Takes takes(Evaluator& evaluator, Type parameter);

}  // namespace slicecop::semantics
