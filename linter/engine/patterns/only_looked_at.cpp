#include "engine/patterns/only_looked_at.h"

#include <algorithm>
#include <vector>

#include "engine/patterns/followed_uses.h"

namespace slicecop::engine {

namespace {

using semantics::UseKind;
using syntax::Call;
using syntax::Kind;
using syntax::Node;

/// The name of the parameter that `argument` fills; no node where that is not plain to see.
Node parameter_filled(semantics::Model& model, Node argument, bool follows_coroutines) {
  const Node operand = syntax::with_parentheses(argument);
  const Call call(operand.parent().parent());
  const syntax::FunctionDefinition function(call ? model.function_called(call) : Node{});
  if (!function || function.decorated() || call.has_splat()) return {};
  if (function.is_async() && !(follows_coroutines && call.node().parent().is(Kind::await))) return {};
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

bool reads(UseKind kind) {
  return kind == UseKind::measured || kind == UseKind::buffer_sink || kind == UseKind::assigned_into;
}

/// The uses of the parameter that `argument` fills, in all functions that it is handed on to by its name; incomplete
/// where one of them is not plain to see.
semantics::Uses uses_within(semantics::Model& model, Node argument, bool follows_coroutines) {
  constexpr std::size_t most_functions = 8;
  semantics::Uses found;
  std::vector<Node> parameters{parameter_filled(model, argument, follows_coroutines)};
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (!parameters[i].is(Kind::identifier) || parameters.size() > most_functions) return {};
    const semantics::Uses uses = followed_uses(model, parameters[i]);
    if (!uses.complete || uses.all.empty()) return {};
    for (const semantics::Use& use : uses.all) {
      if (use.kind != UseKind::unknown || !use.where.is(Kind::call)) {
        found.all.push_back(use);
        continue;
      }
      // Handed on by its name to another function of the file.
      Node handed;
      for (const Node each : Call(use.where).arguments().children()) {
        if (each.is(Kind::identifier) && each.text() == parameters[i].text()) handed = each;
      }
      const Node filled = handed ? parameter_filled(model, handed, follows_coroutines) : Node{};
      if (!filled) return {};
      if (std::ranges::find(parameters, filled) == parameters.end()) parameters.push_back(filled);
    }
  }
  found.complete = true;
  return found;
}

}  // namespace

bool is_only_looked_at(semantics::Model& model, Node argument) {
  return uses_within(model, argument, false).all_are(looks);
}

bool is_only_read(semantics::Model& model, Node argument, bool immutable) {
  const semantics::Uses uses = uses_within(model, argument, immutable);
  const auto takes_much = [&](const semantics::Use& use) {
    return use.kind == UseKind::buffer_sink && !model.takes_little(Call(use.where));
  };
  return uses.all_are(reads) && std::ranges::any_of(uses.all, takes_much);
}

}  // namespace slicecop::engine
