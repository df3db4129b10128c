#include "engine/patterns/unpacked_slice.h"

#include <string_view>

#include "engine/patterns/slice_getter.h"

namespace slicecop::engine {

using syntax::Attribute;
using syntax::BinaryOperator;
using syntax::Call;
using syntax::Kind;
using syntax::Node;
using syntax::Subscript;

namespace {

/// What may stand for a slice to read; told without the model.
bool may_be_sliced(Call call) {
  const std::uint32_t count = call.argument_count();
  const Node argument = syntax::unparenthesized(call.positional(count - 1));
  if (Subscript(argument).slice()) return true;
  if (count > 1 && Subscript(syntax::unparenthesized(call.positional(count - 2))).slice()) return true;
  const auto speaks_of = [](Node function, std::string_view word) {
    const std::string_view name = function.is(Kind::attribute) ? Attribute(function).name() : function.text();
    return name.find(word) != std::string_view::npos;
  };
  if (argument.is(Kind::call) && speaks_of(Call(argument).function(), "read")) return true;
  return argument.is_any(Kind::identifier, Kind::call) && speaks_of(call.function(), "unpack");
}

/// The call of an `unpack_from` by its name.
std::optional<Unpack> unpack_from_of(Call call, std::string_view callee) {
  const std::uint32_t place = callee == "struct.unpack_from" ? 1 : 0;
  const Node argument = call.positional(place);
  if (!Subscript(syntax::unparenthesized(argument)).slice()) return std::nullopt;
  return Unpack{.call = call,
                .format = place == 0 ? Node{} : call.positional(0),
                .argument = argument,
                .takes_offset = true,
                .offset = call.positional(place + 1)};
}

/// True for a name of the size, for `calcsize(format)` and `some_struct.size` of the very format or Struct that
/// `unpack` uses.
bool is_size_of_format(semantics::Model& model, Node node, const Unpack& unpack) {
  if (const Node definition = model.definition_of(node)) node = definition;
  const Call call(node);
  if (call && unpack.format) {
    if (model.callee_name(call) != "struct.calcsize") return false;
    const Node format = call.positional(0);
    return model.same_value(format, unpack.format) ||
           (model.literal_of(format) && model.literal_of(format) == model.literal_of(unpack.format));
  }
  const Attribute size(node);
  const Attribute method(unpack.call.function());
  return !unpack.format && size && method && size.name() == "size" && model.same_value(size.object(), method.object());
}

}  // namespace

std::optional<Unpack> unpack_of(semantics::Model& model, Call call) {
  const std::uint32_t count = call.argument_count();
  if (count == 0 || count > 3 || !may_be_sliced(call)) return std::nullopt;
  const std::string_view callee = model.callee_name(call);
  if (callee == "struct.unpack_from" || callee == "struct.Struct.unpack_from") return unpack_from_of(call, callee);
  if (callee == "struct.unpack" && count == 2) {
    return Unpack{.call = call, .format = call.positional(0), .argument = call.positional(1)};
  }
  if (count != 1) return std::nullopt;
  Unpack unpack{.call = call, .format = {}, .argument = call.positional(0)};
  if (callee == "struct.Struct.unpack") return unpack;
  const Node argument = syntax::unparenthesized(unpack.argument);
  if (!callee.empty() || argument.is(Kind::identifier)) return std::nullopt;
  if (only_unpacks(model, call)) {
    unpack.way = Way::own_function;
    return unpack;
  }
  if (!argument.is(Kind::subscript) || !calls_handed_unpack(model, call)) return std::nullopt;
  unpack.way = Way::handed;
  return unpack;
}

Subscript slice_read(semantics::Model& model, const Unpack& unpack) {
  Node argument = syntax::unparenthesized(unpack.argument);
  if (argument.is(Kind::identifier)) {
    argument = model.definition_of(argument);
    if (!Subscript(argument).slice()) return {};
    const semantics::Uses uses = model.uses_of(argument);
    if (!uses.complete || uses.all.size() != 1 || uses.all.front().where != unpack.call.node()) return {};
  }
  const syntax::Slice slice = Subscript(argument).slice();
  return slice && !slice.step() ? Subscript(argument) : Subscript();
}

bool is_as_wide_as_format(semantics::Model& model, Subscript subscript, const Unpack& unpack) {
  const std::optional<std::uint64_t> width = model.width_of(subscript).exact();
  const std::optional<std::uint64_t> size = model.unpacked_size(unpack.call);
  if (width && size) return *width == *size;

  const syntax::Slice slice = subscript.slice();
  const Node upper = syntax::unparenthesized(slice.upper());
  if (!slice.lower() || model.constant_of(slice.lower()) == 0) return is_size_of_format(model, upper, unpack);
  const BinaryOperator sum(upper);
  return sum.operator_kind() == Kind::token_plus && model.same_value(sum.left(), slice.lower()) &&
         is_size_of_format(model, syntax::unparenthesized(sum.right()), unpack);
}

}  // namespace slicecop::engine
