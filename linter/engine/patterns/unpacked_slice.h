// A slice that is read by `struct.unpack` and by nothing else.
#pragma once

#include <cstdint>
#include <optional>

#include "semantics/model.h"
#include "syntax/views.h"

namespace slicecop::engine {

/// What is called: `unpack` itself (by whatever name), a function of this file that does nothing with its argument but
/// unpack it, or a parameter that all callers give an `unpack`.
enum class Way : std::uint8_t { itself, own_function, handed };

/// A call of `struct.unpack` or of a Struct's `unpack`, or of an `unpack_from` that is given a slice all the same.
struct Unpack {
  syntax::Call call;
  syntax::Node format;    ///< no node where a Struct knows it
  syntax::Node argument;  ///< what is read
  Way way = Way::itself;
  bool takes_offset = false;  ///< `unpack_from`
  syntax::Node offset = {};   ///< which it was given
};

/// Nothing for other calls, and where no slice can be what is read.
std::optional<Unpack> unpack_of(semantics::Model& model, syntax::Call call);

/// The slice that is read: the argument itself, or what the name was given that is the argument and nothing else.
syntax::Subscript slice_read(semantics::Model& model, const Unpack& unpack);

/// True where the slice is as wide as the format, as long as the buffer reaches that far.
bool is_as_wide_as_format(semantics::Model& model, syntax::Subscript subscript, const Unpack& unpack);

}  // namespace slicecop::engine
