// Evaluator: what a call gives, by matching its arguments with the signatures of what is called.

#include <algorithm>

#include "semantics/chosen_by_name.h"
#include "semantics/evaluator.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using types::Evidence;
using types::Form;

Type Evaluator::result_of(Type callee) {
  const Argument anything{Type::unknown, {}, true};
  return call(callee, {&anything, 1});
}

std::vector<Argument> Evaluator::arguments_of(syntax::Call call) {
  std::vector<Argument> arguments;
  if (call.has_bare_generator()) {
    arguments.push_back({type_of(call.arguments()).type, {}, false});
    return arguments;
  }
  for (const Node argument : call.arguments().children()) {
    if (argument.is(Kind::keyword_argument)) {
      arguments.push_back({type_of(argument.child(Field::value)).type, argument.child(Field::name).text(), false});
    } else if (argument.is_any(Kind::list_splat, Kind::dictionary_splat, Kind::parenthesized_list_splat)) {
      arguments.push_back({Type::unknown, {}, true});
    } else {
      arguments.push_back({type_of(argument).type, {}, false});
    }
  }
  return arguments;
}

Evaluator::Overload Evaluator::match(const stubs::Signature& signature, std::uint32_t skip,
                                     std::span<const Argument> arguments, Substitution substitution, Type self) {
  using stubs::ParameterKind;
  Overload overload{Fit::yes, Type::unknown, std::vector<Filled>(arguments.size())};
  std::vector<bool> taken(signature.parameter_count, false);
  std::uint32_t next = skip;
  bool splat = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Argument& argument = arguments[i];
    if (argument.splat) {
      splat = true;
      continue;
    }
    std::uint32_t found = signature.parameter_count;
    if (argument.keyword.empty()) {
      if (splat) continue;
      while (next < signature.parameter_count) {
        const ParameterKind kind = stubs_.parameter(signature, next).kind;
        if (kind == ParameterKind::keyword_only || kind == ParameterKind::variadic_keyword) break;
        found = kind == ParameterKind::variadic ? next : next++;
        break;
      }
    } else {
      for (std::uint32_t p = skip; p < signature.parameter_count; ++p) {
        const stubs::Parameter parameter = stubs_.parameter(signature, p);
        const bool named = parameter.kind == ParameterKind::positional || parameter.kind == ParameterKind::keyword_only;
        if (named && parameter.name == argument.keyword) found = p;
        if (parameter.kind == ParameterKind::variadic_keyword && found == signature.parameter_count) found = p;
      }
    }
    if (found == signature.parameter_count) return {};
    taken[found] = true;
    const Type parameter = substitute(stubs_.parameter(signature, found).type, substitution, self);
    overload.filled[i] = {parameter, fit(argument.type, parameter, substitution)};
    overload.fit = std::min(overload.fit, overload.filled[i].fit);
    if (overload.fit == Fit::no) return {};
  }
  for (std::uint32_t p = skip; p < signature.parameter_count && !splat; ++p) {
    const stubs::Parameter parameter = stubs_.parameter(signature, p);
    const bool needed = !parameter.has_default && parameter.kind != ParameterKind::variadic &&
                        parameter.kind != ParameterKind::variadic_keyword;
    if (needed && !taken[p]) return {};
  }
  if (splat) overload.fit = std::min(overload.fit, Fit::maybe);
  const Type result = substitute(signature.result, substitution, self);
  for (Filled& filled : overload.filled) filled.type = substitute(filled.type, substitution, self);
  overload.result = without_variables(result);
  return overload;
}

Type Evaluator::call_function(FunctionId function, Type receiver, bool bound, std::span<const Argument> arguments) {
  if (!types::is_library(function)) {
    if (types::is_document(function)) {
      const Type told = bound_result(function - types::first_document_id, bound, arguments);
      if (told != Type::unknown) return told;
    }
    const Type result =
        types::is_foreign(function) ? foreign_.result(function) : document_call(function - types::first_document_id);
    return pool_.is_generic(result) ? without_variables(substitute(result, {}, receiver)) : result;  // `-> Self`
  }
  const stubs::Function info = stubs_.function_at(function);
  const Substitution substitution = bound ? class_substitution(receiver, info.owner) : Substitution{};
  Candidates candidates;
  stubs_.each_signature(function, version_, [&](const stubs::Signature& signature) {
    Substitution own = substitution;
    if (bound && signature.parameter_count > 0) {
      const Type first = stubs_.parameter(signature, 0).type;
      const bool annotated = first != Type::unknown && first != Type::any && pool_.form(first) != Form::self_type;
      if (annotated && fit(receiver, substitute(first, substitution, receiver), own) == Fit::no) return true;
    }
    return candidates.add(match(signature, bound ? 1 : 0, arguments, std::move(own), receiver));
  });
  return candidates.answer.value_or(Type::unknown);
}

bool Evaluator::Candidates::add(Overload overload) {
  if (overload.fit == Fit::no) return true;
  const Type result = overload.result == Type::any ? Type::unknown : overload.result;
  if (!answer) {
    answer = result;
    first = std::move(overload.filled);
    return overload.fit != Fit::yes;
  }
  bool unsure = false;
  bool told_apart = false;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (first[i].fit == Fit::yes) continue;
    unsure = true;
    told_apart = told_apart || first[i].type != overload.filled[i].type;
  }
  // Where no single argument is unsure, a `*args` is.
  if ((told_apart || !unsure) && result != *answer) answer = Type::unknown;
  return overload.fit != Fit::yes;
}

Type Evaluator::call(Type callee, std::span<const Argument> arguments) {
  if (callee == Type::none) return Type::unknown;
  Type result = Type::never;
  for (const Type one : pool_.members(callee)) {
    const types::TypeNode node = pool_[one];
    Type answer = Type::unknown;
    switch (node.form) {
      case Form::function:
        answer = call_function(node.payload, Type::unknown, false, arguments);
        break;
      case Form::bound_method:
        answer = call_function(node.payload, pool_.argument(one, 0), true, arguments);
        break;
      case Form::class_object:
        answer = call_class(one, arguments);
        break;
      case Form::callable:
        answer = pool_.argument(one, 0);
        break;
      case Form::instance: {
        const Type method = member(one, "__call__");
        if (pool_.form(method) == Form::bound_method) {
          answer = call_function(pool_[method].payload, one, true, arguments);
        }
        break;
      }
      case Form::imported:
        answer = foreign_.open_result(one);
        break;
      case Form::none:
        continue;  // raises
      default:
        break;
    }
    result = pool_.join(result, answer == Type::any ? Type::unknown : answer);
  }
  return result;
}

Type Evaluator::call_method(Type instance, std::string_view method, std::span<const Type> arguments) {
  const Type callee = member(instance, method);
  if (callee == Type::unknown) return Type::unknown;
  std::vector<Argument> list;
  for (const Type type : arguments) list.push_back({type, {}, false});
  return call(callee, list);
}

std::vector<Type> Evaluator::parameters_for(syntax::Call call, std::size_t index) {
  std::vector<Type> result;
  // Each argument is asked about with all others in view: no more than so many nodes of them.
  constexpr syntax::NodeId most_nodes = 4'000;
  const Node list = call.arguments();
  if (!list || list.after() - list.id() > most_nodes) return {};
  const Type callee = type_of(call.function()).type;
  const std::vector<Argument> arguments = arguments_of(call);
  if (index >= arguments.size() || arguments[index].splat) return {};
  for (const Type one : pool_.members(callee)) {
    if (one == Type::none) continue;
    if (!add_parameters(one, arguments, index, result)) return {};
  }
  return result;
}

bool Evaluator::add_parameters(Type callee, std::span<const Argument> arguments, std::size_t index,
                               std::vector<Type>& result) {
  const types::TypeNode node = pool_[callee];
  bool bound = node.form == Form::bound_method;
  Type receiver = bound ? pool_.argument(callee, 0) : Type::unknown;
  FunctionId function = node.payload;
  if (node.form == Form::class_object) {
    if (node.payload >= types::first_document_id) return false;
    // The constructor that the class itself, or the nearest base that is not object, defines.
    stubs::Symbol symbol;
    for (const Type base : stubs_.linearization(node.payload)) {
      for (const std::string_view name : {"__new__", "__init__"}) {
        if (symbol.kind == stubs::SymbolKind::none) symbol = stubs_.own_member(pool_.class_of(base), name, version_);
      }
      if (symbol.kind != stubs::SymbolKind::none) break;
    }
    if (symbol.kind != stubs::SymbolKind::function) return false;
    function = symbol.id;
    receiver = pool_.instance(node.payload);
    bound = true;
  } else if (node.form != Form::function && node.form != Form::bound_method) {
    return false;
  }
  if (function >= types::first_document_id) return false;
  const Substitution substitution =
      bound ? class_substitution(receiver, stubs_.function_at(function).owner) : Substitution{};
  bool any = false;
  stubs_.each_signature(function, version_, [&](const stubs::Signature& signature) {
    const Overload overload = match(signature, bound ? 1 : 0, arguments, substitution, receiver);
    if (overload.fit == Fit::no) return true;
    any = true;
    result.push_back(overload.filled[index].type);
    return overload.fit != Fit::yes;
  });
  return any;
}

// What `getattr(x, "on_" + event)` may give: all members of that name, and the default; open to others where only the
// beginning of the name is known. Nothing for other calls.
Type Evaluator::chosen_member(syntax::Call call) {
  constexpr int most_members = 24;
  const ChosenName chosen = chosen_name(flow_, call);
  if (chosen.text.empty()) return Type::unknown;
  const Type object = type_of(call.positional(0)).type;
  Type result = Type::never;
  if (chosen.whole) {
    result = member(object, chosen.text);
  } else {
    int left = most_members;
    for (const Type base : linearization(object)) {
      const ClassId id = pool_.class_of(base);
      if (!types::is_document(id)) continue;
      for (const std::string& name : own_names(id - types::first_document_id)) {
        if (chosen.may_be(name) && left-- > 0) result = pool_.join(result, member(object, name));
      }
    }
    if (left < 0) return Type::unknown;
    if (result != Type::never) result = pool_.join(result, Type::unknown);
  }
  if (result == Type::never || result == Type::unknown) return Type::unknown;
  const Node standard = call.positional(2);
  return standard ? pool_.join(result, type_of(standard).type) : result;
}

Typed Evaluator::evaluate_call_expression(Node node) {
  const syntax::Call call(node);
  const Node function = syntax::unparenthesized(call.function());
  if (const std::optional<Type> record = made_record(call)) return {*record, Evidence::call, {}};
  const Typed callee = type_of(function);
  // super(): the rest of the classes after this one; its methods are looked up in the bases.
  if (function.is(Kind::identifier) && function.text() == "super" && pool_.form(callee.type) == Form::class_object) {
    ScopeId scope = scopes_.scope_of(node);
    while (scope != no_scope && scopes_[scope].kind != ScopeKind::class_) scope = scopes_[scope].parent;
    if (scope == no_scope) return {};
    const std::vector<Type> bases = document_bases(scope);
    return {bases.empty() ? Type::unknown : pool_.join(bases), Evidence::call, {}};
  }
  if (function.is(Kind::identifier) && function.text() == "type" && call.argument_count() == 1 &&
      pool_.form(callee.type) == Form::class_object) {
    // What an attribute holds may be of another class where a subclass sets it.
    const bool may_differ = syntax::unparenthesized(call.positional(0)).is(Kind::attribute);
    const Type of = may_differ ? Type::unknown : type_of(call.positional(0)).type;
    if (pool_.form(of) == Form::instance) return {pool_.class_object(pool_.class_of(of)), Evidence::call, {}};
    return {};
  }
  if (pool_.form(callee.type) == Form::function && pool_[callee.type].payload < types::first_document_id) {
    const stubs::Function called = stubs_.function_at(pool_[callee.type].payload);
    if (called.name == "cast" && stubs_.module_name(called.module) == "typing") {
      return {declared(call.positional(0), scopes_.scope_of(node)), Evidence::annotation, call.positional(0)};
    }
  }
  if (is_open(callee.type)) {
    if (const Typed field = attrs_field(call); field.type != Type::unknown) return field;
  }
  if (const syntax::Attribute method(function); method && method.name() == "get" && call.positional(0)) {
    const auto item = typed_dict_item(type_of(method.object()).type, call.positional(0));
    const Node standard = call.positional(1);
    if (item) return {pool_.join(*item, standard ? type_of(standard).type : Type::none), Evidence::annotation, {}};
  }
  if (const Type chosen = chosen_member(call); chosen != Type::unknown) return {chosen, Evidence::call, {}};
  const std::vector<Argument> arguments = arguments_of(call);
  const Type result = this->call(callee.type, arguments);
  const auto called = function_of(callee.type);
  const bool in_document = called && *called >= types::first_document_id;
  const bool builtin_class =
      pool_.form(callee.type) == Form::class_object && pool_[callee.type].payload < types::class_id(Known::count);
  const Evidence evidence = in_document ? Evidence::call : builtin_class ? Evidence::literal : Evidence::stub;
  return {result, evidence, {}};
}

}  // namespace slicecop::semantics
