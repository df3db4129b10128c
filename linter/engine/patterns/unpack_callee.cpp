#include "engine/patterns/unpack_callee.h"

#include "engine/patterns/imported_module.h"

namespace slicecop::engine {

using syntax::Attribute;
using syntax::Kind;
using syntax::Node;

namespace {

/// `unpack`, or `unpack as u`, of `from struct import ...`, which `name` stands for itself or as an alias of it.
Node import_behind(semantics::Model& model, Node name) {
  constexpr int most_aliases = 4;
  for (int step = 0; step < most_aliases && name.is(Kind::identifier); ++step) {
    const Node imported = model.import_of(name);
    if (imported) return imported.parent().is(Kind::import_from_statement) ? imported : Node{};
    const Node behind = model.definition_of(name);
    if (behind == name) return {};
    name = behind;
  }
  return {};
}

}  // namespace

bool is_of_struct(semantics::Model& model, Attribute method) {
  return model.import_of(method.object()) || model.describe(model.type_of(method.object()).type).starts_with("Struct");
}

std::optional<UnpackCallee> unpack_from_for(Context& context, Node function) {
  semantics::Model& model = context.model();
  if (const Attribute attribute(function); attribute) {
    if (attribute.name() != "unpack" || !is_of_struct(model, attribute)) return std::nullopt;
    return UnpackCallee{.edits = {{.range = attribute.attribute().range(), .content = "unpack_from"}}};
  }
  if (!function.is(Kind::identifier)) return std::nullopt;
  const Node imported = import_behind(model, function);
  if (!imported && module_name("struct", function) == ModuleName::imported) {
    return UnpackCallee{.edits = {{.range = function.range(), .content = "struct.unpack_from"}}};
  }
  UnpackCallee callee{.edits = {{.range = function.range(), .content = "unpack_from"}}};
  if (model.meaning_of("unpack_from", function) == "struct.unpack_from") return callee;
  if (!imported || !model.is_free("unpack_from", imported) || !model.is_free("unpack_from", function)) {
    return std::nullopt;
  }
  const std::uint32_t end = imported.range().end;
  callee.edits.push_back({.range = {.start = end, .end = end}, .content = ", unpack_from"});
  callee.imports = true;
  return callee;
}

}  // namespace slicecop::engine
