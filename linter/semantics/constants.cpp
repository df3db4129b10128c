#include "semantics/constants.h"

#include <algorithm>
#include <charconv>
#include <string>

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

std::optional<std::string_view> Constants::literal(Node expression) {
  Node value = origins_.definition_of(expression);
  for (int depth = 0; depth < deepest && value.is_any(Kind::identifier, Kind::attribute); ++depth) {
    value = origins_.definition_of(value);  // a name for a name
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
    const auto format = format_of_struct(attribute.object());
    const auto size = format ? struct_size(*format) : std::nullopt;
    if (size) return static_cast<std::int64_t>(*size);
  }
  if (attribute) {
    if (const auto constant = library_constant(attribute)) return constant;
  }
  const Node value = origins_.definition_of(expression);
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

std::optional<std::string_view> Constants::format_of_struct(Node receiver) {
  const syntax::Call made(origins_.definition_of(receiver));
  if (!made || names_.of_callee(made) != "struct.Struct") return {};
  return literal(made.positional(0));
}

std::optional<std::string_view> Constants::format_of(syntax::Call call) {
  const std::string_view callee = names_.of_callee(call);
  if (callee.starts_with("struct.Struct.")) {
    return format_of_struct(syntax::Attribute(syntax::unparenthesized(call.function())).object());
  }
  return callee.starts_with("struct.") ? literal(call.positional(0)) : std::nullopt;
}

std::optional<std::uint64_t> Constants::format_size(syntax::Call call) {
  const auto format = format_of(call);
  return format ? struct_size(*format) : std::nullopt;
}

// Of `unpack` and `unpack_from`.
std::optional<std::int64_t> Constants::largest_unpacked(syntax::Call call, std::uint64_t index) {
  const std::string_view callee = names_.of_callee(call);
  const std::string_view function = callee.substr(callee.rfind('.') + 1);
  const auto format = function == "unpack" || function == "unpack_from" ? format_of(call) : std::nullopt;
  return format ? largest_value(*format, index) : std::nullopt;
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

}  // namespace slicecop::semantics
