#include "engine/patterns/natural_number.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "syntax/views.h"

namespace slicecop::engine {

using semantics::Buffer;
using syntax::Kind;
using syntax::Node;

namespace {

constexpr int deepest = 8;

/// Every field of the format is an unsigned number.
bool is_unsigned_format(semantics::Model& model, syntax::Call unpacking) {
  const std::string_view callee = model.callee_name(unpacking);
  if (callee != "struct.unpack" && callee != "struct.unpack_from") return false;
  const std::optional<std::string_view> format = model.literal_of(unpacking.positional(0));
  return format && !format->empty() && format->find_first_not_of("<>!=@ 0123456789BHILQx") == std::string_view::npos;
}

bool is_certain(const semantics::Typed& typed) {
  return typed.evidence != types::Evidence::none && typed.evidence != types::Evidence::consumer &&
         typed.evidence != types::Evidence::name;
}

bool is_item_of_bytes(semantics::Model& model, syntax::Subscript item) {
  const Node index = item.index();
  if (!index || index.is(Kind::slice)) return false;
  const semantics::Typed typed = model.type_of(item.value());
  const Buffer buffer = model.buffer_of(typed);
  return is_certain(typed) && buffer.only(Buffer::bytes | Buffer::bytearray) &&
         model.is_instance(model.type_of(index).type, types::Known::int_);
}

bool is_from_bytes(semantics::Model& model, syntax::Call call) {
  return model.callee_name(call) == "builtins.int.from_bytes" && !call.has_splat() && !call.keyword("signed") &&
         call.argument_count() <= 2;
}

bool is_position(semantics::Model& model, syntax::Call call) {
  const syntax::Attribute method(call.function());
  if (method.name() != "index") return false;
  const semantics::Typed typed = model.type_of(method.object());
  return is_certain(typed) && model.buffer_of(typed).only(Buffer::bytes | Buffer::bytearray);
}

/// The call of unpack whose result is bound to the pattern that holds the name, as a field of its own.
bool is_unsigned_field(semantics::Model& model, Node name, Node value) {
  const syntax::Call call(value);
  if (!call || !is_unsigned_format(model, call)) return false;
  const syntax::Assignment assignment(value.parent());
  for (const Node target : assignment.left().children()) {
    if (target.is(Kind::identifier) && target.text() == name.text()) {
      return assignment.left().is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern);
    }
  }
  return false;
}

bool is_natural(semantics::Model& model, Node expression, int depth);

bool is_natural_name(semantics::Model& model, Node name, int depth) {
  constexpr std::size_t most_bindings = 7;  // of eight there may be more
  const std::vector<Node> bindings = model.bindings_of(name);
  if (bindings.empty() || bindings.size() > most_bindings) return false;
  return std::ranges::all_of(bindings, [&](Node value) {
    const syntax::Assignment assignment(value.parent());
    if (!assignment || assignment.right() != value) return false;
    if (assignment.left().is(Kind::identifier)) {
      return assignment.left().text() == name.text() && is_natural(model, value, depth + 1);
    }
    return is_unsigned_field(model, name, value);
  });
}

bool is_natural(semantics::Model& model, Node expression, int depth) {
  const Node value = syntax::unparenthesized(expression);
  if (depth > deepest || !value) return false;
  if (model.is_non_negative(value)) return true;
  if (const syntax::BinaryOperator binary(value); binary) {
    const Kind kind = binary.operator_kind();
    if (kind == Kind::token_ampersand) {
      const auto mask = model.constant_of(binary.right());
      return mask && *mask >= 0 && is_natural(model, binary.left(), depth + 1);
    }
    const bool keeps_sign = kind == Kind::token_plus || kind == Kind::token_star || kind == Kind::token_slash_slash ||
                            kind == Kind::token_greater_greater || kind == Kind::token_percent;
    return keeps_sign && is_natural(model, binary.left(), depth + 1) && is_natural(model, binary.right(), depth + 1);
  }
  if (const syntax::Subscript item(value); item) {
    const Node unpacked = syntax::unparenthesized(item.value());
    if (unpacked.is(Kind::call) && item.index().is(Kind::integer)) {
      return is_unsigned_format(model, syntax::Call(unpacked));
    }
    return is_item_of_bytes(model, item);
  }
  if (const syntax::Call call(value); call) return is_from_bytes(model, call) || is_position(model, call);
  return value.is(Kind::identifier) && is_natural_name(model, value, depth);
}

}  // namespace

bool is_natural_number(semantics::Model& model, Node expression) { return is_natural(model, expression, 0); }

}  // namespace slicecop::engine
