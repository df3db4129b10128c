// What the rules of the quadratic group share: how often a copy is made, said in words and pointed at in a note, and
// what becomes of the buffer between two copies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/finding.h"
#include "semantics/model.h"
#include "syntax/views.h"

namespace slicecop::engine {

/// The loop that brings a value back to where it is copied, or the function that is called again and again instead.
struct Repeated {
  semantics::Loop loop;
  syntax::FunctionDefinition function;  ///< set where there is no loop

  /// "on every pass", "on every call of `data_received`"
  [[nodiscard]] std::string how_often() const;

  /// Points to the head of the loop or to the function's name.
  [[nodiscard]] Note note() const;
};

/// From the loop's first word to the end of its condition or iterable; of a comprehension its first `for ... in ...`.
text::Range head_of(syntax::Node loop);

/// How often what is bound to `target` (a name, an attribute or an item that an assignment binds) comes back to be
/// bound anew; nothing where it does not.
std::optional<Repeated> repeated_binding(semantics::Model& model, syntax::Node target);

/// Where nothing tells that the method around `target` is called again and again, but another method of the class is
/// that lets the same attribute grow: what grows again and again is cut down as often.
std::optional<Repeated> repeated_with_growth(semantics::Model& model, syntax::Node target);

/// The same name, attribute or item, as written.
bool same_place(syntax::Node a, syntax::Node b);

/// `len(place)`.
bool is_length_of(syntax::Node expression, syntax::Node place);

/// True where `place` is grown in its function (`+=`, `place = place + x`, extend, append), in a loop or from call to
/// call. A bounded part of the function is looked at.
bool is_grown(semantics::Model& model, syntax::Node place);

/// The most bytes that the local name `place` holds where it is read, if all values that reach it tell; slices of
/// itself, which only cut it down, left aside.
std::optional<std::uint64_t> most_bytes(semantics::Model& model, syntax::Node place);

/// True for a name that is a parameter of the function around it: changing its value in place changes the caller's.
bool is_parameter(syntax::Node name);

}  // namespace slicecop::engine
