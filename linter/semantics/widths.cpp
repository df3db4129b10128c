#include "semantics/widths.h"

#include <algorithm>
#include <array>
#include <utility>

#include "semantics/buffers.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

// Names that stand for names, operators in operators.
constexpr int deepest = 12;

/// The most bytes that what a library function returns can have, as the standard behind it says: the digests of
/// hashlib's guaranteed algorithms but SHAKE, IPv4 and IPv6 addresses.
std::optional<std::uint64_t> largest_result(std::string_view callee) {
  static constexpr std::array<std::pair<std::string_view, std::uint64_t>, 8> results{{
      {"hashlib.HASH.digest", 64},
      {"hashlib._HashObject.digest", 64},
      {"blake2.blake2b.digest", 64},
      {"blake2.blake2s.digest", 32},
      {"hmac.HMAC.digest", 64},
      {"hmac.digest", 64},
      {"socket.inet_aton", 4},
      {"socket.inet_pton", 16},
  }};
  for (const auto& [name, most] : results) {
    if (name == callee) return most;
  }
  return {};
}

}  // namespace

Widths::Linear Widths::linear(Node expression, int depth) {
  expression = syntax::unparenthesized(expression);
  if (!expression) return {};
  const Linear whole{expression.text(), 1, 0};
  // What is larger is no width, and could not be reckoned with.
  constexpr std::int64_t largest = std::int64_t{1} << 30;
  constexpr std::int64_t largest_offset = largest * largest;
  if (const auto value = constants_.integer(expression)) {
    return *value < largest_offset && *value > -largest_offset ? Linear{{}, 1, *value} : whole;
  }
  const syntax::BinaryOperator binary(expression);
  if (!binary || depth >= deepest) return whole;
  const auto left = constants_.integer(binary.left());
  const auto right = constants_.integer(binary.right());
  if (!left && !right) return whole;
  const std::int64_t constant = left ? *left : *right;
  Linear result = linear(left ? binary.right() : binary.left(), depth + 1);
  if (constant > largest || constant < -largest || result.offset > largest || result.offset < -largest) return whole;
  switch (binary.operator_kind()) {
    case Kind::token_plus:
      result.offset += constant;
      return result;
    case Kind::token_minus:
      if (left) return whole;
      result.offset -= constant;
      return result;
    case Kind::token_star:
      if (result.factor > largest || result.factor < -largest) return whole;
      result.factor *= constant;
      result.offset *= constant;
      return result;
    default:
      return whole;
  }
}

// `kind, size = struct.unpack("<BB", head)`, by the one field that `target` is.
std::optional<std::int64_t> Widths::most_unpacked(Node target) {
  const Node pattern = target.parent();
  const syntax::Assignment assignment(pattern.parent());
  if (!assignment || !pattern.is_any(Kind::pattern_list, Kind::tuple_pattern)) return {};
  const syntax::Call call(syntax::unparenthesized(assignment.right()));
  std::uint64_t index = 0;
  for (const Node part : pattern.children()) {
    if (part.is(Kind::list_splat_pattern)) return {};
    if (part == target) return call ? constants_.largest_unpacked(call, index) : std::nullopt;
    ++index;
  }
  return {};
}

// What branches bind, each of them bounded: `size = n & 0x3f` in one, `size = (n & 0x3f) * 2` in the other.
std::optional<std::int64_t> Widths::most_of_bindings(Node name, int depth) {
  std::optional<std::int64_t> most;
  if (const Node target = origins_.target_of(name)) {
    if (const auto unpacked = most_unpacked(target)) return unpacked;
  }
  for (const Node value : origins_.values_of(name)) {
    const auto bound = at_most(value, depth + 1);
    if (!bound) return {};
    most = std::max(most.value_or(*bound), *bound);
  }
  return most;
}

// The most that `left operator right` can be, as far as one side bounds it.
std::optional<std::int64_t> Widths::at_most(syntax::BinaryOperator binary, int depth) {
  // What is larger is no width, and could not be reckoned with.
  constexpr std::int64_t largest = std::int64_t{1} << 30;
  const auto constant = constants_.integer(binary.right());
  const auto in_reach = [](std::optional<std::int64_t> bound) { return bound && *bound >= 0 && *bound <= largest; };
  switch (binary.operator_kind()) {
    case Kind::token_ampersand: {
      const auto mask = constant ? constant : constants_.integer(binary.left());
      return in_reach(mask) ? mask : std::nullopt;
    }
    case Kind::token_percent:
      return in_reach(constant) && *constant > 0 ? std::optional(*constant - 1) : std::nullopt;
    case Kind::token_minus: {
      // What is missing to a whole: `64 - len(rest)`. `n - 4` may be negative, and then counts from the end.
      const auto whole = constants_.integer(binary.left());
      return whole && constants_.is_non_negative(binary.right()) ? whole : std::nullopt;
    }
    case Kind::token_plus:
    case Kind::token_star: {
      const auto left = at_most(binary.left(), depth + 1);
      const auto right = at_most(binary.right(), depth + 1);
      if (!in_reach(left) || !in_reach(right)) return {};
      return binary.operator_kind() == Kind::token_plus ? *left + *right : *left * *right;
    }
    default:
      return {};
  }
}

// What an expression is at most: a constant, `min(..., constant)`, an item of a buffer, which is a byte, or what is
// reckoned from these: `(data[i] & 0x7f) + 1`.
std::optional<std::int64_t> Widths::at_most(Node expression, int depth) {
  expression = syntax::unparenthesized(expression);
  if (const auto value = constants_.integer(expression)) return value;
  if (depth > deepest || --steps_left_ <= 0) return {};
  if (expression.is(Kind::identifier)) {
    if (const Width tested = guarded(expression, Guarded::number); tested.at_most) {
      return static_cast<std::int64_t>(*tested.at_most);
    }
  }
  constexpr std::int64_t largest_byte = 255;
  const Node value = syntax::unparenthesized(origins_.definition_of(expression));
  if (const syntax::BinaryOperator binary(value); binary) return at_most(binary, depth + 1);
  if (const syntax::Subscript item(value); item) {
    const auto index = constants_.integer(item.index());
    if (const syntax::Call made(origins_.definition_of(item.value())); made && index && *index >= 0) {
      if (const auto most = constants_.largest_unpacked(made, static_cast<std::uint64_t>(*index))) return most;
    }
    constexpr int of_bytes = Buffer::bytes | Buffer::bytearray | Buffer::mmap | Buffer::consumed;
    if (!item.index() || item.slice()) return {};
    // struct.unpack("B", data)[0]
    const syntax::Call unpacked(origins_.definition_of(item.value()));
    if (unpacked && constants_.format_size(unpacked) == 1U) return largest_byte;
    const bool byte =
        item.value().text() == sliced_ || buffer_of(evaluator_, evaluator_.type_of(item.value()).type).only(of_bytes);
    return byte ? std::optional(largest_byte) : std::nullopt;
  }
  const syntax::Call call(value);
  if (!call) return value ? std::nullopt : most_of_bindings(expression, depth);
  const std::string_view callee = names_.of_callee(call);
  if (callee == "builtins.ord" &&
      buffer_of(evaluator_, evaluator_.type_of(call.positional(0)).type).only(Buffer::bytes | Buffer::bytearray)) {
    return largest_byte;
  }
  if (callee != "builtins.min") return {};
  std::optional<std::int64_t> least;
  for (const Node argument : call.arguments().children()) {
    if (argument.is_any(Kind::keyword_argument, Kind::list_splat)) return {};
    const auto bound = at_most(argument, depth + 1);
    if (bound && (!least || *bound < *least)) least = bound;
  }
  return least;
}

// As the bounds say, and no more than there is.
Width Widths::width_of(syntax::Subscript subscript, int depth) {
  const syntax::Slice slice = subscript.slice();
  if (!slice || slice.step()) return {};
  sliced_ = subscript.value().text();
  Width width = width_of_bounds(slice);
  const Width whole = size_of(subscript.value(), depth + 1);
  if (!whole.at_most) return width;
  const auto start = slice.lower() ? constants_.integer(slice.lower()) : 0;
  const auto skipped = start && *start > 0 ? static_cast<std::uint64_t>(*start) : 0;
  const std::uint64_t rest = *whole.at_most - std::min(*whole.at_most, skipped);
  if (!width.at_most || *width.at_most > rest) width = {std::min(width.at_least, rest), rest};
  return width;
}

// The terms of a sum, `sign` before each of them: of `pos + size - 2`, `pos` and `size` are added, and a constant.
Widths::Sum Widths::terms_of(Node expression) {
  Sum sum;
  std::vector<std::pair<Node, int>> open{{syntax::unparenthesized(expression), 1}};
  while (!open.empty()) {
    const auto [term, sign] = open.back();
    open.pop_back();
    const syntax::BinaryOperator binary(term);
    const Kind kind = binary ? binary.operator_kind() : Kind{};
    const bool splits = binary && (kind == Kind::token_plus || kind == Kind::token_minus);
    constexpr std::int64_t largest = std::int64_t{1} << 30;
    const auto value = constants_.integer(term);
    if (value && *value < largest && *value > -largest) {
      sum.constant += sign * *value;
    } else if (splits && sum.terms.size() + open.size() < static_cast<std::size_t>(deepest)) {
      open.emplace_back(syntax::unparenthesized(binary.left()), sign);
      open.emplace_back(syntax::unparenthesized(binary.right()), kind == Kind::token_plus ? sign : -sign);
    } else {
      sum.terms.emplace_back(term, sign);
    }
  }
  return sum;
}

// What the upper bound may be above the lower one, where what both add cancels out.
std::optional<std::int64_t> Widths::most_between(syntax::Slice slice) {
  const Sum lower = terms_of(slice.lower());
  Sum upper = terms_of(slice.upper());
  // What is negative alone counts from the end.
  if (upper.terms.empty() || (lower.terms.empty() && (lower.constant < 0 || upper.constant < 0))) return {};
  for (const auto& taken : lower.terms) {
    bool found = false;
    std::erase_if(upper.terms, [&](const auto& other) {
      if (found || other.second != taken.second || other.first.text() != taken.first.text()) return false;
      return found = true;
    });
    if (!found) return {};
  }
  std::int64_t most = upper.constant - lower.constant;
  for (const auto& [term, sign] : upper.terms) {
    const auto bound = sign > 0 ? at_most(term, 0) : std::nullopt;
    constexpr std::int64_t largest = std::int64_t{1} << 40;
    if (!bound || *bound > largest) return {};
    most += *bound;
  }
  return std::max<std::int64_t>(most, 0);
}

Width Widths::width_of_bounds(syntax::Slice slice) {
  const auto exactly = [](std::int64_t n) {
    const auto width = static_cast<std::uint64_t>(std::max<std::int64_t>(n, 0));
    return Width{width, width};
  };
  const Linear lower = slice.lower() ? linear(slice.lower(), 0) : Linear{};
  if (!slice.upper()) {
    // The last bytes: data[-4:].
    if (slice.lower() && lower.base.empty() && lower.offset < 0) return exactly(-lower.offset);
    return {};
  }
  const Linear upper = linear(slice.upper(), 0);
  // Bounds of different signs count from different ends.
  const bool same_end = !lower.base.empty() || !upper.base.empty() || (lower.offset < 0) == (upper.offset < 0);
  const bool simple = lower.base.find('(') == std::string_view::npos;
  if (lower.base == upper.base && lower.factor == upper.factor && same_end && simple)
    return exactly(upper.offset - lower.offset);
  // data[pos:pos + size], data[pos - 2:pos + size - 2], with a bounded size.
  if (slice.lower() && simple) {
    if (const auto most = most_between(slice); most && *most >= 0) return {0, static_cast<std::uint64_t>(*most)};
  }
  if (!slice.lower() || (lower.base.empty() && lower.offset >= 0)) {
    if (const auto most = at_most(slice.upper(), 0); most && *most >= 0) return {0, static_cast<std::uint64_t>(*most)};
  }
  return {};
}

// Of what a length is compared with, where a difference may be negative: `need = 64 - len(self.rest)`.
std::optional<std::int64_t> Widths::most_of_limit(Node limit) {
  const syntax::BinaryOperator binary(syntax::unparenthesized(origins_.definition_of(limit)));
  const bool is_difference = binary && binary.operator_kind() == Kind::token_minus;
  if (!is_difference) return at_most(limit, 0);
  return constants_.is_non_negative(binary.right()) ? at_most(binary.left(), 0) : std::nullopt;
}

// What tests tell that dominate the place: `if len(key) != 32: raise` of a length, `if size != 6: return` of a number.
Width Widths::guarded(Node name, Guarded what) {
  Flow& flow = evaluator_.flow();
  DefinitionId definition = flow.reaching(syntax::unparenthesized(name));
  for (int steps = 0; steps < deepest && definition != no_definition; ++steps) {
    const Definition made = flow[definition];
    if (made.kind != DefinitionKind::narrow) return {};
    const Node condition = evaluator_.tree().node(made.owner);
    const Node relation = condition.is(Kind::comparison_operator) ? condition.child(Field::operators) : Node{};
    const Node left = syntax::unparenthesized(condition.first_child());
    const bool is_length = syntax::Call(left) && syntax::Call(left).function().text() == "len";
    const bool is_meant = what == Guarded::length ? is_length : left.is(Kind::identifier) && left.text() == name.text();
    const Node limit = is_meant && relation ? relation.next_sibling() : Node{};
    const auto exact = limit ? constants_.integer(limit) : std::nullopt;
    const auto bound = exact || !limit ? exact : most_of_limit(limit);
    if (bound && *bound >= 0) {
      const auto size = static_cast<std::uint64_t>(*bound);
      const bool holds = made.positive;
      if (relation.is(holds ? Kind::token_equal_equal : Kind::token_bang_equal)) return {exact ? size : 0, size};
      if (relation.is(holds ? Kind::token_less_equal : Kind::token_greater)) return {0, size};
      if (relation.is(holds ? Kind::token_less : Kind::token_greater_equal)) return {0, size == 0 ? 0 : size - 1};
    }
    definition = flow.operand(definition);
  }
  return {};
}

// What branches and passes bind, each of it of known size: `bitmap = bytearray(32)`, above a loop and in it.
Width Widths::size_of_bindings(Node name, int depth) {
  Width all;
  bool first = true;
  for (const Node value : origins_.values_of(name)) {
    const Width one = size_of(value, depth + 1);
    if (!one.at_most) return {};
    all = first ? one : Width{std::min(all.at_least, one.at_least), std::max(*all.at_most, *one.at_most)};
    first = false;
  }
  return all;
}

Width Widths::size_of(Node expression, int depth) {
  const Node value = origins_.definition_of(expression);
  if (depth > deepest || --steps_left_ <= 0) return {};
  if (!value) return size_of_bindings(expression, depth);
  const auto exactly = [](std::uint64_t n) { return Width{n, n}; };
  if (const Width tested = guarded(expression, Guarded::length); tested.at_most) return tested;
  if (value.is(Kind::string)) {
    const auto text = constants_.literal(value);
    // An escape takes more characters than the bytes it stands for.
    return text ? exactly(text->size()) : value.first_child() ? Width{} : Width{0, value.range().size()};
  }
  if (value.is(Kind::concatenated_string)) {
    for (const Node part : value.children()) {
      if (part.first_child()) return {};  // an f-string
    }
    return {0, value.range().size()};
  }
  if (const syntax::Subscript subscript(value); subscript) {
    return {0, width_of(subscript, depth + 1).at_most};
  }
  if (const syntax::BinaryOperator binary(value); binary) {
    const Width left = size_of(binary.left(), depth + 1);
    if (binary.operator_kind() == Kind::token_plus) {
      const Width right = size_of(binary.right(), depth + 1);
      if (!left.at_most || !right.at_most) return {};
      return {left.at_least + right.at_least, *left.at_most + *right.at_most};
    }
    const auto times = binary.operator_kind() == Kind::token_star ? constants_.integer(binary.right()) : std::nullopt;
    constexpr std::int64_t most_times = std::int64_t{1} << 30;
    if (!left.at_most || !times || *times < 0 || *times > most_times || *left.at_most > most_times) return {};
    return {left.at_least * static_cast<std::uint64_t>(*times), *left.at_most * static_cast<std::uint64_t>(*times)};
  }
  const syntax::Call call(value);
  if (!call) return {};
  const std::string_view callee = names_.of_callee(call);
  if (callee == "struct.pack" || callee == "struct.Struct.pack") {
    const auto size = constants_.format_size(call);
    return size ? exactly(*size) : Width{};
  }
  const bool of_size = callee == "builtins.int.to_bytes" || callee == "builtins.bytes" ||
                       callee == "builtins.bytearray" || callee == "os.urandom";
  if (of_size && call.positional(0).is_any(Kind::list, Kind::tuple)) {  // bytes([i])
    std::uint64_t items = 0;
    for (const Node item : call.positional(0).children()) {
      if (item.is(Kind::list_splat)) return {};
      ++items;
    }
    return exactly(items);
  }
  if (of_size) {
    const auto size = constants_.integer(call.positional(0));
    if (size && *size >= 0) return exactly(static_cast<std::uint64_t>(*size));
    const bool copies = callee == "builtins.bytes" || callee == "builtins.bytearray";
    const Node copied = syntax::unparenthesized(call.positional(0));
    // Not of a literal alone: `bytearray(b"")` is what grows.
    return copies && copied.is_any(Kind::call, Kind::subscript, Kind::binary_operator) ? size_of(copied, depth + 1)
                                                                                       : Width{};
  }
  if (const auto most = largest_result(callee); most) return {.at_least = 0, .at_most = most};
  // Reads give at most what was asked for, whatever is read.
  const std::string_view method = syntax::Attribute(call.function()).name();
  const bool reads = method == "read" || method == "recv";
  const Node asked = callee == "os.read" ? call.positional(1) : reads ? call.positional(0) : Node{};
  if (!asked) return {};
  const auto most = at_most(asked, 0);
  return most && *most >= 0 ? Width{0, static_cast<std::uint64_t>(*most)} : Width{};
}

}  // namespace slicecop::semantics
