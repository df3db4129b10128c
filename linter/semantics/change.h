// What happens to a buffer that a view might be looking at.
#pragma once

#include <cstdint>

#include "syntax/tree.h"

namespace slicecop::semantics {

enum class ChangeKind : std::uint8_t {
  items,    ///< x[i] = v, readinto(x): a view shows the new bytes
  resized,  ///< append, +=, del x[:n]: BufferError while a view lives
  closed,   ///< x.close(): BufferError for an mmap
  rebound,  ///< the name stands for another object
  shared,   ///< an mmap: another process may write the file
  unknown,  ///< handed to code that is not known, or a method of the object that holds it is called
};

struct Change {
  ChangeKind kind;
  syntax::Node where;
};

}  // namespace slicecop::semantics
