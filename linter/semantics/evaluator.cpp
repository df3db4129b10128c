#include "semantics/evaluator.h"

#include <algorithm>

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

// Questions asked on the way to one answer. Ordinary code takes a few hundred; a file in which several answers took
// more gets short ones from then on.
constexpr int most_work = 20'000;
constexpr int most_surrenders = 8;
constexpr int work_after_surrender = 500;

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
      expression_types_(tree.size()),
      known_(tree.size(), false),
      foreign_(*this, project, path) {}

// A question that is met again while it is being answered gets what the round before found, at first `never`. Its
// answer is final once a round changes nothing. Answers that lean on an unfinished question are kept only as long as
// nothing that they lean on has changed (the epoch), so that a round asks each question once.
template <typename Compute>
Typed Evaluator::solve(KeyKind kind, std::uint64_t id, Compute&& compute) {
  const std::uint64_t key = (static_cast<std::uint64_t>(kind) << 60) | id;
  if (const auto found = solved_.find(key); found != solved_.end()) return found->second;
  for (std::size_t i = 0; i < in_progress_.size(); ++i) {
    if (in_progress_[i].key != key) continue;
    in_progress_[i].leaned_on = true;
    leans_on_ = std::min(leans_on_, i);
    return in_progress_[i].provisional;
  }
  if (const auto answer = tentative(key)) return *answer;
  if (!enter(key)) return {};
  const std::size_t mine = in_progress_.size();
  // Inside a cycle around it the question has been answered in the round before: from there on it settles at once.
  const auto found_before = last_round_.find(key);
  const Typed start = found_before == last_round_.end() ? Typed{Type::never, Evidence::none, {}} : found_before->second;
  in_progress_.push_back({key, start, false});
  const std::size_t outer_lean = std::exchange(leans_on_, no_lean);
  Typed answer;
  std::size_t lean = no_lean;
  for (int round = 0; round < most_rounds; ++round) {
    leans_on_ = no_lean;
    answer = compute();
    lean = std::min(lean, leans_on_);
    if (!in_progress_[mine].leaned_on || answer.type == in_progress_[mine].provisional.type) break;
    in_progress_[mine].provisional = answer;
    ++epoch_;
    if (round + 1 == most_rounds) answer = {};
  }
  if (in_progress_[mine].leaned_on) ++epoch_;  // what leaned on it asks again, and gets the final answer
  in_progress_.pop_back();
  leave();
  if (lean >= mine && !cut_off_) {
    // Assigned only from itself: nothing is known of it.
    const bool is_held = kind == KeyKind::variable || kind == KeyKind::attribute;
    if (is_held && answer.type == Type::never) answer = {};
    answer.type = settled(answer.type);
    solved_.emplace(key, answer);
    leans_on_ = outer_lean;
  } else {
    if (in_progress_.size() > lean) last_round_[key] = answer;
    remember_tentatively(key, answer, lean);
    leans_on_ = std::min(outer_lean, lean);
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
  const auto found = tentative_.find(key);
  if (found == tentative_.end()) return {};
  const Tentative& entry = found->second;
  if (entry.epoch != epoch_ || entry.lean >= in_progress_.size() || in_progress_[entry.lean].key != entry.lean_key)
    return {};
  in_progress_[entry.lean].leaned_on = true;
  leans_on_ = std::min(leans_on_, entry.lean);
  return entry.answer;
}

void Evaluator::remember_tentatively(std::uint64_t key, const Typed& answer, std::size_t lean) {
  if (lean < in_progress_.size()) tentative_[key] = {answer, epoch_, lean, in_progress_[lean].key};
}

// False where there is no room for another question: too deep, or too much was asked for one answer. What is answered
// then is unknown, and not remembered.
bool Evaluator::enter(std::uint64_t key) {
  if (depth_ == 0) {
    if (!on_detour_) work_left_ = gave_up_ >= most_surrenders ? work_after_surrender : most_work;
    if (cut_off_) ++epoch_;  // nothing that was cut off is an answer any more
    cut_off_ = false;
    last_round_.clear();
  }
  if (depth_ >= deepest_question || work_left_ <= 0) {
    if (work_left_ > 0 && refused_ == no_key) refused_ = key;
    cut_off_ = true;
    if (work_left_ == 0) ++gave_up_;
    --work_left_;
    leans_on_ = 0;
    return false;
  }
  --work_left_;
  ++depth_;
  return true;
}

// A question that lies too deep is asked on its own, from the ground, and so on; then there is room for what led to it.
// A long function in which each line builds on the one before needs a few such detours.
template <typename Ask>
Typed Evaluator::with_detours(Ask&& ask) {
  refused_ = no_key;
  Typed answer = ask();
  if (refused_ == no_key) return answer;
  on_detour_ = true;
  std::vector<std::uint64_t> pending;
  for (int detour = 0; detour < most_detours && (!pending.empty() || refused_ != no_key); ++detour) {
    if (refused_ != no_key && std::ranges::find(pending, refused_) == pending.end()) pending.push_back(refused_);
    refused_ = no_key;
    if (pending.empty()) break;
    ask_again(pending.back());
    if (refused_ != no_key && std::ranges::find(pending, refused_) == pending.end()) continue;
    pending.pop_back();
    refused_ = no_key;
    if (pending.empty()) answer = ask();
  }
  on_detour_ = false;
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
  }
}

Typed Evaluator::type_of(Node expression) {
  return depth_ > 0 ? answer(expression) : with_detours([&] { return answer(expression); });
}

Typed Evaluator::type_of(DefinitionId definition) {
  return depth_ > 0 ? answer(definition) : with_detours([&] { return answer(definition); });
}

Typed Evaluator::answer(Node expression) {
  expression = syntax::unparenthesized(expression);
  if (!expression || expression.height() > highest_expression) return {};
  if (known_[expression.id()]) return expression_types_[expression.id()];
  const std::uint64_t key = (static_cast<std::uint64_t>(KeyKind::expression) << 60) | expression.id();
  if (const auto answer = tentative(key)) return *answer;
  if (!enter(key)) return {};
  const std::size_t outer_lean = std::exchange(leans_on_, no_lean);
  const Typed found = evaluate(expression);
  if (leans_on_ == no_lean && !cut_off_) {
    known_[expression.id()] = true;
    expression_types_[expression.id()] = found;
  } else {
    remember_tentatively(key, found, leans_on_);
  }
  leans_on_ = std::min(outer_lean, leans_on_);
  leave();
  return found;
}

Typed Evaluator::answer(DefinitionId definition) {
  if (definition == no_definition) return {};
  return solve(KeyKind::definition, definition, [&] { return evaluate(flow_[definition], definition); });
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
      if (flow_[binding].kind == DefinitionKind::deleted) continue;
      const Typed one = type_of(binding);
      all.evidence =
          all.evidence == Evidence::none || all.evidence == one.evidence ? one.evidence : Evidence::assignment;
      all.type = pool_.join(all.type, widened(one.type));
    }
    if (all.type == Type::never && leans_on_ == no_lean) return {};
    return all;
  });
}

Typed Evaluator::class_attribute(ScopeId scope, Atom atom) {
  return solve(KeyKind::attribute, (static_cast<std::uint64_t>(scope) << 32) | atom, [&]() -> Typed {
    if (const std::optional<Type> type = declaration_of(atom, scope)) return {*type, Evidence::annotation, {}};
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
        if (flow_[binding].kind == DefinitionKind::deleted) continue;
        all.type = pool_.join(all.type, widened(type_of(binding).type));
      }
    }
    if (all.type == Type::never && leans_on_ == no_lean) return {};
    return all;
  });
}

Type Evaluator::return_type(ScopeId function) {
  return solve(KeyKind::returns, function,
               [&]() -> Typed {
                 const syntax::FunctionDefinition definition(tree_.node(scopes_[function].node));
                 if (!definition) return {};
                 if (const Node annotation = definition.return_type()) {
                   return {declared(annotation, scopes_[function].parent), Evidence::annotation, annotation};
                 }
                 const Exits& exits = flow_.exits(function);
                 if (!exits.yields.empty()) {
                   Type element = Type::never;
                   for (const syntax::NodeId yield : exits.yields) {
                     const Node node = tree_.node(yield);
                     const bool from = node.text().starts_with("yield from");
                     const Type value = node.first_child() ? type_of(node.first_child()).type : Type::none;
                     element = pool_.join(element, widened(from ? element_of(value) : value));
                   }
                   return {pool_.instance(definition.is_async() ? Known::async_generator : Known::generator,
                                          {element, Type::unknown, Type::unknown}),
                           Evidence::call,
                           {}};
                 }
                 Type all = exits.falls_through ? Type::none : Type::never;
                 for (const syntax::NodeId statement : exits.returns) {
                   const Node value = tree_.node(statement).first_child();
                   all = pool_.join(all, value ? widened(type_of(value).type) : Type::none);
                 }
                 return {all, Evidence::call, {}};
               })
      .type;
}

}  // namespace slicecop::semantics
