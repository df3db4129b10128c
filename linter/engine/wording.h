// The words that several rules share: checked code in a message, why a value is known to be a buffer, numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/finding.h"
#include "semantics/model.h"
#include "syntax/tree.h"

namespace slicecop::engine {

/// The text of `node` in backticks: on one line, without characters that a message may not hold, shortened in its
/// middle beyond 72 bytes.
std::string code(syntax::Node node);

/// The same for text that stands in no file: what to write instead.
std::string code(std::string_view text);

/// "65,536"
std::string with_separators(std::uint64_t number);

/// Why `typed` is known to be a buffer, as the end of a sentence: "; a buffer, because `zlib.crc32` takes nothing
/// else". Empty where the code around says so itself.
std::string because(const semantics::Typed& typed);

/// Where `typed` comes from, where that is another place than `here` and no consumer (`because` names those).
std::optional<Note> origin(const semantics::Typed& typed, syntax::Node here);

}  // namespace slicecop::engine
