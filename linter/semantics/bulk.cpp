#include "semantics/bulk.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "syntax/views.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// Values looked at for one question.
constexpr std::size_t most_values = 32;
// Pieces up to this many bytes are fields or single characters, however many of them come.
constexpr std::uint64_t few_bytes = 16;

template <std::size_t count>
bool is_one_of(std::string_view name, const std::array<std::string_view, count>& names) {
  return std::ranges::find(names, name) != names.end();
}

/// "recv" of `self.sock.recv(n)`, "read" of `read(n)`.
std::string_view called_name(syntax::Call call) {
  const syntax::Attribute method(call.function());
  return method ? method.name() : call.function().text();
}

bool brings_data(std::string_view name) {
  static constexpr std::array<std::string_view, 12> words{"read",  "recv", "receive", "chunk",   "compress", "crypt",
                                                          "fetch", "pull", "load",    "inflate", "deflate",  "content"};
  static constexpr std::array<std::string_view, 9> names{"get",   "get_nowait", "pop",       "popleft", "next",
                                                         "anext", "tobytes",    "getbuffer", "getvalue"};
  if (name.find("line") != std::string_view::npos) return false;
  return is_one_of(name, names) ||
         std::ranges::any_of(words, [&](std::string_view word) { return name.find(word) != std::string_view::npos; });
}

/// `bytes(x)`, `x.strip()`: as large as what it is made of.
Node source_of(syntax::Call call) {
  static constexpr std::array<std::string_view, 3> conversions{"bytes", "bytearray", "memoryview"};
  static constexpr std::array<std::string_view, 9> methods{
      "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "replace", "cast", "translate", "swapcase"};
  const syntax::Attribute method(call.function());
  if (!method) return is_one_of(call.function().text(), conversions) ? call.positional(0) : Node{};
  return is_one_of(method.name(), methods) ? method.object() : Node{};
}

/// The loop that binds `target` and, in it, nothing else: `for chunk in chunks`.
Node loop_over(Node target) {
  const Node loop = target.parent();
  const bool binds = loop.is_any(Kind::for_statement, Kind::for_in_clause) && target.field() == Field::left;
  return binds ? loop : Node{};
}

/// What a loop goes over that gives whole things: no lines, no parts of what was split, no numbers.
bool gives_whole_things(Origins& origins, Node iterable) {
  static constexpr std::array<std::string_view, 10> parts{"split",     "rsplit", "splitlines", "readlines", "items",
                                                          "enumerate", "zip",    "range",      "keys",      "finditer"};
  static constexpr std::array<std::string_view, 6> same_items{"iter", "list", "tuple", "sorted", "reversed", "set"};
  Node made = origins.definition_of(iterable);
  for (int i = 0; i < 3 && is_one_of(syntax::Call(made).function().text(), same_items); ++i) {
    made = origins.definition_of(syntax::Call(made).positional(0));
  }
  if (made.is_any(Kind::list, Kind::tuple, Kind::string)) return false;
  const syntax::Call call(made);
  return !call || !is_one_of(called_name(call), parts);
}

/// The right side of `data, address = sock.recvfrom(n)`.
Node unpacked_from(Node target) {
  Node pattern = target;
  while (pattern.parent().is_any(Kind::pattern_list, Kind::tuple_pattern)) pattern = pattern.parent();
  const syntax::Assignment assignment(pattern.parent());
  return pattern != target && assignment ? syntax::unparenthesized(assignment.right()) : Node{};
}

bool is_parameter(Node target) {
  for (Node node = target; node; node = node.parent()) {
    if (node.is_any(Kind::parameters, Kind::lambda_parameters)) return true;
    if (node.is_any(Kind::block, Kind::module)) return false;
  }
  return false;
}

class BulkSearch {
 public:
  BulkSearch(Origins& origins, Widths& widths) : origins_(origins), widths_(widths) {}

  bool finds(Node expression) {
    look_at(expression, true);
    for (std::size_t next = 0; next < open_.size() && next < most_values; ++next) {
      const auto [value, whole] = open_[next];
      if (is_found(value, whole)) return true;
    }
    return false;
  }

 private:
  /// `whole` is false for an operand of a sum: `b"refs/" + part + b"/"` builds a text of items.
  void look_at(Node node, bool whole) {
    node = syntax::unparenthesized(node);
    if (node.is(Kind::await)) node = syntax::unparenthesized(node.first_child());
    const auto is_node = [&](const auto& seen) { return seen.first == node; };
    if (node && std::ranges::none_of(open_, is_node)) open_.emplace_back(node, whole);
  }

  [[nodiscard]] bool is_few(Node value) const {
    const std::optional<std::uint64_t> most = widths_.size_of(value).at_most;
    return most && *most <= few_bytes;
  }

  bool is_found(Node value, bool whole) {
    switch (value.kind()) {
      case Kind::yield:
        return true;
      case Kind::call:
        return is_found_in_call(syntax::Call(value), whole);
      case Kind::subscript:
        return is_found_in_subscript(syntax::Subscript(value), whole);
      case Kind::conditional_expression:
      case Kind::boolean_operator:
        for (const Node child : value.children()) look_at(child, whole);
        return false;
      case Kind::binary_operator:
        // `b"\0" * missing` is padding: the number of zeros is no data.
        if (syntax::BinaryOperator(value).operator_kind() == Kind::token_star) return false;
        look_at(syntax::BinaryOperator(value).left(), false);
        look_at(syntax::BinaryOperator(value).right(), false);
        return false;
      case Kind::identifier:
      case Kind::attribute:
        return is_found_in_name(value, whole);
      default:
        return false;
    }
  }

  bool is_found_in_call(syntax::Call call, bool whole) {
    const std::string_view name = called_name(call);
    const Node first = syntax::unparenthesized(call.positional(0));
    if (name == "join") return is_joined(first);
    if (const Node source = source_of(call)) {
      look_at(source, whole);
      return false;
    }
    // A few compressed bytes may stand for many.
    const bool grows = name.find("decompress") != std::string_view::npos || name == "inflate";
    if (brings_data(name)) return !is_few(call.node()) && (grows || !is_few(first)) && !tells_few(first);
    // `encode(value[start:stop])`: what is made of a chunk.
    const syntax::Subscript chunk(first.is(Kind::identifier) ? origins_.definition_of(first) : first);
    if (chunk.slice() && !is_few(chunk.node())) look_at(chunk.value(), whole);
    return false;
  }

  /// `read(1)`.
  static bool tells_few(Node count) { return count.is(Kind::integer) && count.text().size() == 1; }

  /// `b"".join(parts)`: large where the parts are many.
  static bool is_joined(Node parts) {
    if (!parts.is_any(Kind::generator_expression, Kind::list_comprehension)) {
      return parts.is_any(Kind::identifier, Kind::attribute, Kind::call);
    }
    // `frame.serialize() for frame in frames`: what the items of a list give that is not written out.
    Node element = syntax::unparenthesized(parts.first_child());
    if (const syntax::Attribute method(syntax::Call(element).function()); method) element = method.object();
    for (const Node part : parts.children()) {
      if (!part.is(Kind::for_in_clause)) continue;
      const Node item = part.child(Field::left);
      return item.is(Kind::identifier) && item.text() == element.text() &&
             part.child(Field::right).is_any(Kind::identifier, Kind::attribute);
    }
    return false;
  }

  bool is_found_in_subscript(syntax::Subscript subscript, bool whole) {
    if (subscript.slice()) {
      if (is_few(subscript.node())) return false;
      // `reply.body()[start:start + count]`: who cuts a part of it out has a reason to.
      if (syntax::unparenthesized(subscript.value()).is(Kind::call)) return true;
      look_at(subscript.value(), whole);
      return false;
    }
    const Node index = syntax::unparenthesized(subscript.index());
    return whole && index.is(Kind::string);
  }

  bool is_found_in_name(Node name, bool whole) {
    const std::vector<Node> bindings = origins_.bindings_of(name);
    if (bindings.empty()) return name.is(Kind::attribute) && !is_few(name);
    for (const Node binding : bindings) {
      if (binding == name) continue;
      if (!binding.is(Kind::identifier) || !is_target(binding)) {
        look_at(binding, whole);
        continue;
      }
      // `lineReceived(self, line)`: what is called a line is as short as one.
      if (is_parameter(binding)) return binding.text() != "line";
      if (const Node loop = loop_over(binding)) {
        if (whole && gives_whole_things(origins_, loop.child(Field::right))) return true;
        continue;
      }
      const syntax::Call call(unpacked_from(binding));
      if (call && brings_data(called_name(call))) return true;
    }
    return false;
  }

  /// A name where it is bound, not one that is read on a right side.
  static bool is_target(Node name) {
    return is_parameter(name) || loop_over(name) || static_cast<bool>(unpacked_from(name));
  }

  Origins& origins_;
  Widths& widths_;
  std::vector<std::pair<Node, bool>> open_;
};

bool makes_little(Node made) {
  static constexpr std::array<std::string_view, 13> makers{
      "digest",  "hexdigest",  "pack",      "to_bytes",  "encode", "unhexlify",        "fromhex",
      "a2b_hex", "a2b_base64", "b64decode", "b16decode", "sign",   "urlsafe_b64decode"};
  const syntax::Call call(syntax::unparenthesized(made));
  return call && is_one_of(called_name(call), makers);
}

}  // namespace

bool is_bulk(Origins& origins, Widths& widths, Node expression) {
  return BulkSearch(origins, widths).finds(expression);
}

bool is_small_by_making(Origins& origins, Node expression) {
  bool any = false;
  std::vector<Node> open{syntax::unparenthesized(expression)};
  const auto look_at = [&](Node node) {
    if (node && std::ranges::find(open, node) == open.end()) open.push_back(node);
  };
  for (std::size_t next = 0; next < open.size(); ++next) {
    if (next == most_values) return false;
    const Node value = open[next];
    const syntax::Subscript part(value);
    if (makes_little(value)) {
      any = true;
    } else if (part.slice()) {
      look_at(syntax::unparenthesized(part.value()));
    } else if (value.is_any(Kind::identifier, Kind::attribute)) {
      const std::vector<Node> bindings = origins.bindings_of(value);
      if (bindings.empty()) return false;
      for (const Node binding : bindings) {
        if (binding == value) return false;
        look_at(syntax::unparenthesized(binding));
      }
    } else if (!value.is(Kind::string)) {
      return false;
    }
  }
  return any;
}

}  // namespace slicecop::semantics
