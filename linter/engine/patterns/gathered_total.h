// How much comes together in a value that grows.
#pragma once

#include <cstdint>

#include "engine/patterns/growing_sum.h"
#include "semantics/model.h"

namespace slicecop::engine {

/// The loop's condition ends it while fewer than `enough` bytes are gathered: `while len(head) < 4`.
bool ends_early(semantics::Model& model, const semantics::Loop& loop, syntax::Node target, std::uint64_t enough);

/// `min(16 - len(cache), n)`: a block or a header that is filled up to fewer than `enough` bytes, and no further.
bool is_filled_up(semantics::Model& model, syntax::Node target, std::uint64_t enough);

/// A known number of passes with pieces of known size, fewer than `enough` bytes in all.
bool is_small_product(semantics::Model& model, const semantics::Loop& loop, syntax::Node piece, std::uint64_t enough);

/// What is gathered is a line: `while not line.endswith(b"\n"): line += file.readline()`, or byte by byte up to the end
/// of a line or of a C string: `while (char := file.read(1)) != b"\n": line += char`.
bool gathers_line(semantics::Model& model, const semantics::Loop& loop, const GrowingSum& growth);

/// What is gathered is a token: somewhere it takes what comes before the next match of a pattern, `data[i:m.start()]`.
bool gathers_token(semantics::Model& model, syntax::Node target);

/// Something says that much may come together: data that are read, received or handed in, or one pass for each byte of
/// such data. Headers, keys and records that are put together field by field stay small. `statement` is what binds;
/// without a loop, the function around it is called again and again.
bool may_grow_large(semantics::Model& model, const semantics::Loop& loop, const GrowingSum& growth,
                    syntax::Node statement);

}  // namespace slicecop::engine
