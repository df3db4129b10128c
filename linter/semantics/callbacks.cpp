#include "semantics/callbacks.h"

#include <algorithm>

#include "semantics/targets.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// Places that one function is followed to, and mentions of one name that are looked at.
constexpr std::size_t most_steps = 200;
constexpr std::size_t most_mentions = 100;

// The expression that an identifier names at its end: `a.b.name` for its last part, itself for others.
Node named_by(Node identifier) { return identifier.field() == Field::attribute ? identifier.parent() : identifier; }

bool is_called(Node named) { return named.parent().is(Kind::call) && named.field() == Field::function; }

// Asks whether there is a callback, or which: nothing that calls it.
bool is_test(Node value) {
  const Node around = value.parent();
  if (around.is_any(Kind::comparison_operator, Kind::not_operator, Kind::assert_statement)) return true;
  return around.is_any(Kind::if_statement, Kind::while_statement, Kind::elif_clause) &&
         value.field() == Field::condition;
}

}  // namespace

void Callbacks::index() {
  indexed_ = true;
  const syntax::Tree& tree = evaluator_.tree();
  for (syntax::NodeId id = 0; id < tree.size(); ++id) {
    if (tree[id].kind == Kind::identifier) identifiers_[tree.node(id).text()].push_back(id);
  }
}

// All identifiers of that name that are values; none where there are too many.
std::vector<syntax::NodeId> Callbacks::mentions_of(std::string_view name) {
  if (!indexed_) index();
  std::vector<syntax::NodeId> mentions;
  const auto found = identifiers_.find(name);
  if (found == identifiers_.end()) return mentions;
  if (found->second.size() > most_mentions) {
    found_.complete = false;
    return mentions;
  }
  for (const syntax::NodeId id : found->second) {
    const Node identifier = evaluator_.tree().node(id);
    const Node around = named_by(identifier).parent();
    const bool names_keyword = around.is(Kind::keyword_argument) && identifier.field() == Field::name;
    const bool defines = around.is_any(Kind::function_definition, Kind::class_definition, Kind::dotted_name,
                                       Kind::aliased_import, Kind::parameters, Kind::decorator);
    if (!names_keyword && !defines && !is_target(named_by(identifier))) mentions.push_back(id);
  }
  return mentions;
}

const std::vector<std::pair<syntax::NodeId, ChosenName>>& Callbacks::choices() {
  if (choices_) return *choices_;
  choices_.emplace();
  const syntax::Tree& tree = evaluator_.tree();
  for (syntax::NodeId id = 0; id < tree.size(); ++id) {
    if (tree[id].kind != Kind::call) continue;
    const ChosenName chosen = chosen_name(evaluator_.flow(), syntax::Call(tree.node(id)));
    if (!chosen.text.empty()) choices_->emplace_back(id, chosen);
  }
  return *choices_;
}

bool Callbacks::may_be_chosen(std::string_view name) {
  return std::ranges::any_of(choices(), [&](const auto& choice) { return choice.second.may_be(name); });
}

const CallbackCalls& Callbacks::of_function(ScopeId function) {
  if (const auto known = known_.find(function); known != known_.end()) return known->second;
  known_[function] = {.calls = {}, .outside = {}, .complete = false};  // a function that is handed to itself
  const CallbackCalls outer = std::exchange(found_, {});
  std::vector<Step> outer_open = std::exchange(open_, {});
  const Scopes& scopes = evaluator_.scopes();
  const Node node = evaluator_.tree().node(scopes[function].node);
  const ScopeId owner = scopes[function].parent;
  for (const syntax::NodeId mention : mentions_of(node.child(Field::name).text())) {
    const Node named = named_by(evaluator_.tree().node(mention));
    if (is_called(named)) continue;
    const bool may_be = named.is(Kind::attribute) ? scopes[owner].kind == ScopeKind::class_ : names(named, owner);
    if (!may_be) continue;
    const Callee value = callee_is(evaluator_, evaluator_.type_of(named).type, function);
    if (value == Callee::unsure && !is_test(named)) found_.complete = false;
    if (value >= Callee::certain) push_value(named, {.filled = value == Callee::certain_bound ? 1U : 0U});
  }
  for (const auto& [call, chosen] : choices()) {
    const syntax::Call choice(evaluator_.tree().node(call));
    if (!chosen.may_be(node.child(Field::name).text())) continue;
    if (is_of_class(evaluator_, choice.positional(0), owner)) push_value(choice.node(), {.filled = 1, .keyed = true});
  }
  follow_all();
  open_ = std::move(outer_open);
  return known_[function] = std::exchange(found_, outer);
}

// True where a plain name means the variable of that scope.
bool Callbacks::names(Node name, ScopeId owner) {
  Scopes& scopes = evaluator_.scopes();
  return scopes.resolve(evaluator_.atoms().intern(name.text()), scopes.scope_of(name)) == owner;
}

CallbackCalls Callbacks::of_parameter(DefinitionId parameter) {
  found_ = {};
  open_.clear();
  push({Step::What::definition, parameter, {}, {}});
  follow_all();
  return std::exchange(found_, {});
}

void Callbacks::push(Step step) {
  const auto is_same = [&](const Step& other) {
    return other.what == step.what && other.id == step.id && other.name == step.name && other.way == step.way;
  };
  if (open_.size() >= most_steps) {
    found_.complete = false;
  } else if (std::ranges::none_of(open_, is_same)) {
    open_.push_back(step);
  }
}

// Each step may add further ones at the end.
void Callbacks::follow_all() {
  std::size_t next = 0;
  while (next < open_.size()) {
    const Step step = open_[next++];
    switch (step.what) {
      case Step::What::value:
        follow_value(evaluator_.tree().node(step.id), step.way);
        break;
      case Step::What::definition:
      case Step::What::items_of_definition:
        follow_definition(step.id, step.way, step.what == Step::What::items_of_definition);
        break;
      case Step::What::attribute:
      case Step::What::items_of_attribute:
        follow_attribute(step.name, step.way, step.what == Step::What::items_of_attribute);
        break;
    }
  }
}

// By what stands around it.
void Callbacks::follow_value(Node value, Way way) {
  value = syntax::with_parentheses(value);
  const Node around = value.parent();
  if (is_called(value)) {
    found_.calls.push_back({.call = around, .filled = way.filled, .keyed = way.keyed});
  } else if (around.is_any(Kind::assignment, Kind::named_expression)) {
    bind(around.child(around.is(Kind::assignment) ? Field::left : Field::name), way, false);
    if (around.is(Kind::named_expression)) push_value(around, way);
  } else if (around.is(Kind::boolean_operator)) {
    push_value(around, way);
  } else if (around.is(Kind::conditional_expression)) {
    const bool tested = around.child(1U) == value;
    if (!tested) push_value(around, way);
  } else if (around.is_any(Kind::argument_list, Kind::keyword_argument)) {
    const bool by_name = around.is(Kind::keyword_argument);
    const Node list = by_name ? around.parent() : around;
    if (const syntax::Call call(list.parent()); call) hand_over(value, call, way);
  } else if (around.is_any(Kind::list, Kind::tuple, Kind::set)) {
    follow_item(around, way);
  } else if (around.is(Kind::pair)) {
    if (value.field() == Field::value) follow_item(around.parent(), way);
  } else if (around.is_any(Kind::default_parameter, Kind::typed_default_parameter)) {
    bind(around.child(Field::name), way, false);
  } else if (!is_test(value) && !around.is(Kind::expression_statement)) {
    found_.complete = false;
  }
}

void Callbacks::bind(Node target, Way way, bool items) {
  target = syntax::unparenthesized(target);
  if (target.is(Kind::identifier)) {
    const DefinitionId definition = evaluator_.flow().definition_at(target);
    push({items ? Step::What::items_of_definition : Step::What::definition, definition, {}, way});
  } else if (const syntax::Attribute attribute(target); attribute) {
    push({items ? Step::What::items_of_attribute : Step::What::attribute, 0, attribute.name(), way});
    if (!items) hand_to_attribute(attribute, way);
  } else if (const syntax::Subscript item(target); item && !items) {
    follow_item(item.value(), way);
  } else {
    found_.complete = false;
  }
}

void Callbacks::follow_definition(DefinitionId definition, Way way, bool items) {
  if (definition == no_definition) {
    found_.complete = false;
    return;
  }
  Flow& flow = evaluator_.flow();
  // First all of them: what is done with them may build the flow of other scopes.
  std::vector<syntax::NodeId> uses;
  flow.each_use(definition, [&](syntax::NodeId use) { uses.push_back(use); });
  flow.each_dependent(definition, [&](DefinitionId dependent) {
    const DefinitionKind kind = flow[dependent].kind;
    if (kind != DefinitionKind::phi && kind != DefinitionKind::narrow) return;
    push({items ? Step::What::items_of_definition : Step::What::definition, dependent, {}, way});
  });
  for (const syntax::NodeId use : uses) {
    const Node node = evaluator_.tree().node(use);
    if (items) {
      taken_from(node, way);
    } else {
      push_value(node, way);
    }
  }
  follow_captured(definition, way, items);
}

// What functions inside this one, or of this module, see of the name.
void Callbacks::follow_captured(DefinitionId definition, Way way, bool items) {
  const Flow& flow = evaluator_.flow();
  const Definition made = flow[definition];
  if (made.kind == DefinitionKind::phi || made.kind == DefinitionKind::narrow) return;
  const Variable variable = flow.variable(made.variable);
  if (variable.base == no_variable && evaluator_.scopes()[variable.scope].kind == ScopeKind::class_) {
    const std::string_view name = evaluator_.atoms().text(variable.atom);
    push({items ? Step::What::items_of_attribute : Step::What::attribute, 0, name, way});
    return;
  }
  if (variable.base != no_variable || !evaluator_.scopes().is_captured(variable.atom, variable.scope)) return;
  for (const syntax::NodeId mention : mentions_of(evaluator_.atoms().text(variable.atom))) {
    const Node node = evaluator_.tree().node(mention);
    if (node.field() == Field::attribute) continue;
    const ScopeId scope = evaluator_.scopes().scope_of(node);
    if (scope == variable.scope || evaluator_.scopes().resolve(variable.atom, scope) != variable.scope) continue;
    if (items) {
      taken_from(node, way);
    } else {
      push_value(node, way);
    }
  }
}

// Wherever the file reads an attribute of that name, and what it holds is not known to be something else.
void Callbacks::follow_attribute(std::string_view name, Way way, bool items) {
  for (const syntax::NodeId mention : mentions_of(name)) {
    const Node named = named_by(evaluator_.tree().node(mention));
    if (!named.is(Kind::attribute)) continue;
    if (items) {
      taken_from(named, way);
      continue;
    }
    const Type held = evaluator_.type_of(named).type;
    const types::Members members = evaluator_.pool().members(held);
    const bool may_be = members.empty() || std::ranges::any_of(members, [&](Type member) {
                          const auto function = evaluator_.function_of(member);
                          return evaluator_.is_open(member) || member == Type::none ||
                                 evaluator_.pool().form(member) == types::Form::callable ||
                                 (function && types::is_document(*function));
                        });
    if (may_be) push_value(named, way);
  }
}

// It is put into a display, a dictionary, a list: what is taken out of there again.
void Callbacks::follow_item(Node container, Way way) {
  container = syntax::with_parentheses(container);
  const Node around = container.parent();
  if (around.is(Kind::assignment) && container.field() == Field::right) {
    bind(around.child(Field::left), way, true);
    return;
  }
  if (const syntax::Attribute attribute(container); attribute) {
    push({Step::What::items_of_attribute, 0, attribute.name(), way});
    return;
  }
  Flow& flow = evaluator_.flow();
  DefinitionId reaching = flow.reaching(container);
  while (reaching != no_definition && flow[reaching].kind == DefinitionKind::narrow) reaching = flow.operand(reaching);
  if (reaching != no_definition) {
    push({Step::What::items_of_definition, reaching, {}, way});
  } else if (!container.is(Kind::identifier)) {
    taken_from(container, way);
  }
}

// `container[key]`, `container.get(key)`, `for item in container`
void Callbacks::taken_from(Node container, Way way) {
  container = syntax::with_parentheses(container);
  const Node around = container.parent();
  const Way one_of_many{.filled = way.filled, .keyed = true};
  if (around.is(Kind::subscript) && container.field() == Field::value) {
    if (is_target(around)) return;
    if (syntax::Subscript(around).slice()) {
      taken_from(around, way);
    } else {
      push_value(around, one_of_many);
    }
    return;
  }
  if (around.is_any(Kind::for_statement, Kind::for_in_clause) && container.field() == Field::right) {
    Node target = around.child(Field::left);
    // `for name, callback in table.items()`
    if (target.is_any(Kind::pattern_list, Kind::tuple_pattern)) target = target.child(1U);
    bind(target, way, false);
    return;
  }
  if (const syntax::Attribute method(around); method && is_called(around)) {
    const Node call = around.parent();
    const std::string_view name = method.name();
    if (name == "get" || name == "pop" || name == "popleft") push_value(call, one_of_many);
    if (name == "values" || name == "items" || name == "copy") taken_from(call, way);
    return;
  }
  if (around.is(Kind::argument_list) && around.parent().child(Field::function).is(Kind::identifier)) {
    const std::string_view function = around.parent().child(Field::function).text();
    if (function == "list" || function == "tuple" || function == "sorted" || function == "reversed") {
      taken_from(around.parent(), way);
    }
  }
}

}  // namespace slicecop::semantics
