#include "engine/only_looked_at.h"

#include <algorithm>
#include <vector>

#include "engine/followed_uses.h"

namespace slicecop::engine {

namespace {

using semantics::UseKind;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

/// The name of the parameter that `argument` fills; no node where that is not plain to see.
Node parameter_filled(semantics::Model& model, Node argument) {
  const Node operand = syntax::with_parentheses(argument);
  const Call call(operand.parent().parent());
  const syntax::FunctionDefinition function(call ? model.function_called(call) : Node{});
  if (!function || function.decorated() || function.is_async() || call.has_splat()) return {};
  std::uint32_t place = call.function().is(Kind::attribute) ? 1 : 0;
  for (const Node each : call.arguments().children()) {
    if (each == operand) break;
    ++place;
  }
  for (const Node parameter : function.parameters().children()) {
    if (place-- > 0) continue;
    if (parameter.is(Kind::identifier)) return parameter;
    const Node name = parameter.child(syntax::Field::name);
    return name ? name : parameter.first_child();
  }
  return {};
}

bool looks(UseKind kind) {
  return kind == UseKind::indexed || kind == UseKind::measured || kind == UseKind::parsed ||
         kind == UseKind::buffer_sink;
}

}  // namespace

bool is_only_looked_at(semantics::Model& model, Node argument) {
  constexpr std::size_t most_functions = 8;
  std::vector<Node> parameters{parameter_filled(model, argument)};
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (!parameters[i].is(Kind::identifier) || parameters.size() > most_functions) return false;
    const semantics::Uses uses = followed_uses(model, parameters[i]);
    if (!uses.complete || uses.all.empty()) return false;
    for (const semantics::Use& use : uses.all) {
      if (looks(use.kind)) continue;
      // Handed on by its name to another function of the file.
      if (use.kind != UseKind::unknown || !use.where.is(Kind::call)) return false;
      const auto& arguments = Call(use.where).arguments().children();
      Node handed;
      for (const Node each : arguments) {
        if (each.is(Kind::identifier) && each.text() == parameters[i].text()) handed = each;
      }
      const Node filled = handed ? parameter_filled(model, handed) : Node{};
      if (!filled) return false;
      if (std::ranges::find(parameters, filled) == parameters.end()) parameters.push_back(filled);
    }
  }
  return true;
}

}  // namespace slicecop::engine
