// What reads bytes, and whether it could read them into a buffer that is there already.
#pragma once

#include <string_view>

#include "semantics/model.h"
#include "syntax/tree.h"
#include "syntax/views.h"

namespace slicecop::engine {

/// Nothing is known of it, or of one of the things that it may be.
bool may_be_unknown(semantics::Model& model, types::Type type);

/// A binary file whose `readinto` fills the buffer that it is given. Measured: that of GzipFile, LZMAFile and
/// ZipExtFile is the one of BufferedIOBase, which makes a bytes object all the same and copies it.
bool has_readinto(semantics::Model& model, syntax::Node file);

/// The same, and certainly so: `BinaryIO` is what callers promise, and what they hand in has `read` at best.
bool fills_buffers(semantics::Model& model, syntax::Node file);

/// A socket: by its type, or where nothing is known of that, by what the function and the class around call it with
/// that nothing but a socket has (`recv_into`, `setsockopt`, ...).
bool has_recv_into(semantics::Model& model, syntax::Node socket);

/// `open(path, "rb")` of `file = open(path, "rb")`, or with `with ... as file`; an empty one where `file` is anything
/// else, or opened in another mode.
syntax::Call opening_of(semantics::Model& model, syntax::Node file, std::string_view mode);

}  // namespace slicecop::engine
