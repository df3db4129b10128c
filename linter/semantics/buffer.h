// What kind of buffer a value is, as far as copies are concerned.
#pragma once

#include <cstdint>

namespace slicecop::semantics {

/// The buffers among the possible types of one value. A value that may be something else (a str, or unknown) is no
/// buffer; None beside buffers is looked past.
struct Buffer {
  enum Kind : std::uint8_t {
    bytes = 1,
    bytearray = 2,
    view = 4,  ///< memoryview: slices copy nothing
    mmap = 8,
    array = 16,     ///< array.array, ctypes arrays
    other = 32,     ///< another class with `__buffer__` whose slices may or may not copy
    consumed = 64,  ///< known only from what takes it: some buffer
  };
  std::uint8_t kinds = 0;  ///< a set of Kind; empty: not known to be a buffer
  bool optional = false;   ///< may be None

  explicit operator bool() const { return kinds != 0; }
  /// Nothing but these.
  [[nodiscard]] bool only(int allowed) const { return kinds != 0 && (kinds & ~allowed) == 0; }
  [[nodiscard]] bool may_be(int any) const { return (kinds & any) != 0; }
  /// A slice of it copies (as far as is known; a view among the possibilities forbids it).
  [[nodiscard]] bool slices_copy() const { return kinds != 0 && (kinds & (view | other)) == 0; }
};

}  // namespace slicecop::semantics
