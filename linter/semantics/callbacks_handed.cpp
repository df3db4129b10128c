// Callbacks: what becomes of one that is handed to a call, by what is called.

#include <algorithm>

#include "semantics/callbacks.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;
using types::Form;

namespace {

/// Where an argument stands in its call.
struct Place {
  std::uint32_t position = 0;
  std::string_view keyword;  ///< empty: by position
};

std::optional<Place> place_of(syntax::Call call, Node argument) {
  if (argument.parent().is(Kind::keyword_argument)) {
    return Place{.keyword = argument.parent().child(Field::name).text()};
  }
  Place place;
  for (const Node other : call.arguments().children()) {
    if (other == argument) return place;
    if (other.is_any(Kind::list_splat, Kind::parenthesized_list_splat)) return {};
    ++place.position;
  }
  return {};
}

Node name_of(Node parameter) {
  if (parameter.is(Kind::identifier)) return parameter;
  const Node name = parameter.child(Field::name);
  return name ? name : parameter.first_child();
}

// The name of the parameter of `function` that an argument at `place` fills; no node where it is not one of its own.
Node parameter_at(Node function, Place place, bool bound) {
  std::uint32_t position = 0;
  const std::uint32_t wanted = place.position + (bound ? 1 : 0);
  for (const Node parameter : function.child(Field::parameters).children()) {
    if (parameter.is(Kind::positional_separator)) continue;
    const Node name = name_of(parameter);
    const bool plain = name.is(Kind::identifier);
    if (!place.keyword.empty()) {
      if (plain && name.text() == place.keyword) return name;
      continue;
    }
    if (!plain) return {};
    if (position++ == wanted) return name;
  }
  return {};
}

// Methods of containers that keep what they are given.
bool keeps(std::string_view method) {
  return method == "append" || method == "appendleft" || method == "add" || method == "insert" ||
         method == "setdefault" || method == "put";
}

}  // namespace

void Callbacks::hand_over(Node argument, syntax::Call call, Way way) {
  const syntax::Attribute method(call.function());
  const Type callee = evaluator_.type_of(call.function()).type;
  if (method && keeps(method.name()) && argument.parent() == call.arguments()) {
    const auto function = evaluator_.function_of(callee);
    if (!function || !types::is_document(*function)) {
      follow_item(method.object(), way);
      return;
    }
  }
  bool known = false;
  for (const Type one : evaluator_.pool().members(callee)) {
    if (evaluator_.is_open(one)) {
      found_.complete = false;
    } else if (one != Type::none) {
      hand_to_one(one, argument, call, way);
      known = true;
    }
  }
  if (!known) found_.complete = false;
}

void Callbacks::hand_to_one(Type callee, Node argument, syntax::Call call, Way way) {
  const types::Pool& pool = evaluator_.pool();
  const bool of_class = pool.form(callee) == Form::class_object;
  Type called = callee;
  if (of_class && !types::is_library(pool[callee].payload)) {
    called = evaluator_.member(evaluator_.pool().instance(pool[callee].payload), "__init__");
  }
  const auto function = evaluator_.function_of(called);
  const bool bound = evaluator_.pool().form(called) == Form::bound_method;
  if (function && types::is_document(*function)) {
    hand_to_document(*function - types::first_document_id, bound, argument, call, way);
  } else if (function && types::is_foreign(*function)) {
    const std::optional<Place> place = place_of(call, argument);
    if (place) hand_to_project(*function, {place->position + (bound ? 1 : 0), place->keyword}, call, way);
  } else if (of_class && types::is_document(pool[callee].payload) && argument.parent().is(Kind::keyword_argument)) {
    // A field of a dataclass.
    push({Step::What::attribute, 0, argument.parent().child(Field::name).text(), way});
  } else {
    hand_to_library(callee, argument, call, way);
  }
}

void Callbacks::hand_to_document(ScopeId function, bool bound, Node argument, syntax::Call call, Way way) {
  const std::optional<Place> place = place_of(call, argument);
  const Node definition = evaluator_.tree().node(evaluator_.scopes()[function].node);
  const Node parameter = place ? parameter_at(definition, *place, bound) : Node{};
  if (!parameter) {
    found_.complete = false;
    return;
  }
  push({Step::What::definition, evaluator_.flow().definition_at(parameter), {}, way});
}

// By the signature: what a `Callable[[bytes], None]` is called with. One that tells nothing, or `Callable[..., X]`,
// takes the arguments that follow, as `submit`, `call_soon` and `Thread` do.
void Callbacks::hand_to_library(Type callee, Node argument, syntax::Call call, Way way) {
  const types::Pool& pool = evaluator_.pool();
  std::uint32_t written = 0;  // among all arguments
  std::uint32_t positional = 0;
  const bool by_name = argument.parent().is(Kind::keyword_argument);
  for (const Node other : call.arguments().children()) {
    if (other == argument || (by_name && other == argument.parent())) break;
    ++written;
    if (!other.is(Kind::keyword_argument)) ++positional;
  }
  std::uint32_t positionals = 0;
  for (const Node other : call.arguments().children()) positionals += other.is(Kind::keyword_argument) ? 0 : 1;
  const bool of_library_class = pool.form(callee) == Form::class_object && types::is_library(pool[callee].payload);
  if (of_library_class && evaluator_.stubs().class_at(pool[callee].payload).name == "partial" && positional == 0) {
    found_.calls.push_back({.call = call.node(), .filled = way.filled, .first_argument = 1, .now = false});
    push_value(call.node(), {.filled = way.filled + positionals - 1, .keyed = way.keyed});
    return;
  }
  const bool takes_arguments_too = !by_name && positional + 1 < positionals;
  for (const Type parameter : evaluator_.parameters_for(call, written)) {
    for (const Type one : evaluator_.pool().members(parameter)) {
      const types::TypeNode node = evaluator_.pool()[one];
      // `call_soon(callback, *args)`: the type variable of its arguments stands for what follows.
      const Type first = evaluator_.pool().argument(one, 1);
      const bool of_what_follows = takes_arguments_too && node.argument_count > 1 &&
                                   (evaluator_.pool().is_generic(first) || evaluator_.is_open(first));
      if (node.form == Form::callable && node.payload == 1 && !of_what_follows) {
        CallbackFromOutside outside{.handed_over = call.node(), .arguments = {}, .filled = way.filled};
        for (std::size_t i = 1; i < node.argument_count; ++i) {
          const Type given = evaluator_.pool().argument(one, i);
          outside.arguments.push_back(evaluator_.pool().is_generic(given) ? Type::unknown : given);
        }
        found_.outside.push_back(std::move(outside));
      } else if (const Node arguments = call.keyword("args"); by_name && arguments.is_any(Kind::tuple, Kind::list)) {
        found_.calls.push_back({.call = call.node(), .filled = way.filled, .all_arguments = arguments});
      } else if (takes_arguments_too) {
        found_.calls.push_back({.call = call.node(), .filled = way.filled, .first_argument = positional + 1});
      } else {
        found_.complete = false;
      }
    }
  }
}

// By the summary of the file that defines what is called.
void Callbacks::hand_to_project(types::FunctionId function, ForeignSymbols::ParameterPlace place, syntax::Call call,
                                Way way) {
  ForeignSymbols& foreign = evaluator_.foreign();
  add_outside(call.node(), foreign.callback_calls(function, place), way);
}

// `protocol.on_data = callback` of a class of another file, or of a class that has such a base.
void Callbacks::hand_to_attribute(syntax::Attribute attribute, Way way) {
  const Type object = evaluator_.type_of(attribute.object()).type;
  for (const Type one : evaluator_.pool().members(object)) {
    for (const Type base : evaluator_.linearization(one)) {
      const ClassId id = evaluator_.pool().class_of(base);
      if (!types::is_foreign(id)) continue;
      add_outside(attribute.node().parent(), evaluator_.foreign().attribute_calls(id, attribute.name()), way);
    }
  }
}

void Callbacks::add_outside(Node handed_over, std::vector<ForeignSymbols::OutsideCall> calls, Way way) {
  if (calls.empty()) found_.complete = false;
  for (ForeignSymbols::OutsideCall& call : calls) {
    found_.outside.push_back({.handed_over = handed_over,
                              .arguments = std::move(call.arguments),
                              .filled = way.filled,
                              .repeated_in = std::move(call.repeated_in)});
  }
}

}  // namespace slicecop::semantics
