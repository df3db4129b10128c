#include "semantics/repeated_calls.h"

#include <algorithm>
#include <utility>

#include "semantics/buffers.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

// Functions that are looked at for one question, and calls of each.
constexpr std::size_t most_functions = 48;
constexpr std::size_t most_calls = 40;

// The object whose method is called, or what is handed first to a function.
Node object_of(syntax::Call call) {
  const syntax::Attribute method(syntax::unparenthesized(call.function()));
  return method ? method.object() : call.positional(0);
}

Node root_of(Node object) {
  object = syntax::unparenthesized(object);
  while (object.is(Kind::attribute)) object = syntax::unparenthesized(object.child(Field::object));
  return object;
}

Node first_parameter(Node function) {
  const Node parameter = function.child(Field::parameters).first_child();
  return parameter.is(Kind::identifier) ? parameter : parameter.first_child();
}

}  // namespace

std::optional<CalledRepeatedly> RepeatedCalls::of(Node function) {
  if (!function.is(Kind::function_definition)) return {};
  if (const auto known = known_.find(function.id()); known != known_.end()) return known->second;
  return known_[function.id()] = search({{evaluator_.scopes().scope_at(function.id()), true}});
}

std::optional<CalledRepeatedly> RepeatedCalls::of_call(syntax::Call call) {
  std::vector<Step> open;
  if (auto found = at_call(call.node(), true, false, open)) return found;
  return search(std::move(open));
}

// From the function up through those that call it, the nearest first. Each may add further ones at the end.
std::optional<CalledRepeatedly> RepeatedCalls::search(std::vector<Step> open) {
  std::optional<CalledRepeatedly> best;
  const auto take = [&](std::optional<CalledRepeatedly> found) {
    if (found && (!best || (found->same_object && !best->same_object))) best = std::move(found);
  };
  for (std::size_t next = 0; next < open.size() && next < most_functions; ++next) {
    const Step step = open[next];
    take(as_override(step));
    if (!best || !best->same_object) take(in_file(step, open));
    if (!best || !best->same_object) take(as_callback(step, open));
    if (!best || !best->same_object) take(in_project(step));
    if (best && best->same_object) break;
  }
  return best;
}

// True where the object that `call` is of is the same on every pass.
bool RepeatedCalls::keeps_object(syntax::Call call, const Loop& loop) {
  const Node object = object_of(call);
  return object && loops_.is_invariant(object, loop);
}

std::optional<CalledRepeatedly> RepeatedCalls::at_call(Node node, bool same_object, bool is_constructor,
                                                       std::vector<Step>& open) {
  const syntax::Call call(node);
  if (const Loop loop = loops_.around(node)) {
    return CalledRepeatedly{.call = node, .same_object = same_object && !is_constructor && keeps_object(call, loop)};
  }
  const Node around = syntax::enclosing_function(node);
  if (!around.is(Kind::function_definition)) return {};
  // What the caller made itself is another object each time.
  const Node root = root_of(object_of(call));
  const ScopeId caller = evaluator_.scopes().scope_at(around.id());
  bool carries = false;
  if (root.is(Kind::identifier)) {
    const ScopeId owner = evaluator_.scopes().resolve(evaluator_.atoms().intern(root.text()), caller);
    carries = owner != caller || root.text() == first_parameter(around).text();
  }
  const bool same = same_object && !is_constructor && carries;
  const auto is_same = [&](const Step& step) { return step.function == caller && step.same_object == same; };
  if (std::ranges::none_of(open, is_same)) open.push_back({caller, same});
  return {};
}

// The calls by its name.
std::optional<CalledRepeatedly> RepeatedCalls::in_file(const Step& step, std::vector<Step>& open) {
  const Scope scope = evaluator_.scopes()[step.function];
  const Node function = evaluator_.tree().node(scope.node);
  std::string_view name = function.child(Field::name).text();
  const bool is_constructor = name == "__init__";
  if (is_constructor) name = evaluator_.tree().node(evaluator_.scopes()[scope.parent].node).child(Field::name).text();
  std::optional<CalledRepeatedly> best;
  const std::span<const syntax::NodeId> sites = sites_.of(name);
  if (sites.size() > most_calls) return {};
  for (const syntax::NodeId site : sites) {
    const Node call = evaluator_.tree().node(site);
    if (function.contains(call) || evaluator_.flow().is_dead(call)) continue;
    const Type callee = evaluator_.type_of(syntax::Call(call).function()).type;
    if (callee_is(evaluator_, callee, step.function) < Callee::certain) continue;
    std::optional<CalledRepeatedly> found = at_call(call, step.same_object, is_constructor, open);
    if (found && (!best || (found->same_object && !best->same_object))) best = std::move(found);
  }
  return best;
}

// The calls of what it was handed over as.
std::optional<CalledRepeatedly> RepeatedCalls::as_callback(const Step& step, std::vector<Step>& open) {
  const Node function = evaluator_.tree().node(evaluator_.scopes()[step.function].node);
  const std::string_view name = function.child(Field::name).text();
  if (!sites_.is_handed_around(name) && !callbacks_.may_be_chosen(name)) return {};
  const CallbackCalls& calls = callbacks_.of_function(step.function);
  std::optional<CalledRepeatedly> best;
  const auto take = [&](CalledRepeatedly found) {
    if (!best || (found.same_object && !best->same_object)) best = std::move(found);
  };
  for (const CallbackCall& call : calls.calls) {
    if (!call.now) continue;
    const Loop loop = loops_.around(call.call);
    const Node callee = syntax::Call(call.call).function();
    // `for callback in callbacks: callback(data)`: each is another.
    if (loop && (call.first_argument > 0 || loops_.is_invariant(callee, loop))) {
      take({.call = call.call, .same_object = step.same_object && call.filled > 0});
      continue;
    }
    const Node around = syntax::enclosing_function(call.call);
    if (!around.is(Kind::function_definition)) continue;
    const ScopeId caller = evaluator_.scopes().scope_at(around.id());
    const auto is_known = [&](const Step& other) { return other.function == caller; };
    if (std::ranges::none_of(open, is_known)) open.push_back({caller, step.same_object && call.filled > 0});
  }
  for (const CallbackFromOutside& call : calls.outside) {
    const bool same = step.same_object && call.filled > 0;
    if (!call.repeated_in.empty()) take({.call = {}, .elsewhere = call.repeated_in, .same_object = same});
    const syntax::Attribute method(syntax::Call(call.handed_over).function());
    if (method && (method.name() == "add_reader" || method.name() == "add_writer")) {
      take({.call = call.handed_over, .same_object = same});
    }
  }
  return best;
}

std::optional<CalledRepeatedly> RepeatedCalls::in_project(const Step& step) {
  if (project_calls_ == nullptr) return {};
  std::optional<CalledRepeatedly> best;
  project_calls_->each_call(step.function, [&](const Project::Summary& summary, const SummaryCall& call,
                                               std::uint32_t /*first*/) {
    if (call.repetition.line == 0) return;
    const bool same = step.same_object && call.repetition.same_object;
    if (best && (best->same_object || !same)) return;
    best = {.call = {}, .elsewhere = summary->path + ":" + std::to_string(call.repetition.line), .same_object = same};
  });
  return best;
}

// A method that takes data, of a class of a library: `Protocol.data_received`, `RawIOBase.write`. Or one of another
// file that is called again and again there.
std::optional<CalledRepeatedly> RepeatedCalls::as_override(const Step& step) {
  const Scope scope = evaluator_.scopes()[step.function];
  if (evaluator_.scopes()[scope.parent].kind != ScopeKind::class_) return {};
  const std::string_view name = evaluator_.tree().node(scope.node).child(Field::name).text();
  if (name.starts_with("__")) return {};
  const stubs::Table& stubs = evaluator_.stubs();
  for (const Type base :
       evaluator_.linearization(evaluator_.pool().instance(types::first_document_id + scope.parent))) {
    const ClassId id = evaluator_.pool().class_of(base);
    if (types::is_foreign(id)) {
      if (auto found = repeated_elsewhere(id, name, base)) {
        found->same_object = found->same_object && step.same_object;
        return found;
      }
      continue;
    }
    if (!types::is_library(id)) continue;
    const stubs::Symbol symbol = stubs.own_member(id, name, evaluator_.version());
    if (symbol.kind != stubs::SymbolKind::function) continue;
    bool takes_data = false;
    stubs.each_signature(symbol.id, evaluator_.version(), [&](const stubs::Signature& signature) {
      for (std::uint32_t i = 1; i < signature.parameter_count; ++i) {
        takes_data = takes_data || buffer_of(evaluator_, stubs.parameter(signature, i).type);
      }
      return true;
    });
    if (!takes_data) return {};
    return CalledRepeatedly{.call = {},
                            .elsewhere = std::string(stubs.class_at(id).name) + "." + std::string(name),
                            .overrides = true,
                            .same_object = step.same_object};
  }
  return {};
}

std::optional<CalledRepeatedly> RepeatedCalls::repeated_elsewhere(ClassId base, std::string_view method,
                                                                  Type receiver) {
  const auto member = evaluator_.foreign().member(base, method, receiver);
  const auto function = member ? evaluator_.function_of(*member) : std::nullopt;
  if (!function || !types::is_foreign(*function)) return {};
  const SummaryRepetition repetition = evaluator_.foreign().function(*function).repetition;
  if (repetition.line == 0) return {};
  const std::string path(evaluator_.foreign().file_of_function(*function));
  return CalledRepeatedly{
      .call = {}, .elsewhere = path + ":" + std::to_string(repetition.line), .same_object = repetition.same_object};
}

}  // namespace slicecop::semantics
