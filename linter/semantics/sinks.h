// Library functions whose signature does not tell what becomes of a buffer that they are handed.
#pragma once

#include <optional>
#include <string_view>

#include "semantics/use.h"

namespace slicecop::semantics {

/// What the function with that name (see LibraryNames) does with a buffer in its first arguments, where that is not
/// what its signature says; nothing for all others.
std::optional<UseKind> special_sink(std::string_view callee);

/// The same for an element of a list, tuple or generator that it is handed.
std::optional<UseKind> special_sink_of_element(std::string_view callee);

/// True for re.sub and subn, which put a template in.
bool substitutes(std::string_view callee);

/// True for what gives a re.Match or an iterator over them: it holds on to the buffer that was searched.
bool is_held_by_result(std::string_view callee);

/// True for the `write` of a buffered or in-memory file, which always takes all that it is handed; sockets, raw files
/// and `os.write` take a part.
bool takes_everything(std::string_view callee);

/// True for takers of a few bytes, for which a view is slower than the copy: numbers, addresses and identifiers, what
/// codes one line of text (by its format at most 57 bytes), and the methods of bytes, where what is sought or put in is
/// short.
bool takes_little(std::string_view callee);

/// True for a function or method that fills the buffer which it is handed, by the last part of its name: readinto,
/// recv_into, recvfrom_into, pack_into, from_buffer, readv.
bool fills(std::string_view function);

}  // namespace slicecop::semantics
