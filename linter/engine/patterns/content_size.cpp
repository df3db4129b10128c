#include "engine/patterns/content_size.h"

#include <algorithm>
#include <cstdint>
#include <optional>
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

/// The items of `[0] * 16` and of `[... for i in range(256)]`; nothing where the text does not tell.
std::optional<std::int64_t> item_count(semantics::Model& model, Node content) {
  const Node list = syntax::unparenthesized(model.definition_of(content));
  if (const syntax::BinaryOperator repeated(list); repeated.operator_kind() == Kind::token_star) {
    const Node items = syntax::unparenthesized(repeated.left());
    if (!items.is(Kind::list) || !items.first_child() || items.child(1U)) return std::nullopt;
    return model.constant_of(repeated.right());
  }
  if (!list.is(Kind::list_comprehension)) return std::nullopt;
  std::optional<std::int64_t> count;
  for (const Node part : list.children()) {
    if (!part.is(Kind::for_in_clause)) continue;
    const Call range(part.child(syntax::Field::right));
    if (count || range.function().text() != "range" || range.argument_count() != 1) return std::nullopt;
    count = model.constant_of(range.positional(0));
    if (!count) return std::nullopt;
  }
  return count;
}

/// `array.array("B", numbers)` of less than 1 KiB, whatever a machine takes for a long.
bool is_small_array(semantics::Model& model, Call call) {
  constexpr std::int64_t few_bytes = 1024;
  constexpr std::int64_t largest_item = 8;
  const std::optional<std::int64_t> count = item_count(model, call.positional(1));
  if (!count) return false;
  const std::string_view code = syntax::string_content(syntax::unparenthesized(call.positional(0)));
  const std::int64_t item = code == "b" || code == "B" ? 1 : code == "h" || code == "H" ? 2 : largest_item;
  return *count < few_bytes / item;
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
  if (first.is(Kind::string)) return is_display_or_number(call.positional(1)) || is_small_array(model, call);
  return is_display_or_number(first) || !holds_many(model, first);
}

enum class Size : std::uint8_t { small, open, of_sources };

bool is_list(semantics::Model& model, Node content) {
  return content.is_any(Kind::list, Kind::list_comprehension, Kind::tuple) ||
         model.describe(model.type_of(content).type).starts_with("list[");
}

Size size_by_making(semantics::Model& model, Node maker) {
  const syntax::Subscript part(maker);
  if (part && !part.slice()) return Size::small;  // an item
  const Call call(maker);
  if (!call) return model.is_fragment(maker) ? Size::small : Size::of_sources;
  const std::string_view callee = model.callee_name(call);
  if (callee == "builtins.bytearray") {
    const Node content = syntax::unparenthesized(call.positional(0));
    if (content && is_list(model, content)) return Size::small;
    return model.buffer_of(content) ? Size::of_sources : Size::open;  // to be filled
  }
  if (callee.empty()) return model.function_called(call) ? Size::of_sources : Size::open;
  const bool brings = callee.find("read") != std::string_view::npos || callee.find("recv") != std::string_view::npos;
  return brings ? Size::open : Size::small;
}

/// What the function gives back.
void add_results(Node function, std::vector<Node>& makers) {
  constexpr syntax::NodeId most_nodes = 2048;
  if (function.after() - function.id() > most_nodes) return;
  for (syntax::NodeId id = function.id(); id < function.after(); ++id) {
    const Node node = function.tree().node(id);
    if (!node.is(Kind::return_statement) || syntax::enclosing_function(node) != function) continue;
    if (node.first_child()) makers.push_back(node.first_child());
  }
}

void add_sources(semantics::Model& model, Node maker, std::vector<Node>& makers) {
  const auto add = [&](Node source) {
    if (source && std::ranges::find(makers, source) == makers.end()) makers.push_back(source);
  };
  const Call call(maker);
  const syntax::Subscript part(maker);
  if (call && model.callee_name(call).empty()) {
    add_results(model.function_called(call), makers);
  } else if (call) {
    add(call.positional(0));
  } else if (part) {
    add(part.value());
  } else if (const Node definition = model.definition_of(maker); definition != maker) {
    add(definition);
  }
}

}  // namespace

bool is_mostly_small(semantics::Model& model, Node source) {
  constexpr std::size_t most_makers = 16;
  std::vector<Node> makers{source};
  for (std::size_t i = 0; i < makers.size(); ++i) {
    if (i == most_makers) return true;
    const Node maker = syntax::unparenthesized(makers[i]);
    const Size size = size_by_making(model, maker);
    if (size == Size::open) return false;
    if (size == Size::small) continue;
    // As large as what it is made of.
    const std::size_t known = makers.size();
    add_sources(model, maker, makers);
    if (makers.size() == known) return false;
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
