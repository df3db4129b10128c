// A loop that reads chunk by chunk: `while chunk := f.read(n)`, `for chunk in iter(lambda: f.read(n), b"")`, the same
// with `partial(f.read, n)`, `while True: chunk = f.read(n); if not chunk: break`, and the one that reads its first
// chunk before: `chunk = f.read(n)`, `while chunk: ...; chunk = f.read(n)`.
#pragma once

#include <cstdint>
#include <optional>

#include "semantics/model.h"
#include "syntax/views.h"

namespace slicecop::engine {

struct ChunkLoop {
  syntax::Node loop;
  syntax::Node read;    ///< `file.read(n)`, or `partial(file.read, n)`
  syntax::Node source;  ///< `file`
  syntax::Node size;    ///< `n`; no node where nothing is asked for
  syntax::Node value;   ///< whose uses are those of a chunk: the call, or the name that the loop binds
  syntax::Node name;    ///< the name of a chunk, where it is bound
  syntax::Node like;    ///< what has the type of a chunk
};

/// The chunk loop that `loop`, a `while` or a `for` statement, is.
std::optional<ChunkLoop> chunk_loop(semantics::Model& model, syntax::Node loop);

/// The one statement of the loop besides reading a chunk and leaving when there is none; no node where there are more.
syntax::Node only_statement(const ChunkLoop& chunks);

/// How many bytes a chunk has, mostly: a constant, or what a parameter is where nobody says otherwise.
std::optional<std::int64_t> usual_size(semantics::Model& model, const ChunkLoop& chunks);

/// A bytes literal without anything in it, or among the operands of a comparison.
syntax::Node empty_bytes_in(syntax::Node comparison);

/// True where `value`, bytes that were read, is taken by what accepts any buffer, and nobody has it afterwards.
bool is_read_and_dropped(semantics::Model& model, syntax::Node value);

}  // namespace slicecop::engine
