// A buffer that is gathered piece by piece up to a size that is known before: `while len(data) < n: data +=
// sock.recv(n - len(data))`. One buffer of that size could be filled in place.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "semantics/model.h"
#include "syntax/views.h"

namespace slicecop::engine {

/// How a piece is added to what is gathered so far.
enum class Gathering : std::uint8_t {
  sum,     ///< `data += piece`, `data = data + piece`
  extend,  ///< `data.extend(piece)`
  append,  ///< `pieces.append(piece)`
};

struct Filling {
  syntax::Call read;         ///< `sock.recv(n - len(data))`
  syntax::Attribute method;  ///< `sock.recv`
  semantics::Loop loop;
  syntax::Node target;   ///< what grows, as it is written where it does
  syntax::Node growing;  ///< the assignment or the call that adds the piece
  syntax::Node total;    ///< how many bytes are wanted, where one expression says so
  Gathering by = Gathering::sum;
};

/// The filling loop that `read`, a call of a method with one argument, is the read of. Nothing where what is asked for
/// is not what is missing still.
std::optional<Filling> filling_of(semantics::Model& model, syntax::Call read);

/// In `data = file.read(n); buffer[:len(data)] = data`: `buffer[:len(data)]`, into which all that `read` gives is
/// copied and which nothing else is made of it. No node otherwise.
syntax::Subscript copied_into(semantics::Model& model, syntax::Node read);

}  // namespace slicecop::engine
