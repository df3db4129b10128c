#include "semantics/handed_over.h"

#include <algorithm>

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Evidence;
using types::Form;

namespace {

// A function that is called in more places says nothing of its parameters.
constexpr std::size_t most_sites = 60;

// Calls looked at for one question, and parameters followed.
constexpr int most_looked_at = 200;
constexpr std::size_t most_followed = 24;

bool is_plain(syntax::Node parameter) {
  return parameter.is_any(Kind::identifier, Kind::default_parameter, Kind::typed_default_parameter);
}

}  // namespace

Typed HandedOver::of(DefinitionId parameter) {
  all_ = Type::never;
  followed_ = {parameter};
  sites_left_ = most_looked_at;
  // Each may add further ones at the end.
  for (std::size_t next = 0; next < followed_.size() && next < most_followed; ++next) {
    if (!add_calls(DefinitionId{followed_[next]})) add(Type::unknown);
  }
  if (sites_left_ <= 0 || followed_.size() > most_followed || !tells()) return {};
  return {all_, Evidence::call, {}};
}

bool HandedOver::tells() const {
  const types::Pool& pool = evaluator_.pool();
  bool some = false;
  bool mixed = false;
  for (const Type member : pool.members(all_)) {
    const bool scalar = pool.is(member, Known::str) || pool.is(member, Known::int_) || pool.is(member, Known::float_) ||
                        pool.is(member, Known::bool_);
    mixed = mixed || scalar;
    some = some || (!scalar && !evaluator_.is_open(member) && member != Type::none);
  }
  return some && !(mixed && evaluator_.is_open(all_));
}

void HandedOver::add(Type type) { all_ = evaluator_.pool().join(all_, type); }

// False where the parameter may get something from elsewhere.
bool HandedOver::add_calls(DefinitionId parameter) {
  const Node node = evaluator_.tree().node(evaluator_.flow()[parameter].owner);
  const Node function = node.parent().parent();
  if (!function.is(Kind::function_definition) || !is_plain(node)) return false;
  const Scopes& scopes = evaluator_.scopes();
  const ScopeId scope = scopes.scope_at(function.id());
  const ScopeId around = scopes[scope].parent;
  const bool in_class = scopes[around].kind == ScopeKind::class_;
  const std::string_view name = function.child(Field::name).text();
  const bool makes = in_class && name == "__init__";
  if (name.starts_with("__") && !makes) return false;

  const std::vector<syntax::NodeId> sites =
      sites_of(name, makes ? evaluator_.tree().node(scopes[around].node) : Node{});
  sites_left_ -= static_cast<int>(sites.size());
  if (sites.size() > most_sites || sites_left_ <= 0) return false;
  const Type plain = evaluator_.pool().make(Form::function, types::first_document_id + scope);
  if (evaluator_.function_type(scope) != plain) return false;  // decorated by something that may do anything
  const bool is_method = in_class && !Evaluator::has_decorator(function, "staticmethod");
  const bool is_value = sites_.is_handed_around(name) || callbacks_.may_be_chosen(name);
  const CallbackCalls* handed_about = is_value ? &callbacks_.of_function(scope) : nullptr;
  bool called = handed_about != nullptr && add_callback_calls(*handed_about, node);
  for (const syntax::NodeId site : sites) {
    const syntax::Call call(evaluator_.tree().node(site));
    const Callee callee = callee_is(evaluator_, evaluator_.type_of(call.function()).type, scope);
    called = called || callee == Callee::certain_bound || callee == Callee::certain;
    if (callee == Callee::other || (callee == Callee::unsure && makes)) continue;
    const bool bound = callee == Callee::certain_bound || (callee == Callee::unsure && is_method);
    add_argument_of({.call = call.node(), .filled = bound ? 1U : 0U}, node);
  }
  return called && (makes || handed_about == nullptr || handed_about->complete);
}

void HandedOver::add_argument_of(const CallbackCall& call, Node parameter) {
  const Node argument = argument_of(call, parameter);
  if (argument && call.keyed) {
    // The key chooses what is called: this function may get less than what the call hands over.
    const Type type = evaluator_.widened(evaluator_.type_of(argument).type);
    add(evaluator_.is_buffer_or_none(type) ? type : Type::unknown);
  } else if (argument) {
    add_argument(argument);
  } else if (syntax::Call(call.call).has_splat()) {
    add(Type::unknown);
  }
}

// What is handed over where the function is called as a value; true where some of it is seen.
bool HandedOver::add_callback_calls(const CallbackCalls& handed_about, Node parameter) {
  std::uint32_t position = 0;
  for (const Node sibling : parameter.parent().children()) {
    if (sibling == parameter) break;
    if (!sibling.is(Kind::positional_separator)) ++position;
  }
  for (const CallbackCall& call : handed_about.calls) add_argument_of(call, parameter);
  for (const CallbackFromOutside& call : handed_about.outside) {
    const bool given = position >= call.filled && position - call.filled < call.arguments.size();
    if (given) add(evaluator_.widened(call.arguments[position - call.filled]));
  }
  sites_left_ -= static_cast<int>(handed_about.calls.size() + handed_about.outside.size());
  return !handed_about.calls.empty() || !handed_about.outside.empty();
}

// Where a function of that name may be called; `made`: the class that it is the `__init__` of.
std::vector<syntax::NodeId> HandedOver::sites_of(std::string_view name, Node made) {
  std::vector<syntax::NodeId> sites;
  const auto add_sites = [&](std::string_view callee) {
    const std::span<const syntax::NodeId> more = sites_.of(callee);
    sites.insert(sites.end(), more.begin(), more.end());
  };
  add_sites(name);
  if (made) {
    add_sites(made.child(Field::name).text());
    add_sites("cls");
  }
  return sites;
}

// What `call` hands to `parameter`; its default where it hands nothing. No node where there is neither, and where the
// parameter may be filled by `*args`.
syntax::Node HandedOver::argument_of(const CallbackCall& called, Node parameter) {
  const syntax::Call call(called.call);
  const Node name = parameter.is(Kind::identifier) ? parameter : parameter.child(Field::name);
  std::uint32_t position = 0;
  bool by_keyword_only = false;
  for (const Node sibling : parameter.parent().children()) {
    if (sibling == parameter) break;
    by_keyword_only = by_keyword_only || sibling.is_any(Kind::keyword_separator, Kind::list_splat_pattern) ||
                      (sibling.is(Kind::typed_parameter) && sibling.first_child().is(Kind::list_splat_pattern));
    if (!sibling.is(Kind::positional_separator)) ++position;
  }
  if (position < called.filled) return {};
  position = position - called.filled + called.first_argument;
  const Node standard = parameter.child(Field::value);
  if (called.all_arguments) {
    const Node argument = called.all_arguments.child(position);
    return argument && !argument.is(Kind::list_splat) ? argument : standard;
  }
  if (call.has_bare_generator()) return position == 0 ? call.arguments() : standard;
  std::uint32_t index = 0;
  for (const Node argument : call.arguments().children()) {
    if (argument.is_any(Kind::list_splat, Kind::dictionary_splat, Kind::parenthesized_list_splat)) return {};
    if (argument.is(Kind::keyword_argument)) {
      if (argument.child(Field::name).text() == name.text()) return argument.child(Field::value);
    } else if (index++ == position && !by_keyword_only) {
      return argument;
    }
  }
  return standard;
}

void HandedOver::add_argument(Node argument) {
  const Type type = evaluator_.widened(evaluator_.type_of(argument).type);
  if (type == Type::unknown && follows_parameters(argument)) return;
  add(type);
}

// A parameter of the calling function that is handed on, or a slice of one: what the calls of that function hand over.
// False where it is, or may be, something else.
bool HandedOver::follows_parameters(Node argument) {
  constexpr std::size_t most_definitions = 16;
  Flow& flow = evaluator_.flow();
  std::vector<DefinitionId> open;
  std::vector<DefinitionId> parameters;
  const auto follow = [&](Node node) {
    node = syntax::unparenthesized(node);
    if (const syntax::Subscript slice(node); slice && slice.slice()) node = syntax::unparenthesized(slice.value());
    const DefinitionId reaching = flow.reaching(node);
    if (reaching == no_definition) return false;
    if (std::ranges::find(open, reaching) == open.end()) open.push_back(reaching);
    return true;
  };
  if (!follow(argument)) return false;
  for (std::size_t next = 0; next < open.size(); ++next) {
    if (next == most_definitions) return false;
    const Definition definition = flow[open[next]];
    if (definition.kind == DefinitionKind::parameter) {
      parameters.push_back(open[next]);
    } else if (definition.kind == DefinitionKind::narrow || definition.kind == DefinitionKind::phi) {
      flow.each_operand(open[next], [&](DefinitionId operand) {
        if (std::ranges::find(open, operand) == open.end()) open.push_back(operand);
      });
    } else if (definition.kind != DefinitionKind::assignment ||
               evaluator_.tree().node(definition.owner).child(Field::left).id() != definition.target ||
               !follow(evaluator_.tree().node(definition.value))) {
      return false;
    }
  }
  for (const DefinitionId parameter : parameters) {
    if (std::ranges::find(followed_, parameter) == followed_.end()) followed_.push_back(parameter);
  }
  return !parameters.empty();
}

}  // namespace slicecop::semantics
