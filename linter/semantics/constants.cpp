#include "semantics/constants.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "semantics/buffers.h"
#include "semantics/struct_format.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

// Names that stand for names, operators in operators.
constexpr int deepest = 12;

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != '_') digits += c;
  }
  int base = 10;
  std::size_t skip = 0;
  if (digits.size() > 2 && digits[0] == '0') {
    const char kind = static_cast<char>(digits[1] | 0x20);
    base = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 10;
    if (base != 10) skip = 2;
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data() + skip, digits.data() + digits.size(), value, base);
  if (error != std::errc{} || end != digits.data() + digits.size()) return {};
  return value;
}

std::optional<std::int64_t> combine(std::int64_t a, Kind operator_kind, std::int64_t b) {
  std::int64_t result = 0;
  switch (operator_kind) {
    case Kind::token_plus:
      return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case Kind::token_minus:
      return __builtin_sub_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case Kind::token_star:
      return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case Kind::token_slash_slash:
      if (a < 0 || b <= 0) return {};
      return a / b;
    case Kind::token_percent:
      if (a < 0 || b <= 0) return {};
      return a % b;
    case Kind::token_less_less:
      if (a < 0 || b < 0 || b > 40 || a > (std::int64_t{1} << 20)) return {};
      return a << b;
    case Kind::token_star_star:
      result = 1;
      if (b < 0 || b > 62) return {};
      for (; b > 0; --b) {
        if (__builtin_mul_overflow(result, a, &result)) return {};
      }
      return result;
    default:
      return {};
  }
}

}  // namespace

syntax::Node Constants::definition_of(Node name) {
  name = syntax::unparenthesized(name);
  if (!name.is_any(Kind::identifier, Kind::attribute)) return name;
  Flow& flow = evaluator_.flow();
  DefinitionId definition = flow.reaching(name);
  for (int depth = 0; depth < deepest && definition != no_definition; ++depth) {
    const Definition made = flow[definition];
    if (made.kind == DefinitionKind::narrow) {
      definition = flow.operand(definition);
      continue;
    }
    if (made.kind == DefinitionKind::outer || made.kind == DefinitionKind::shared) {
      // A constant of an enclosing scope: bound once, and by nobody else.
      const Variable variable = flow.variable(made.variable);
      const ScopeId scope = evaluator_.scopes().resolve(variable.atom, variable.scope);
      const std::vector<DefinitionId> bindings = flow.bindings_of(variable.atom, scope);
      if (bindings.size() != 1 || evaluator_.scopes().is_bound_elsewhere(variable.atom, scope)) return {};
      definition = bindings.front();
      continue;
    }
    if (made.kind == DefinitionKind::attribute) {
      definition = evaluator_.only_attribute_binding(definition);
      continue;
    }
    if (made.kind != DefinitionKind::assignment) return {};
    const Node owner = evaluator_.tree().node(made.owner);
    const Node pattern = owner.child(owner.is(Kind::named_expression) ? Field::name : Field::left);
    return pattern.id() == made.target ? syntax::unparenthesized(evaluator_.tree().node(made.value)) : Node{};
  }
  return {};
}

std::vector<syntax::Node> Constants::bindings_of(Node use) {
  constexpr std::size_t most = 8;
  Flow& flow = evaluator_.flow();
  std::vector<Node> found;
  std::vector<DefinitionId> seen;
  std::vector<DefinitionId> open{flow.reaching(syntax::unparenthesized(use))};
  while (!open.empty() && found.size() < most && seen.size() < 100) {
    const DefinitionId next = open.back();
    open.pop_back();
    if (next == no_definition || std::ranges::find(seen, next) != seen.end()) continue;
    seen.push_back(next);
    const Definition made = flow[next];
    if (made.kind == DefinitionKind::phi || made.kind == DefinitionKind::narrow ||
        made.kind == DefinitionKind::augmented) {
      flow.each_operand(next, [&](DefinitionId operand) { open.push_back(operand); });
      continue;
    }
    const Node node = evaluator_.tree().node(made.target);
    if (made.kind == DefinitionKind::assignment) {
      found.push_back(evaluator_.tree().node(made.value));
    } else if (made.target != syntax::no_node) {
      found.push_back(node);
    }
  }
  std::ranges::sort(found, {}, &Node::id);
  return found;
}

std::optional<std::string_view> Constants::literal(Node expression) {
  Node value = definition_of(expression);
  for (int depth = 0; depth < deepest && value.is_any(Kind::identifier, Kind::attribute); ++depth) {
    value = definition_of(value);  // a name for a name
  }
  if (!value.is(Kind::string)) return {};
  const std::string_view content = syntax::string_content(value);
  if (content.find('\\') != std::string_view::npos) return {};
  if (content.empty() && value.text().size() > 4) return {};  // an f-string
  return content;
}

// `filecmp.BUFSIZE`, where typeshed tells the value.
std::optional<std::int64_t> Constants::library_constant(syntax::Attribute attribute) {
  const types::Pool& pool = evaluator_.pool();
  if (pool.form(evaluator_.type_of(attribute.object()).type) != types::Form::module) return {};
  const Type type = evaluator_.type_of(attribute.node()).type;
  if (pool.form(type) != types::Form::literal || !pool.is(type, Known::int_)) return {};
  return parse_integer(evaluator_.stubs().literal(pool[type].payload));
}

std::optional<std::int64_t> Constants::integer(Node expression, int depth) {
  const syntax::Attribute attribute(syntax::unparenthesized(expression));
  if (attribute && attribute.name() == "size") {
    if (const auto size = format_of_struct(attribute.object())) return static_cast<std::int64_t>(*size);
  }
  if (attribute) {
    if (const auto constant = library_constant(attribute)) return constant;
  }
  const Node value = definition_of(expression);
  if (!value || depth > deepest) return {};
  switch (value.kind()) {
    case Kind::identifier:  // a name for a name
      return integer(value, depth + 1);
    case Kind::integer:
      return parse_integer(value.text());
    case Kind::unary_operator: {
      const auto operand = integer(value.child(Field::argument), depth + 1);
      if (!operand || !value.child(Field::operator_).is(Kind::token_minus)) return {};
      return combine(0, Kind::token_minus, *operand);
    }
    case Kind::binary_operator: {
      const syntax::BinaryOperator binary(value);
      const auto left = integer(binary.left(), depth + 1);
      if (!left) return {};
      const auto right = integer(binary.right(), depth + 1);
      return right ? combine(*left, binary.operator_kind(), *right) : std::nullopt;
    }
    case Kind::call: {
      const syntax::Call call(value);
      const std::string_view callee = names_.of_callee(call);
      if (callee == "struct.calcsize") {
        const auto format = literal(call.positional(0));
        const auto size = format ? struct_size(*format) : std::nullopt;
        return size ? std::optional(static_cast<std::int64_t>(*size)) : std::nullopt;
      }
      if (callee == "builtins.len") {
        const auto text = literal(call.positional(0));
        const bool ascii = text && std::ranges::all_of(*text, [](char c) { return (c & 0x80) == 0; });
        return ascii ? std::optional(static_cast<std::int64_t>(text->size())) : std::nullopt;
      }
      return {};
    }
    case Kind::attribute:
      return integer(value, depth + 1);
    default:
      return {};
  }
}

std::optional<std::uint64_t> Constants::format_of_struct(Node receiver) {
  const syntax::Call made(definition_of(receiver));
  if (!made || names_.of_callee(made) != "struct.Struct") return {};
  const auto format = literal(made.positional(0));
  return format ? struct_size(*format) : std::nullopt;
}

std::optional<std::uint64_t> Constants::format_size(syntax::Call call) {
  const std::string_view callee = names_.of_callee(call);
  if (callee.starts_with("struct.Struct.")) {
    return format_of_struct(syntax::Attribute(syntax::unparenthesized(call.function())).object());
  }
  if (!callee.starts_with("struct.")) return {};
  const auto format = literal(call.positional(0));
  return format ? struct_size(*format) : std::nullopt;
}

bool Constants::is_non_negative(Node expression, int depth) {
  if (depth > deepest || --steps_left_ <= 0) return false;
  if (const auto value = integer(expression)) return *value >= 0;
  const Node value = syntax::unparenthesized(expression);
  const syntax::Call call(value);
  if (call) {
    const std::string_view callee = names_.of_callee(call);
    return callee == "builtins.len" || callee == "struct.calcsize";
  }
  if (const syntax::BinaryOperator binary(value); binary) {
    const Kind kind = binary.operator_kind();
    const bool keeps_sign = kind == Kind::token_plus || kind == Kind::token_star || kind == Kind::token_slash_slash;
    return keeps_sign && is_non_negative(binary.left(), depth + 1) && is_non_negative(binary.right(), depth + 1);
  }
  if (!value.is(Kind::identifier)) return false;
  const DefinitionId definition = evaluator_.flow().reaching(value);
  // `i += j; j += i`: as long as neither is found to shrink, both only grow.
  if (std::ranges::find(counters_, definition) != counters_.end()) return true;
  counters_.push_back(definition);
  const bool grows = is_counter(definition, depth);
  counters_.pop_back();
  return grows;
}

// A counter: every binding that reaches it starts at zero or above and only grows.
bool Constants::is_counter(DefinitionId definition, int depth) {
  const Flow& flow = evaluator_.flow();
  std::vector<DefinitionId> seen;
  std::vector<DefinitionId> open{definition};
  while (!open.empty()) {
    const DefinitionId next = open.back();
    open.pop_back();
    if (next == no_definition || seen.size() > 60) return false;
    if (std::ranges::find(seen, next) != seen.end()) continue;
    seen.push_back(next);
    const Definition made = flow[next];
    if (made.kind == DefinitionKind::phi || made.kind == DefinitionKind::narrow) {
      flow.each_operand(next, [&](DefinitionId operand) { open.push_back(operand); });
    } else if (made.kind == DefinitionKind::augmented) {
      const syntax::AugmentedAssignment statement(evaluator_.tree().node(made.owner));
      if (statement.operator_kind() != Kind::token_plus_equal) return false;
      if (!is_non_negative(statement.right(), depth + 1)) return false;
      open.push_back(flow.operand(next));
    } else if (!never_shrinks(made, open, depth)) {
      return false;
    }
  }
  return true;
}

bool Constants::never_shrinks(const Definition& made, std::vector<DefinitionId>& open, int depth) {
  const Node owner = evaluator_.tree().node(made.owner);
  const Node value = syntax::unparenthesized(evaluator_.tree().node(made.value));
  if (owner.child(Field::left).id() != made.target) return false;
  if (made.kind == DefinitionKind::assignment) {
    const syntax::BinaryOperator sum(value);
    const bool onward = sum && sum.operator_kind() == Kind::token_plus && sum.left().is(Kind::identifier) &&
                        is_non_negative(sum.right(), depth + 1);
    if (!onward) return is_non_negative(value, depth + 1);
    open.push_back(evaluator_.flow().reaching(sum.left()));
    return true;
  }
  const syntax::Call range(value);
  if (made.kind != DefinitionKind::loop_target || !range || names_.of_callee(range) != "builtins.range") return false;
  if (range.positional(1) && !is_non_negative(range.positional(0), depth + 1)) return false;
  return !range.positional(2) || is_non_negative(range.positional(2), depth + 1);
}

Constants::Linear Constants::linear(Node expression, int depth) {
  expression = syntax::unparenthesized(expression);
  if (!expression) return {};
  const Linear whole{expression.text(), 1, 0};
  // What is larger is no width, and could not be reckoned with.
  constexpr std::int64_t largest = std::int64_t{1} << 30;
  constexpr std::int64_t largest_offset = largest * largest;
  if (const auto value = integer(expression)) {
    return *value < largest_offset && *value > -largest_offset ? Linear{{}, 1, *value} : whole;
  }
  const syntax::BinaryOperator binary(expression);
  if (!binary || depth >= deepest) return whole;
  const auto left = integer(binary.left());
  const auto right = integer(binary.right());
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

// What an expression is at most: a constant, `min(..., constant)`, or an item of a buffer, which is a byte.
std::optional<std::int64_t> Constants::at_most(Node expression, int depth) {
  if (const auto value = integer(expression)) return value;
  if (depth > deepest) return {};
  constexpr std::int64_t largest_byte = 255;
  const Node value = definition_of(expression);
  if (const syntax::Subscript item(value); item) {
    constexpr int of_bytes = Buffer::bytes | Buffer::bytearray | Buffer::mmap | Buffer::consumed;
    const bool byte =
        item.index() && !item.slice() && buffer_of(evaluator_, evaluator_.type_of(item.value()).type).only(of_bytes);
    return byte ? std::optional(largest_byte) : std::nullopt;
  }
  const syntax::Call call(value);
  if (!call) return {};
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
Width Constants::width_of(syntax::Subscript subscript, int depth) {
  const syntax::Slice slice = subscript.slice();
  if (!slice || slice.step()) return {};
  Width width = width_of_bounds(slice);
  const Width whole = size_of(subscript.value(), depth + 1);
  if (!whole.at_most) return width;
  const auto start = slice.lower() ? integer(slice.lower()) : 0;
  const auto skipped = start && *start > 0 ? static_cast<std::uint64_t>(*start) : 0;
  const std::uint64_t rest = *whole.at_most - std::min(*whole.at_most, skipped);
  if (!width.at_most || *width.at_most > rest) width = {std::min(width.at_least, rest), rest};
  return width;
}

Width Constants::width_of_bounds(syntax::Slice slice) {
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
  // data[pos:pos + size] with a bounded size.
  const syntax::BinaryOperator sum(syntax::unparenthesized(slice.upper()));
  const bool onward = sum && sum.operator_kind() == Kind::token_plus && slice.lower() && simple;
  if (onward && sum.left().text() == slice.lower().text()) {
    if (const auto most = at_most(sum.right(), 0); most && *most >= 0) return {0, static_cast<std::uint64_t>(*most)};
  }
  if (!slice.lower() || (lower.base.empty() && lower.offset >= 0)) {
    if (const auto most = at_most(slice.upper(), 0); most && *most >= 0) return {0, static_cast<std::uint64_t>(*most)};
  }
  return {};
}

// What a test of its length tells that dominates the place: `if len(key) != 32: raise`.
Width Constants::guarded_size(Node name) {
  Flow& flow = evaluator_.flow();
  DefinitionId definition = flow.reaching(syntax::unparenthesized(name));
  for (int steps = 0; steps < deepest && definition != no_definition; ++steps) {
    const Definition made = flow[definition];
    if (made.kind != DefinitionKind::narrow) return {};
    const Node condition = evaluator_.tree().node(made.owner);
    const Node relation = condition.is(Kind::comparison_operator) ? condition.child(Field::operators) : Node{};
    const syntax::Call measured(syntax::unparenthesized(condition.first_child()));
    const auto bound = measured && relation ? integer(relation.next_sibling()) : std::nullopt;
    if (bound && *bound >= 0 && measured.function().text() == "len") {
      const auto size = static_cast<std::uint64_t>(*bound);
      const bool holds = made.positive;
      if (relation.is(holds ? Kind::token_equal_equal : Kind::token_bang_equal)) return {size, size};
      if (relation.is(holds ? Kind::token_less_equal : Kind::token_greater)) return {0, size};
      if (relation.is(holds ? Kind::token_less : Kind::token_greater_equal)) return {0, size == 0 ? 0 : size - 1};
    }
    definition = flow.operand(definition);
  }
  return {};
}

Width Constants::size_of(Node expression, int depth) {
  const Node value = definition_of(expression);
  if (!value || depth > deepest || --steps_left_ <= 0) return {};
  const auto exactly = [](std::uint64_t n) { return Width{n, n}; };
  if (const Width guarded = guarded_size(expression); guarded.at_most) return guarded;
  if (value.is(Kind::string)) {
    const auto text = literal(value);
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
    const auto times = binary.operator_kind() == Kind::token_star ? integer(binary.right()) : std::nullopt;
    constexpr std::int64_t most_times = std::int64_t{1} << 30;
    if (!left.at_most || !times || *times < 0 || *times > most_times || *left.at_most > most_times) return {};
    return {left.at_least * static_cast<std::uint64_t>(*times), *left.at_most * static_cast<std::uint64_t>(*times)};
  }
  const syntax::Call call(value);
  if (!call) return {};
  const std::string_view callee = names_.of_callee(call);
  if (callee == "struct.pack" || callee == "struct.Struct.pack") {
    const auto size = format_size(call);
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
    const auto size = integer(call.positional(0));
    return size && *size >= 0 ? exactly(static_cast<std::uint64_t>(*size)) : Width{};
  }
  // Reads give at most what was asked for.
  const bool reads = callee.ends_with(".read") || callee.ends_with(".recv");
  const Node asked = callee == "os.read" ? call.positional(1) : reads ? call.positional(0) : Node{};
  if (!asked) return {};
  const auto most = at_most(asked, 0);
  return most && *most >= 0 ? Width{0, static_cast<std::uint64_t>(*most)} : Width{};
}

}  // namespace slicecop::semantics
