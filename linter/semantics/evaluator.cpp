#include "semantics/evaluator.h"

#include <algorithm>
#include <functional>

namespace slicecop::semantics {

using types::Evidence;

namespace {

// Beyond this many questions inside one another the answer is unknown. Each takes some hundred bytes of stack.
constexpr int deepest_question = 120;

// Expressions higher than this (see Node::height) have no type.
constexpr int highest_expression = 60;

// A cycle that has not settled by then is unknown.
constexpr int most_rounds = 4;

// Detours for one question.
constexpr int most_detours = 200;

constexpr std::uint64_t no_key = 0xffffffffffffffff;

// What is bound in more places than this has no type for code elsewhere.
constexpr std::size_t most_bindings = 200;

// Questions asked on the way to one answer, other than those that are answered for good. Ordinary code takes a few
// hundred; a file in which several answers took more gets short ones from then on.
constexpr int most_work = 20'000;
constexpr int most_surrenders = 4;
constexpr int work_after_surrender = 250;
// With assumptions each question is asked a second time, for what the first left open: with less patience.
constexpr int assuming_work = most_work / 8;
constexpr int assuming_work_after_surrender = work_after_surrender / 10;

}  // namespace

Evaluator::Evaluator(const syntax::Tree& tree, Atoms& atoms, Scopes& scopes, Flow& flow, const stubs::Table& stubs,
                     stubs::PythonVersion version, const Project* project, std::string_view path)
    : tree_(tree),
      atoms_(atoms),
      scopes_(scopes),
      flow_(flow),
      stubs_(stubs),
      version_(version),
      pool_(stubs.pool()),
      foreign_(*this, project, path),
      type_comments_(tree),
      attribute_sites_(tree),
      mentions_(tree) {
  now_.expression_types.resize(tree.size());
  now_.known.resize(tree.size(), false);
}

// A question that is met again while it is being answered gets what the round before found, at first `never`. Its
// answer is final once a round changes nothing. Answers that lean on an unfinished question are kept only as long as
// nothing that they lean on has changed (the epoch), so that a round asks each question once.
template <typename Compute>
Typed Evaluator::solve(KeyKind kind, std::uint64_t id, Compute&& compute) {
  const std::uint64_t key = (static_cast<std::uint64_t>(kind) << 60) | id;
  if (const auto found = now_.solved.find(key); found != now_.solved.end()) return found->second;
  for (std::size_t i = 0; i < now_.in_progress.size(); ++i) {
    if (now_.in_progress[i].key != key) continue;
    now_.in_progress[i].leaned_on = true;
    now_.leans_on = std::min(now_.leans_on, i);
    return now_.in_progress[i].provisional;
  }
  if (const auto answer = tentative(key)) return *answer;
  if (!enter(key)) return {};
  const std::size_t mine = now_.in_progress.size();
  // Inside a cycle around it the question has been answered in the round before: from there on it settles at once.
  const auto found_before = now_.last_round.find(key);
  const Typed start =
      found_before == now_.last_round.end() ? Typed{Type::never, Evidence::none, {}} : found_before->second;
  now_.in_progress.push_back({key, start, false});
  const std::size_t outer_lean = std::exchange(now_.leans_on, no_lean);
  Typed answer;
  std::size_t lean = no_lean;
  for (int round = 0; round < most_rounds; ++round) {
    now_.leans_on = no_lean;
    answer = compute();
    lean = std::min(lean, now_.leans_on);
    if (!now_.in_progress[mine].leaned_on || answer.type == now_.in_progress[mine].provisional.type) break;
    now_.in_progress[mine].provisional = answer;
    ++now_.epoch;
    if (round + 1 == most_rounds) answer = {};
  }
  if (now_.in_progress[mine].leaned_on) ++now_.epoch;  // what leaned on it asks again, and gets the final answer
  now_.in_progress.pop_back();
  leave();
  if (lean >= mine && !now_.cut_off) {
    // Assigned only from itself: nothing is known of it.
    const bool is_held = kind == KeyKind::variable || kind == KeyKind::attribute;
    if (is_held && answer.type == Type::never) answer = {};
    answer.type = settled(answer.type);
    now_.solved.emplace(key, answer);
    ++now_.work_left;  // what is answered for good is never asked again
    now_.leans_on = outer_lean;
  } else {
    if (now_.in_progress.size() > lean) now_.last_round[key] = answer;
    remember_tentatively(key, answer, lean);
    now_.leans_on = std::min(outer_lean, lean);
  }
  return answer;
}

// Without what the first rounds of a cycle left behind: a list of nothing, which is made where the element is not known
// yet. Beside another list it means nothing; alone it is a list of something.
Type Evaluator::settled(Type type) {
  const auto leftover = [&](Type member) {
    return pool_.form(member) == types::Form::instance && pool_[member].argument_count > 0 &&
           std::ranges::find(pool_.arguments(member), Type::never) != pool_.arguments(member).end();
  };
  const types::Members members = pool_.members(type);
  if (std::ranges::none_of(members, leftover)) return type;
  Type kept = Type::never;
  for (const Type member : members) {
    if (!leftover(member)) kept = pool_.join(kept, member);
  }
  for (const Type member : members) {
    const auto is_same_class = [&](Type other) { return pool_.class_of(other) == pool_.class_of(member); };
    const types::Members others = pool_.members(kept);
    if (!leftover(member) || std::ranges::any_of(others, is_same_class)) continue;
    std::vector<Type> arguments(pool_.arguments(member).begin(), pool_.arguments(member).end());
    std::ranges::replace(arguments, Type::never, Type::unknown);
    kept = pool_.join(kept, pool_.make(types::Form::instance, pool_[member].payload, arguments));
  }
  return kept;
}

std::optional<Typed> Evaluator::tentative(std::uint64_t key) {
  const auto found = now_.tentative.find(key);
  if (found == now_.tentative.end()) return {};
  const Tentative& entry = found->second;
  if (entry.epoch != now_.epoch || entry.lean >= now_.in_progress.size() ||
      now_.in_progress[entry.lean].key != entry.lean_key)
    return {};
  now_.in_progress[entry.lean].leaned_on = true;
  now_.leans_on = std::min(now_.leans_on, entry.lean);
  return entry.answer;
}

void Evaluator::remember_tentatively(std::uint64_t key, const Typed& answer, std::size_t lean) {
  if (lean < now_.in_progress.size()) now_.tentative[key] = {answer, now_.epoch, lean, now_.in_progress[lean].key};
}

// False where there is no room for another question: too deep, or too much was asked for one answer. What is answered
// then is unknown, and not remembered.
bool Evaluator::enter(std::uint64_t key) {
  if (now_.depth == 0) {
    const int whole = assuming_ ? assuming_work : most_work;
    const int short_one = assuming_ ? assuming_work_after_surrender : work_after_surrender;
    if (!now_.on_detour) now_.work_left = now_.gave_up >= most_surrenders ? short_one : whole;
    if (now_.cut_off) ++now_.epoch;  // nothing that was cut off is an answer any more
    now_.cut_off = false;
    now_.last_round.clear();
  }
  // One question lay too deep: after the detour all will be asked again, so nothing more is looked at now.
  if (now_.detours && now_.refused != no_key) {
    now_.cut_off = true;
    now_.leans_on = 0;
    return false;
  }
  if (now_.depth >= deepest_question || now_.work_left <= 0) {
    if (now_.work_left > 0 && now_.refused == no_key) now_.refused = key;
    now_.cut_off = true;
    if (now_.work_left == 0) ++now_.gave_up;
    --now_.work_left;
    now_.leans_on = 0;
    return false;
  }
  --now_.work_left;
  ++now_.depth;
  return true;
}

// A question that lies too deep is asked on its own, from the ground, and so on; then there is room for what led to it.
// A long function in which each line builds on the one before needs a few such detours.
template <typename Ask>
Typed Evaluator::with_detours(Ask&& ask) {
  now_.refused = no_key;
  now_.detours = true;
  Typed answer = ask();
  if (now_.refused == no_key) {
    now_.detours = false;
    return answer;
  }
  now_.on_detour = true;
  std::vector<std::uint64_t> pending;
  for (int detour = 0; detour < most_detours && (!pending.empty() || now_.refused != no_key); ++detour) {
    if (now_.refused != no_key && std::ranges::find(pending, now_.refused) == pending.end())
      pending.push_back(now_.refused);
    now_.refused = no_key;
    if (pending.empty()) break;
    ask_again(pending.back());
    if (now_.refused != no_key && std::ranges::find(pending, now_.refused) == pending.end()) continue;
    pending.pop_back();
    now_.refused = no_key;
    if (pending.empty()) answer = ask();
  }
  now_.on_detour = now_.detours = false;
  return answer;
}

void Evaluator::ask_again(std::uint64_t key) {
  const auto low = static_cast<std::uint32_t>(key);
  const auto high = static_cast<std::uint32_t>((key >> 32) & 0x0fffffff);
  switch (static_cast<KeyKind>(key >> 60)) {
    case KeyKind::definition:
      answer(static_cast<DefinitionId>(low));
      break;
    case KeyKind::expression:
      answer(tree_.node(low));
      break;
    case KeyKind::attribute:
      class_attribute(high, low);
      break;
    case KeyKind::variable:
      variable(low, high);
      break;
    case KeyKind::returns:
      return_type(low);
      break;
    case KeyKind::item:  // asked again with what it is an item of
      break;
  }
}

Typed Evaluator::type_of(Node expression) {
  return now_.depth > 0 ? answer(expression) : with_detours([&] { return answer(expression); });
}

Typed Evaluator::type_of(DefinitionId definition) {
  return now_.depth > 0 ? answer(definition) : with_detours([&] { return answer(definition); });
}

Typed Evaluator::solve_item(std::uint64_t id, const std::function<Typed()>& compute) {
  return solve(KeyKind::item, id, compute);
}

Typed Evaluator::answer(Node expression) {
  expression = syntax::unparenthesized(expression);
  if (!expression || expression.height() > highest_expression) return {};
  if (now_.known[expression.id()]) return now_.expression_types[expression.id()];
  const std::uint64_t key = (static_cast<std::uint64_t>(KeyKind::expression) << 60) | expression.id();
  if (const auto answer = tentative(key)) return *answer;
  if (!enter(key)) return {};
  const std::size_t outer_lean = std::exchange(now_.leans_on, no_lean);
  const Typed found = evaluate(expression);
  if (now_.leans_on == no_lean && !now_.cut_off) {
    now_.known[expression.id()] = true;
    now_.expression_types[expression.id()] = found;
    ++now_.work_left;
  } else {
    remember_tentatively(key, found, now_.leans_on);
  }
  now_.leans_on = std::min(outer_lean, now_.leans_on);
  leave();
  return found;
}

Typed Evaluator::answer(DefinitionId definition) {
  if (definition == no_definition) return {};
  return solve(KeyKind::definition, definition,
               [&] { return with_assumption(definition, evaluate(flow_[definition], definition)); });
}

Typed Evaluator::variable(Atom atom, ScopeId scope) {
  return solve(KeyKind::variable, (static_cast<std::uint64_t>(scope) << 32) | atom, [&]() -> Typed {
    if (const std::optional<Type> type = declaration_of(atom, scope)) return {*type, Evidence::annotation, {}};
    std::vector<DefinitionId> bindings = flow_.bindings_of(atom, scope);
    const std::vector<ScopeId> others = scopes_.binding_elsewhere(atom, scope);
    if (bindings.size() + others.size() > most_bindings) return {};
    for (const ScopeId other : others) {
      const std::vector<DefinitionId> more = flow_.bindings_of(atom, other);
      bindings.insert(bindings.end(), more.begin(), more.end());
    }
    Typed all{Type::never, Evidence::none, {}};
    for (const DefinitionId binding : bindings) {
      if (flow_[binding].kind == DefinitionKind::deleted || flow_.is_dead(tree_.node(flow_[binding].owner))) continue;
      const Typed one = type_of(binding);
      all.evidence =
          all.evidence == Evidence::none || all.evidence == one.evidence ? one.evidence : Evidence::assignment;
      all.type = pool_.join(all.type, widened(one.type));
    }
    if (all.type == Type::never && now_.leans_on == no_lean) return {};
    return all;
  });
}

std::string_view Evaluator::commented_assignment(Node owner) const {
  const bool single =
      owner.is(syntax::Kind::assignment) && !owner.child(syntax::Field::left).is(syntax::Kind::pattern_list);
  return single ? type_comments_.behind(owner) : std::string_view{};
}

Typed Evaluator::class_attribute(ScopeId scope, Atom atom) {
  return solve(KeyKind::attribute, (static_cast<std::uint64_t>(scope) << 32) | atom, [&]() -> Typed {
    if (const std::optional<Type> type = declaration_of(atom, scope)) return {*type, Evidence::annotation, {}};
    if (is_record(scope)) return {record_field(scope, atom), Evidence::attribute, {}};
    const auto& bindings = attribute_bindings(scope);
    const auto found = bindings.find(atom);
    const bool in_class = scopes_.bindings(scope).names.contains(atom);
    if (found == bindings.end() && !in_class) return {};
    Typed all{Type::never, Evidence::attribute, {}};
    if (in_class) all.type = variable(atom, scope).type;
    if (found != bindings.end() && found->second.size() > most_bindings) return {};
    if (found != bindings.end()) {
      for (const DefinitionId binding : found->second) {
        const Node owner = tree_.node(flow_[binding].owner);
        if (const Node annotation = owner.child(syntax::Field::type)) {
          return {declared(annotation, scopes_.scope_of(owner)), Evidence::annotation, annotation};
        }
        if (const std::string_view comment = commented_assignment(owner); !comment.empty()) {
          return {declared_text(comment, scopes_.scope_of(owner)), Evidence::annotation, {}};
        }
        if (flow_[binding].kind == DefinitionKind::deleted) continue;
        Type one = widened(type_of(binding).type);
        if (flow_[binding].kind == DefinitionKind::assignment) {
          one = filled_attribute(one, tree_.node(flow_[binding].value), scope, atoms_.text(atom));
        }
        all.type = pool_.join(all.type, one);
      }
    }
    if (all.type == Type::never && now_.leans_on == no_lean) return {};
    return all;
  });
}

Type Evaluator::returned_by(const Exits& exits) {
  Type all = exits.falls_through ? Type::none : Type::never;
  // A copy: asking may build other flows, and move what there is.
  for (const syntax::NodeId statement : std::vector<syntax::NodeId>(exits.returns)) {
    const Node value = tree_.node(statement).first_child();
    all = pool_.join(all, value ? widened(type_of(value).type) : Type::none);
  }
  return all;
}

Type Evaluator::return_type(ScopeId function) {
  return solve(KeyKind::returns, function,
               [&]() -> Typed {
                 const syntax::FunctionDefinition definition(tree_.node(scopes_[function].node));
                 if (!definition) return {};
                 if (const Node annotation = definition.return_type()) {
                   return {declared(annotation, scopes_[function].parent), Evidence::annotation, annotation};
                 }
                 if (const Typed commented = commented_result(definition.node(), scopes_[function].parent);
                     commented.evidence != Evidence::none)
                   return commented;
                 const Exits& exits = flow_.exits(function);
                 if (!exits.yields.empty()) {
                   Type element = Type::never;
                   for (const syntax::NodeId yield : exits.yields) {
                     const Node node = tree_.node(yield);
                     const bool from = node.text().starts_with("yield from");
                     const Type value = node.first_child() ? type_of(node.first_child()).type : Type::none;
                     element = pool_.join(element, widened(from ? element_of(value) : value));
                   }
                   if (definition.is_async()) {
                     return {pool_.instance(Known::async_generator, {element, Type::unknown}), Evidence::call, {}};
                   }
                   const Type returned = returned_by(exits);
                   return {pool_.instance(Known::generator, {element, Type::unknown, returned}), Evidence::call, {}};
                 }
                 const Type all = returned_by(exits);
                 return {documented_result(definition.node(), all, scopes_[function].parent), Evidence::call, {}};
               })
      .type;
}

}  // namespace slicecop::semantics
