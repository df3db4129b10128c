// Where a value goes.
#pragma once

#include <cstdint>
#include <vector>

#include "syntax/tree.h"

namespace slicecop::semantics {

enum class UseKind : std::uint8_t {
  buffer_sink,  ///< an argument that takes any buffer and gives the same result for a view
  bytes_sink,   ///< takes bytes only: a view raises there (also `view + b`, `view < b`, bytes methods, `json.loads`)
  silent_sink,  ///< takes a view and does something else without an error: `in`, `str()`, f-string, isinstance
  parsed,       ///< int.from_bytes, struct.unpack: same result, but slower from a view than from the copy
  kept,         ///< takes any buffer and may hold it after the call: asyncio writers, BytesIO(x), iter_unpack, and
                ///< re.match of what can be written, where the match gets a name
  converted,    ///< bytes(x), bytearray(x), x.tobytes(): one copy is made here anyway
  decoded,      ///< x.decode(), str(x, "utf-8")
  compared,     ///< == != and `in` a list: a view compares element by element
  hashed,       ///< dict key, set element, hash(), `in` a set or in something unknown
  iterated,
  indexed,        ///< x[i]
  sliced,         ///< x[a:b]; where the slice goes is not followed
  measured,       ///< len(x), truth
  joined,         ///< the right side of `b"..." + x`: takes any buffer, and copies it once more anyway
  assigned_into,  ///< the right side of a slice assignment, bytearray +=: takes any buffer
  written,        ///< x[i] = v, x.append(...), readinto(x): the value itself is changed
  returned,       ///< return, yield
  stored,         ///< on an attribute, in a container, captured by a closure
  rebound,        ///< `x = x[n:]`, `x += y` on the name itself
  unknown,        ///< an argument of code that is not known, or anything not listed
};

struct Use {
  UseKind kind = UseKind::unknown;
  syntax::Node where;  ///< the node that uses it: the call, the comparison, the return
};

struct Uses {
  std::vector<Use> all;  ///< in the order of the flow
  bool complete = true;  ///< false: the bound was reached, or the value's name is captured by another scope

  template <typename Predicate>
  [[nodiscard]] bool all_are(Predicate&& predicate) const {
    if (!complete || all.empty()) return false;
    for (const Use& use : all) {
      if (!predicate(use.kind)) return false;
    }
    return true;
  }
  /// The first use that `predicate` does not accept.
  template <typename Predicate>
  [[nodiscard]] const Use* first_not(Predicate&& predicate) const {
    for (const Use& use : all) {
      if (!predicate(use.kind)) return &use;
    }
    return nullptr;
  }
};

}  // namespace slicecop::semantics
