#include "engine/patterns/viewed_memory.h"

#include "syntax/views.h"

namespace slicecop::engine {

using semantics::Buffer;
using syntax::Call;
using syntax::Node;
using syntax::Subscript;

ViewedMemory viewed_memory(semantics::Model& model, Node view) {
  constexpr int most_steps = 8;
  for (int step = 0; step < most_steps; ++step) {
    view = syntax::unparenthesized(view);
    if (const Subscript subscript(view); subscript) {
      if (!subscript.slice() || subscript.slice().step()) return {};
      view = subscript.value();
    } else if (const Call call(view); call) {
      const std::string_view callee = model.callee_name(call);
      if (callee == "io.BytesIO.getbuffer") return {.plain = true};
      if (callee != "builtins.memoryview") return {};
      const Buffer buffer = model.buffer_of(call.positional(0));
      return {.plain = buffer.only(Buffer::bytes | Buffer::bytearray | Buffer::mmap),
              .immutable = buffer.only(Buffer::bytes)};
    } else {
      const Node definition = model.definition_of(view);
      if (!definition || definition == view) return {};
      view = definition;
    }
  }
  return {};
}

}  // namespace slicecop::engine
