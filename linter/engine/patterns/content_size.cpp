#include "engine/patterns/content_size.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/views.h"

namespace slicecop::engine {

using syntax::Attribute;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

namespace {

// `np.array([1, 2])`, `array.array("I", (a, b))`.
bool is_display_or_number(Node content) {
  return syntax::unparenthesized(content).is_any(Kind::list, Kind::tuple, Kind::integer, Kind::float_);
}

// What is not known to hold many may be one number.
bool holds_many(semantics::Model& model, Node content) {
  const std::string type = model.describe(model.type_of(content).type);
  return type.starts_with("ndarray") || type.starts_with("list[") || type.starts_with("tuple[") ||
         content.is(Kind::list_comprehension) || model.buffer_of(content);
}

bool is_of_few(semantics::Model& model, Call call) {
  constexpr std::int64_t few = 64;
  const Attribute method(call.function());
  const std::string_view name = method ? method.name() : call.function().text();
  const Node first = syntax::unparenthesized(call.positional(0));
  if (name == "zeros" || name == "ones" || name == "empty" || name == "full") {
    return model.constant_of(first).value_or(few) < few;
  }
  if (name != "array" && name != "asarray" && name != "ascontiguousarray") return false;
  // `array.array("I", numbers)`
  if (first.is(Kind::string)) return is_display_or_number(call.positional(1));
  return is_display_or_number(first) || !holds_many(model, first);
}

}  // namespace

bool is_mostly_small(semantics::Model& model, Node source) {
  constexpr int most_steps = 8;
  for (int step = 0; step < most_steps; ++step) {
    source = syntax::unparenthesized(source);
    const syntax::Subscript part(source);
    if (part && !part.slice()) return true;  // an item
    const Call call(source);
    if (call && model.callee_name(call) == "builtins.bytearray") {
      const Node content = call.positional(0);
      if (content.is_any(Kind::list, Kind::list_comprehension, Kind::tuple)) return true;
      if (!model.buffer_of(content)) return false;  // to be filled
      source = content;
    } else if (call) {
      const std::string_view callee = model.callee_name(call);
      return !callee.empty() && callee.find("read") == std::string_view::npos &&
             callee.find("recv") == std::string_view::npos;
    } else if (model.is_fragment(source)) {
      return true;
    } else if (part) {
      source = part.value();
    } else {
      const Node definition = model.definition_of(source);
      if (!definition || definition == source) return false;
      source = definition;
    }
  }
  return true;
}

bool is_of_few_numbers(semantics::Model& model, Node source) {
  constexpr std::size_t most_makers = 8;
  std::vector<Node> makers{source};
  for (std::size_t i = 0; i < makers.size() && i < most_makers; ++i) {
    const Node maker = syntax::unparenthesized(makers[i]);
    const Call call(maker);
    if (is_of_few(model, call)) return true;
    if (call) {
      const Node object = Attribute(call.function()).object();  // `numbers.astype("<i4")`
      if (object) makers.push_back(object);
    } else if (maker.is(Kind::identifier)) {
      for (const Node binding : model.bindings_of(maker)) {
        if (binding != maker) makers.push_back(binding);
      }
    }
  }
  return false;
}

bool has_gaps(Node source) {
  source = syntax::unparenthesized(source);
  const std::string_view name = Attribute(source.is(Kind::call) ? Call(source).function() : source).name();
  return syntax::Subscript(source).slice().step() || name == "T" || name == "transpose" || name == "swapaxes";
}

}  // namespace slicecop::engine
