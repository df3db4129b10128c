#include "semantics/feeding.h"

#include <algorithm>
#include <vector>

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

// From name to name: `state = self.states[key]`, `state["data"] += chunk`.
constexpr int longest_way = 6;

// Mentions of a function that are looked at.
constexpr std::size_t most_mentions = 100;

bool is_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

// `Thread(target=run)`, `pool.submit(run, x)`: run once.
bool runs_once(syntax::Node mention) {
  const syntax::Node place = syntax::with_parentheses(mention);
  if (place.parent().is(Kind::keyword_argument)) return place.parent().child(Field::name).text() == "target";
  if (!place.parent().is(Kind::argument_list)) return false;
  const syntax::Node callee = place.parent().parent().child(Field::function);
  const std::string_view name = callee.is(Kind::attribute) ? syntax::Attribute(callee).name() : callee.text();
  return is_any(name, {"submit", "start_new_thread", "run_in_executor", "to_thread", "wraps", "update_wrapper",
                       "iscoroutinefunction", "signature"});
}

}  // namespace

bool Feeding::is_fed_repeatedly(Node function) {
  const syntax::FunctionDefinition definition(function);
  if (!definition) return false;
  const ScopeId scope = evaluator_.scopes().scope_at(function.id());
  const ScopeId around = evaluator_.scopes()[scope].parent;
  if (evaluator_.scopes()[around].kind != ScopeKind::class_) return is_called_back(definition, around);
  const std::string_view name = definition.name().text();
  // An iterator is asked again and again, and what `+=` adds to grows again and again.
  if (is_any(name, {"__next__", "__anext__", "__iadd__"})) return true;
  if (name.starts_with("__") && name.ends_with("__") && name != "__call__") return false;
  std::size_t parameters = 0;
  for ([[maybe_unused]] const Node parameter : definition.parameters().children()) ++parameters;
  if (parameters >= 2) return true;
  return method_is_called_in_loop(definition);
}

// `while ...: self._consume()` somewhere in the class.
bool Feeding::method_is_called_in_loop(syntax::FunctionDefinition method) {
  Node around = method.node();
  while (around && !around.is(Kind::class_definition)) around = around.parent();
  const std::string_view name = method.name().text();
  const std::span<const syntax::NodeId> sites = evaluator_.attribute_sites().of(name);
  return std::ranges::any_of(sites, [&](syntax::NodeId site) {
    const syntax::Attribute attribute(evaluator_.tree().node(site));
    if (!around.contains(attribute.node()) || !attribute.object().is(Kind::identifier)) return false;
    const syntax::Call call(attribute.node().parent());
    const bool is_called = call && call.function() == attribute.node() && !method.node().contains(call.node());
    return is_called && loops_.around(call.node());
  });
}

// A function that is called in a loop of its scope, or that takes something and is handed to somebody, who will call it
// whenever there is more.
bool Feeding::is_called_back(syntax::FunctionDefinition function, ScopeId around) {
  const bool takes_something = static_cast<bool>(function.parameters().first_child());
  for (const Node child : function.decorated().children()) {
    if (child.is(Kind::decorator) && child.first_child().is(Kind::call) && takes_something) return true;
  }
  Scopes& scopes = evaluator_.scopes();
  const Atom name = evaluator_.atoms().intern(function.name().text());
  std::size_t left = most_mentions;
  for (const syntax::NodeId id : mentions_.of(function.name().text(), evaluator_.tree().node(scopes[around].node))) {
    const Node mention = evaluator_.tree().node(id);
    if (mention == function.name() || function.node().contains(mention)) continue;
    if (left-- == 0) return false;
    if (scopes.resolve(name, scopes.scope_of(mention)) != around) continue;
    const syntax::Call call(mention.parent());
    const bool is_called = call && call.function() == mention;
    if (is_called ? static_cast<bool>(loops_.around(call.node())) : takes_something && !runs_once(mention)) return true;
  }
  return false;
}

bool Feeding::outlives_call(Node place) {
  place = syntax::unparenthesized(place);
  if (place.is(Kind::identifier)) {
    Scopes& scopes = evaluator_.scopes();
    const ScopeId scope = scopes.scope_of(place);
    const Bindings& bindings = scopes.bindings(scope);
    const Atom name = evaluator_.atoms().intern(place.text());
    return scopes[scope].kind == ScopeKind::function &&
           (std::ranges::find(bindings.globals, name) != bindings.globals.end() ||
            std::ranges::find(bindings.nonlocals, name) != bindings.nonlocals.end());
  }
  // A parameter is not looked into: whoever calls may hand over another one each time.
  const Node holder = place.is(Kind::attribute) ? place : syntax::unparenthesized(syntax::Subscript(place).value());
  if (!holder) return false;
  const DefinitionId reaching = evaluator_.flow().reaching(holder);
  const bool is_parameter = reaching != no_definition && evaluator_.flow()[reaching].kind == DefinitionKind::parameter;
  return !is_parameter && is_from_outside(holder);
}

bool Feeding::is_from_outside(Node expression, int depth) {
  expression = syntax::unparenthesized(expression);
  if (depth > longest_way || !expression) return false;
  switch (expression.kind()) {
    case Kind::identifier:
      return is_from_outside(evaluator_.flow().reaching(expression), depth + 1);
    case Kind::attribute:
      return is_from_outside(expression.child(Field::object), depth + 1);
    case Kind::subscript:
      return is_from_outside(expression.child(Field::value), depth + 1);
    case Kind::call: {
      // `self.stream(number)`, `streams.get(number)`; what a class or a function makes is new.
      const syntax::Attribute method(expression.child(Field::function));
      return method && !is_library_or_class(method.object()) && is_from_outside(method.object(), depth + 1);
    }
    case Kind::boolean_operator:
      return is_from_outside(expression.child(Field::left), depth + 1);
    case Kind::conditional_expression:
      return is_from_outside(expression.child(0U), depth + 1) || is_from_outside(expression.child(2U), depth + 1);
    case Kind::await:
      return is_from_outside(expression.first_child(), depth + 1);
    default:
      return false;
  }
}

bool Feeding::is_library_or_class(Node object) {
  const types::Form form = evaluator_.pool().form(evaluator_.type_of(object).type);
  return form == types::Form::module || form == types::Form::class_object;
}

bool Feeding::is_from_outside(DefinitionId definition, int depth) {
  if (definition == no_definition || depth > longest_way) return false;
  const Flow& flow = evaluator_.flow();
  const Definition made = flow[definition];
  switch (made.kind) {
    case DefinitionKind::parameter:
    case DefinitionKind::outer:
    case DefinitionKind::shared:
      return true;
    case DefinitionKind::phi:
    case DefinitionKind::narrow:
    case DefinitionKind::augmented: {
      bool found = false;
      flow.each_operand(definition,
                        [&](DefinitionId operand) { found = found || is_from_outside(operand, depth + 1); });
      return found;
    }
    case DefinitionKind::assignment:
    case DefinitionKind::loop_target:
    case DefinitionKind::with_target:
      return is_from_outside(evaluator_.tree().node(made.value), depth + 1);
    default:
      return false;
  }
}

}  // namespace slicecop::semantics
