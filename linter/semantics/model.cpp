#include "semantics/model.h"

#include <algorithm>

#include "semantics/buffers.h"
#include "semantics/bulk.h"
#include "semantics/call_sites.h"
#include "semantics/callbacks.h"
#include "semantics/changes.h"
#include "semantics/chosen_by_name.h"
#include "semantics/constants.h"
#include "semantics/consumers.h"
#include "semantics/evaluator.h"
#include "semantics/feeding.h"
#include "semantics/flow.h"
#include "semantics/fragments.h"
#include "semantics/library_names.h"
#include "semantics/lifetimes.h"
#include "semantics/loops.h"
#include "semantics/mentions.h"
#include "semantics/origins.h"
#include "semantics/project_calls.h"
#include "semantics/proofs.h"
#include "semantics/repeated_calls.h"
#include "semantics/scopes.h"
#include "semantics/sinks.h"
#include "semantics/test_code.h"
#include "semantics/uses.h"
#include "semantics/widths.h"

namespace slicecop::semantics {

using syntax::Node;
using types::Type;

class Analysis {
 public:
  Analysis(const syntax::Tree& tree, const Project& project, const ModelOptions& options)
      : scopes(tree, atoms),
        flow(tree, atoms, scopes, options.target_version),
        evaluator(tree, atoms, scopes, flow, *options.stubs, options.target_version, &project, options.path),
        names(evaluator),
        consumers(evaluator),
        sites(tree),
        callbacks(evaluator),
        proofs(evaluator, consumers, sites, callbacks, options.names_tell),
        uses(evaluator, names),
        origins(evaluator),
        constants(evaluator, names, origins),
        project_calls(evaluator, origins),
        widths(evaluator, names, origins, constants),
        mentions(evaluator.mentions()),
        loops(evaluator, constants, mentions),
        feeding(evaluator, loops, mentions),
        repeated_calls(evaluator, loops, sites, callbacks, &project_calls),
        changes(evaluator, names, uses, mentions),
        lifetimes(evaluator, changes),
        test_code(tree, project, options.path) {}

  Atoms atoms;
  Scopes scopes;
  Flow flow;
  Evaluator evaluator;
  LibraryNames names;
  Consumers consumers;
  CallSites sites;
  Callbacks callbacks;
  Proofs proofs;
  UseFinder uses;
  Origins origins;
  Constants constants;
  ProjectCalls project_calls;
  Widths widths;
  Mentions& mentions;
  Loops loops;
  Feeding feeding;
  RepeatedCalls repeated_calls;
  Changes changes;
  Lifetimes lifetimes;
  TestCode test_code;
};

Model::Model(const syntax::Tree& tree, const Project& project, const ModelOptions& options)
    : analysis_(std::make_unique<Analysis>(tree, project, options)) {}

Model::~Model() = default;

Typed Model::type_of(Node expression) {
  const Typed typed = type_without_callers(expression);
  if (typed.type != Type::unknown || names_unknown_class(typed) || analysis_->flow.is_dead(expression)) return typed;
  const Typed given = analysis_->project_calls.type_of(expression);
  return given.type == Type::unknown ? typed : given;
}

Typed Model::type_without_callers(Node expression) {
  if (analysis_->flow.is_dead(expression)) return {};
  Evaluator& evaluator = analysis_->evaluator;
  const Typed typed = evaluator.type_of(expression);
  // Where something is not known, and the rest is a buffer or None, a consumer may tell.
  const bool open = evaluator.is_open(typed.type) && evaluator.is_buffer_or_none(typed.type);
  if (!open || names_unknown_class(typed)) return typed;
  const Typed proof = analysis_->consumers.proof(expression);
  if (proof.type == Type::unknown) {
    // What does not tell by itself, nor by what is done with it, may by what is known of what it is made of.
    const Typed assumed = evaluator.type_assuming(expression, analysis_->proofs);
    if (assumed.type != Type::unknown && assumed.type != Type::never) {
      return analysis_->proofs.as_known(expression, assumed);
    }
    return typed;
  }
  Type known = proof.type;
  for (const Type member : evaluator.pool().members(typed.type)) {
    if (member != Type::unknown && member != Type::any) known = evaluator.pool().join(known, member);
  }
  return {known, proof.evidence, proof.because};
}

Buffer Model::buffer_of(const Typed& typed) { return semantics::buffer_of(analysis_->evaluator, typed.type); }

std::string Model::describe(Type type) { return analysis_->evaluator.describe(type); }

bool Model::is_instance(Type type, types::Known known) { return analysis_->evaluator.is_instance(type, known); }

bool Model::may_be_none(Type type) const {
  return std::ranges::any_of(pool().members(type), [](Type member) { return member == Type::none; });
}

std::string_view Model::callee_name(syntax::Call call) { return analysis_->names.of_callee(call); }

Node Model::function_called(syntax::Call call) {
  Evaluator& evaluator = analysis_->evaluator;
  const Node function = call.function();
  std::vector<Type> callees{evaluator.type_of(function).type};
  if (const syntax::Attribute method(function); method) {
    callees.clear();
    for (const Type member : evaluator.pool().members(type_of(method.object()).type)) {
      if (member == Type::unknown || member == Type::any || member == Type::none) continue;
      callees.push_back(evaluator.member(member, method.name()));
    }
  }
  Node called;
  for (const Type callee : callees) {
    const auto id = evaluator.function_of(callee);
    if (!id || !types::is_document(*id)) return {};
    const Node found = evaluator.tree().node(evaluator.scopes()[*id - types::first_document_id].node);
    if (called && called != found) return {};
    called = found;
  }
  return called;
}

bool Model::takes_everything(syntax::Call call) { return semantics::takes_everything(callee_name(call)); }

bool Model::takes_little(syntax::Call call) { return semantics::takes_little(callee_name(call)); }

Uses Model::uses_of(Node expression) { return analysis_->uses.of(expression); }

Node Model::definition_of(Node name) { return analysis_->origins.definition_of(name); }

std::vector<Node> Model::bindings_of(Node use) { return analysis_->origins.bindings_of(use); }

bool Model::same_value(Node a, Node b) {
  a = syntax::unparenthesized(a);
  b = syntax::unparenthesized(b);
  if (a.text() != b.text()) return false;
  const DefinitionId first = analysis_->flow.reaching(a);
  return first != no_definition && first == analysis_->flow.reaching(b);
}

Loop Model::loop_around(Node node) { return analysis_->loops.around(node); }

bool Model::is_invariant(Node expression, const Loop& loop) { return analysis_->loops.is_invariant(expression, loop); }

Loop Model::carrying_loop(Node target) { return analysis_->loops.carrying(target); }

std::vector<Node> Model::calls_of(Node function) {
  constexpr std::size_t most = 64;
  std::vector<Node> calls;
  for (const syntax::NodeId id : analysis_->sites.of(syntax::FunctionDefinition(function).name().text())) {
    if (calls.size() == most) break;
    const Node call = tree().node(id);
    if (function_called(syntax::Call(call)) == function) calls.push_back(call);
  }
  // `getattr(self, "on_" + event)(data)`, in the same class.
  const Node around = syntax::enclosing_class(function);
  for (const syntax::NodeId id : around ? analysis_->sites.of("getattr") : std::span<const syntax::NodeId>{}) {
    if (calls.size() == most) break;
    const Node chooser = tree().node(id);
    const syntax::Call call(chooser.parent());
    if (!call || call.function() != chooser || syntax::enclosing_class(call.node()) != around) continue;
    const std::string_view name = syntax::FunctionDefinition(function).name().text();
    if (chosen_name(analysis_->flow, syntax::Call(chooser)).may_be(name)) calls.push_back(call.node());
  }
  return calls;
}

bool Model::is_fed_repeatedly(Node function) { return analysis_->feeding.is_fed_repeatedly(function); }

std::optional<CalledRepeatedly> Model::called_repeatedly(Node function) {
  return analysis_->repeated_calls.of(function);
}

bool Model::outlives_call(Node place) { return analysis_->feeding.outlives_call(place); }

Width Model::width_of(syntax::Subscript slice) { return analysis_->widths.width_of(slice); }

Width Model::size_of(Node expression) { return analysis_->widths.size_of(expression); }

bool Model::is_line(Node expression) {
  return semantics::is_line(analysis_->evaluator, analysis_->origins, expression);
}

bool Model::is_computed(Node expression) { return semantics::is_computed(analysis_->origins, expression); }

bool Model::is_bulk(Node expression) { return semantics::is_bulk(analysis_->origins, analysis_->widths, expression); }

bool Model::is_small_by_making(Node expression) {
  return semantics::is_small_by_making(analysis_->origins, expression);
}

bool Model::is_fragment(Node expression) {
  return semantics::is_fragment(analysis_->evaluator, analysis_->origins, expression);
}

std::optional<std::int64_t> Model::constant_of(Node expression) { return analysis_->constants.integer(expression); }

std::optional<std::string_view> Model::literal_of(Node expression) { return analysis_->constants.literal(expression); }

bool Model::is_non_negative(Node expression) { return analysis_->constants.is_non_negative(expression); }

std::optional<std::uint64_t> Model::unpacked_size(syntax::Call call) { return analysis_->constants.format_size(call); }

Node Model::import_of(Node name) {
  const DefinitionId reaching = analysis_->flow.reaching(name);
  if (reaching == no_definition) return {};
  const Definition* definition = &analysis_->flow[reaching];
  if (definition->kind == DefinitionKind::outer) {
    const Variable variable = analysis_->flow.variable(definition->variable);
    const ScopeId scope = analysis_->scopes.resolve(variable.atom, variable.scope);
    const std::vector<DefinitionId> bindings = analysis_->flow.bindings_of(variable.atom, scope);
    if (bindings.size() != 1) return {};
    definition = &analysis_->flow[bindings.front()];
  }
  return definition->kind == DefinitionKind::import ? tree().node(definition->value) : Node{};
}

bool Model::is_test_code(Node node) { return analysis_->test_code.holds(node); }

std::optional<Change> Model::written_in(Node base, Node region) { return analysis_->changes.in(base, region); }

std::optional<Change> Model::changed_after(Node base, Node node) {
  return analysis_->lifetimes.changed_after(base, node);
}

std::string Model::meaning_of(std::string_view name, Node place) {
  const Type type = analysis_->evaluator.type_named(name, place);
  return std::string(analysis_->names.of_type(type));
}

bool Model::is_free(std::string_view name, Node place) const {
  Node region = syntax::enclosing_function(place);
  if (!region) region = tree().root();
  return analysis_->mentions.of(name, region).empty();
}

const types::Pool& Model::pool() const { return analysis_->evaluator.pool(); }

const syntax::Tree& Model::tree() const { return analysis_->evaluator.tree(); }

}  // namespace slicecop::semantics
