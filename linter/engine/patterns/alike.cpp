#include "engine/patterns/alike.h"

#include <algorithm>
#include <array>

#include "syntax/views.h"

namespace slicecop::engine {

using semantics::UseKind;
using syntax::Kind;

namespace {

constexpr std::array<std::string_view, 17> plain_methods{
    "find",    "rfind",   "index",   "rindex",  "count",   "startswith", "endswith", "decode",  "hex",
    "isalnum", "isalpha", "isascii", "isdigit", "islower", "isspace",    "istitle",  "isupper",
};

// Declared for bytes and bytearray, and not for any buffer.
constexpr std::array<std::string_view, 4> takers_of_both{"json.loads", "struct.Struct.pack", "struct.pack",
                                                         "builtins.ord"};

}  // namespace

bool tells_numbers_or_text(std::string_view method) {
  return std::ranges::find(plain_methods, method) != plain_methods.end();
}

std::string_view called_method(const semantics::Use& use) {
  const bool by_attribute =
      use.kind == UseKind::decoded || use.kind == UseKind::bytes_sink || use.kind == UseKind::buffer_sink;
  return by_attribute ? syntax::Attribute(syntax::Call(use.where).function()).name() : std::string_view{};
}

bool is_compared_with_unknown(semantics::Model& model, const semantics::Use& use) {
  if (use.kind != UseKind::compared) return false;
  if (!use.where.is(Kind::comparison_operator)) return true;
  for (const syntax::Node operand : use.where.children()) {
    const bool is_operator = operand.text() == "==" || operand.text() == "!=";
    if (!is_operator && !model.buffer_of(operand)) return true;
  }
  return false;
}

bool is_alike(semantics::Model& model, const semantics::Use& use) {
  switch (use.kind) {
    case UseKind::buffer_sink:
    case UseKind::parsed:
    case UseKind::decoded:
    case UseKind::compared:
    case UseKind::indexed:
    case UseKind::measured:
    case UseKind::joined:
    case UseKind::assigned_into:
      return !use.where.is(Kind::expression_statement);
    case UseKind::silent_sink:
      return use.where.is(Kind::comparison_operator);  // `b"\n" in x`
    case UseKind::bytes_sink: {
      const std::string_view callee = model.callee_name(syntax::Call(use.where));
      if (std::ranges::find(takers_of_both, callee) != takers_of_both.end()) return true;
      return tells_numbers_or_text(called_method(use));
    }
    default:
      return false;
  }
}

}  // namespace slicecop::engine
