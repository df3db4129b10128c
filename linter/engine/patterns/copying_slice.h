// A slice that is read and copies: what the rules about single slices begin with.
#pragma once

#include <optional>
#include <string>

#include "engine/context.h"
#include "semantics/buffer.h"
#include "syntax/views.h"

namespace slicecop::engine {

/// A slice without a step, of a buffer whose slices copy bytes, in a function or a loop.
struct CopyingSlice {
  syntax::Subscript subscript;
  syntax::Slice slice;
  syntax::Node base;
  semantics::Typed typed;
  semantics::Buffer buffer;
  bool in_loop = false;

  /// The type is known by more than what the buffer is used for.
  [[nodiscard]] bool is_certain() const;
  /// The base, so that `[`, `.` or a comma can follow.
  [[nodiscard]] std::string base_text() const;
  /// " is copied", " is copied on every pass"
  [[nodiscard]] std::string is_copied() const;
  [[nodiscard]] Growth growth() const { return in_loop ? Growth::per_iteration : Growth::once; }
};

/// True where the slice is the target of an assignment or deletion.
bool is_written(syntax::Node subscript);

/// Says in `context.silent` why `subscript` is none.
std::optional<CopyingSlice> copying_slice(Context& context, syntax::Subscript subscript);

/// The bytes between a lower and an upper bound, where it is known to be `bytes` wherever the buffer reaches that far:
/// `data[4:5]`, `data[i : i + 1]`.
bool is_as_wide_as(semantics::Model& model, syntax::Subscript subscript, std::uint64_t bytes);

/// True where a bound holds what must be evaluated as often as it is written: a walrus, `await`, a call (not of `len`).
bool bounds_do_more(syntax::Slice slice);

/// A comparison of two operands.
struct Comparison {
  syntax::Node left;
  syntax::Node relation;
  syntax::Node right;

  explicit operator bool() const { return static_cast<bool>(relation); }
  /// `==` or `!=`
  [[nodiscard]] bool is_equality() const;
  /// `in` or `not in`
  [[nodiscard]] bool is_membership() const;
  [[nodiscard]] bool is_negated() const;
};

/// Nothing in it where `node` is no comparison, or a chain of them.
Comparison comparison_of(syntax::Node node);

}  // namespace slicecop::engine
