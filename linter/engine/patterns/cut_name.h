// A name whose buffer is read by one call and cut by what that took, again and again, and is used for nothing else: a
// view under another name can do that.
#pragma once

#include <optional>
#include <vector>

#include "syntax/views.h"

namespace slicecop::engine {

/// `n = sock.send(data)`, `data = data[n:]`
struct CutName {
  syntax::Node target;    ///< what the cut binds: an identifier
  syntax::Call reader;    ///< what takes the name, or a slice from its beginning
  syntax::Subscript cut;  ///< of the same name
};

/// Every use of the name from the loop on, where it is only tested, measured, read and cut there, so that a view can
/// take its place. Nothing where something else is done with it, or another pass of a loop around comes by with what
/// is left.
std::optional<std::vector<syntax::Node>> uses_for_view(const CutName& cut, syntax::Node loop);

}  // namespace slicecop::engine
