// Consumers: how far a proof reaches beyond the names of one function.

#include <algorithm>

#include "semantics/buffers.h"
#include "semantics/consumers.h"
#include "semantics/targets.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Form;

namespace {

// Mentions of one attribute that are looked at, and nodes of nested functions.
constexpr std::size_t most_sites = 60;
constexpr syntax::NodeId most_nested_nodes = 4'000;

}  // namespace

// Handed to a function of the file: what that does with its parameter.
Consumers::Verdict Consumers::of_parameter(syntax::Call call, std::size_t index, Node argument, int depth) {
  types::Pool& pool = evaluator_.pool();
  Type callee = evaluator_.type_of(call.function()).type;
  const bool makes = pool.form(callee) == Form::class_object && types::is_document(pool[callee].payload);
  if (makes) callee = evaluator_.member(pool.instance(pool[callee].payload), "__init__");
  const auto id = evaluator_.function_of(callee);
  if (!id || !types::is_document(*id)) return {};
  const Node parameters = evaluator_.document_node(*id).child(Field::parameters);
  std::size_t position = index + (pool.form(callee) == Form::bound_method ? 1 : 0);
  const bool by_name = argument.is(Kind::keyword_argument);
  for (const Node parameter : parameters.children()) {
    const bool declared = parameter.is_any(Kind::typed_parameter, Kind::typed_default_parameter);
    if (!declared && !parameter.is_any(Kind::identifier, Kind::default_parameter)) {
      if (!by_name) return {};
      continue;
    }
    const Node own = parameter.is(Kind::typed_parameter) ? parameter.first_child() : parameter.child(Field::name);
    const Node name = parameter.is(Kind::identifier) ? parameter : own;
    if (!name.is(Kind::identifier)) return {};
    const bool filled = by_name ? name.text() == argument.child(Field::name).text() : position-- == 0;
    if (!filled) continue;
    const DefinitionId definition = evaluator_.flow().definition_at(name);
    const Verdict verdict =
        declared ? by_type(evaluator_.type_of(definition).type, call.node()) : of_definition(definition, depth + 1);
    return verdict.buffer && !verdict.other ? verdict : Verdict{};
  }
  return {};
}

// What the function says itself that it takes.
Consumers::Verdict Consumers::by_type(Type declared, Node because) {
  const Takes taken = takes(evaluator_, declared);
  Verdict verdict;
  verdict.view = taken == Takes::any_buffer;
  verdict.buffer = verdict.view || taken == Takes::some_buffers;
  verdict.because = because;
  return verdict;
}

// An attribute is what it is in every method of its class. Only where nothing that is bound to it is known to be
// another thing.
Consumers::Verdict Consumers::of_attribute(DefinitionId definition, int depth) {
  Flow& flow = evaluator_.flow();
  const Definition made = flow[definition];
  const Variable variable = flow.variable(made.variable);
  if (variable.base == no_variable) return {};
  Type object = Type::unknown;
  if (made.kind == DefinitionKind::attribute) {
    object = evaluator_.type_of(flow.operand(definition)).type;
  } else if (made.kind == DefinitionKind::assignment) {
    object = evaluator_.type_of(evaluator_.tree().node(made.target).child(Field::object)).type;
  }
  const ClassId owner = evaluator_.pool().class_of(object);
  if (evaluator_.pool().form(object) != Form::instance || !types::is_document(owner)) return {};
  const std::pair<ClassId, Atom> attribute{owner, variable.atom};
  if (std::ranges::find(attributes_seen_, attribute) != attributes_seen_.end()) return {};
  attributes_seen_.push_back(attribute);
  const std::string_view name = evaluator_.atoms().text(variable.atom);
  const Type held = evaluator_.member(object, name);
  if (!evaluator_.is_open(held) || !evaluator_.is_buffer_or_none(held)) return {};
  Verdict verdict;
  const std::span<const syntax::NodeId> sites = evaluator_.attribute_sites().of(name);
  if (sites.size() > most_sites) return {};
  for (const syntax::NodeId id : sites) {
    if (--visits_left_ <= 0) break;
    const Node site = evaluator_.tree().node(id);
    const ClassId class_id = evaluator_.pool().class_of(evaluator_.type_of(site.child(Field::object)).type);
    if (class_id == 0xffffffff ||
        (!evaluator_.is_subclass(class_id, owner) && !evaluator_.is_subclass(owner, class_id)))
      continue;
    if (!is_target(site)) {
      // A use of what the class holds, unless something else has been bound to it in this function.
      const DefinitionId reaching = flow.reaching(site);
      if (reaching == no_definition || flow[reaching].kind == DefinitionKind::attribute) {
        verdict.add(of_place(site, depth + 1));
      } else if (reaching != definition) {
        verdict.add(of_definition(reaching, depth + 1));
      }
      continue;
    }
    // What it is made from.
    const DefinitionId bound = flow.definition_at(site);
    if (bound == no_definition || bound == definition || flow[bound].kind != DefinitionKind::assignment) continue;
    verdict.add(of_definition(bound, depth + 1));
  }
  return verdict;
}

// A name of an enclosing scope, bound once: what is done with it there.
Consumers::Verdict Consumers::of_captured(DefinitionId definition, int depth) {
  Flow& flow = evaluator_.flow();
  const Definition made = flow[definition];
  if (made.kind != DefinitionKind::outer) return {};
  const Variable variable = flow.variable(made.variable);
  const ScopeId scope = evaluator_.scopes().resolve(variable.atom, variable.scope);
  const std::vector<DefinitionId> bindings = flow.bindings_of(variable.atom, scope);
  if (bindings.size() != 1 || evaluator_.scopes().is_bound_elsewhere(variable.atom, scope)) return {};
  return of_definition(bindings.front(), depth + 1);
}

// The same the other way round: what nested functions do with it.
Consumers::Verdict Consumers::of_capturing(DefinitionId definition, int depth) {
  Flow& flow = evaluator_.flow();
  const Definition made = flow[definition];
  if (made.kind != DefinitionKind::parameter && made.kind != DefinitionKind::assignment) return {};
  const Variable variable = flow.variable(made.variable);
  Scopes& scopes = evaluator_.scopes();
  if (variable.base != no_variable || scopes[variable.scope].kind != ScopeKind::function) return {};
  if (!scopes.is_captured(variable.atom, variable.scope) || scopes.is_bound_elsewhere(variable.atom, variable.scope) ||
      flow.bindings_of(variable.atom, variable.scope).size() != 1) {
    return {};
  }
  Verdict verdict;
  const syntax::Tree& tree = evaluator_.tree();
  const Node function = tree.node(scopes[variable.scope].node);
  if (function.after() - function.id() > most_nested_nodes) return {};
  const std::string_view name = evaluator_.atoms().text(variable.atom);
  for (syntax::NodeId id = function.id(); id < function.after(); ++id) {
    if (tree[id].kind != Kind::identifier || tree.node(id).text() != name) continue;
    const DefinitionId reaching = flow.reaching(tree.node(id));
    if (reaching == no_definition || flow[reaching].kind != DefinitionKind::outer) continue;
    if (scopes.resolve(variable.atom, flow.variable(flow[reaching].variable).scope) != variable.scope) continue;
    if (--visits_left_ > 0) verdict.add(of_definition(reaching, depth + 1));
  }
  return verdict;
}

}  // namespace slicecop::semantics
