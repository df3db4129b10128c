// Whether a function is called again and again, once for each packet or chunk, and how that is known.
#pragma once

#include <optional>
#include <string>

#include "syntax/tree.h"

namespace slicecop::semantics {

struct CalledRepeatedly {
  /// The call in a loop, or by which the function is handed to what calls it again and again; no node where that stands
  /// in another file, or where the function overrides a method.
  syntax::Node call = {};
  /// In words, where no node tells: "path:line" of the call, or "asyncio.Protocol.data_received", which it overrides.
  std::string elsewhere = {};
  bool overrides = false;
  /// It is called of the same object each time: what it keeps on it, it meets again.
  bool same_object = false;
};

}  // namespace slicecop::semantics
