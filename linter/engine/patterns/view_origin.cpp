#include "engine/patterns/view_origin.h"

#include <algorithm>
#include <vector>

#include "syntax/views.h"

namespace slicecop::engine {

using syntax::Attribute;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

namespace {

/// A slice, `cast` or `toreadonly` of a view looks at the same memory.
Node same_memory(Node view) {
  if (view.is(Kind::parenthesized_expression)) return syntax::unparenthesized(view);
  if (const syntax::Subscript part(view); part) return part.slice() ? part.value() : Node{};
  const Attribute method(Call(view).function());
  return method.name() == "cast" || method.name() == "toreadonly" ? method.object() : Node{};
}

Node made_of(semantics::Model& model, Node view) {
  const Call call(view);
  if (call.function().text() == "memoryview" && model.callee_name(call) == "builtins.memoryview") {
    return call.positional(0);
  }
  const bool is_exported = Attribute(call.function()).name() == "getbuffer";
  return is_exported && model.callee_name(call) == "io.BytesIO.getbuffer" ? call.node() : Node{};
}

}  // namespace

std::optional<ViewOrigin> origin_of_view(semantics::Model& model, Node view) {
  constexpr std::size_t most_steps = 24;
  std::optional<ViewOrigin> origin;
  std::vector<Node> pending{view};
  for (std::size_t i = 0; i < pending.size(); ++i) {
    if (pending.size() > most_steps) return std::nullopt;
    const Node node = pending[i];
    const bool is_read_only = Attribute(Call(node).function()).name() == "toreadonly";
    if (const Node base = made_of(model, node); base) {
      if (origin && origin->base && origin->base != base) return std::nullopt;
      if (!origin) origin.emplace();
      origin->base = base;
    } else if (const Node same = same_memory(node); same) {
      if (is_read_only) return ViewOrigin{.base = {}, .read_only = node};
      pending.push_back(same);
    } else if (node.is_any(Kind::identifier, Kind::attribute)) {
      const std::vector<Node> bindings = model.bindings_of(node);
      if (bindings.empty()) return std::nullopt;
      for (const Node binding : bindings) {
        if (std::ranges::find(pending, binding) == pending.end()) pending.push_back(binding);
      }
    } else {
      return std::nullopt;
    }
  }
  return origin;
}

}  // namespace slicecop::engine
