#include "engine/dispatch.h"

namespace slicecop::engine {

namespace {

// Calls `visit(kind, rule, call)` for every kind that a rule subscribes to.
template <typename Visitor>
void each_subscription(std::span<const NamedRule> rules, Visitor&& visitor) {
  for (const NamedRule& rule : rules) {
    for (const Visit& visit : rule.rule->visit.all) {
      for (const syntax::Kind kind : visit.kinds) {
        if (kind != syntax::Kind::none) visitor(static_cast<std::size_t>(kind), rule, visit.call);
      }
    }
  }
}

}  // namespace

Dispatch::Dispatch(std::span<const NamedRule> rules) {
  each_subscription(rules, [&](std::size_t kind, const NamedRule&, auto) { ++first_[kind + 1]; });
  for (std::size_t kind = 1; kind < first_.size(); ++kind) first_[kind] += first_[kind - 1];
  entries_.resize(first_.back());
  auto next = first_;
  each_subscription(rules, [&](std::size_t kind, const NamedRule& rule, auto call) {
    entries_[next[kind]++] = {.rule = rule, .call = call};
  });
}

}  // namespace slicecop::engine
