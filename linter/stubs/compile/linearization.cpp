#include "stubs/compile/linearization.h"

#include <algorithm>
#include <optional>

namespace slicecop::stubs::compile {

namespace {

using types::ClassId;
using types::Pool;
using types::Type;

class Merge {
 public:
  Merge(const Pool& pool, std::span<const std::vector<Type>> bases) : pool_(pool) {
    std::vector<Type> direct;
    for (const std::vector<Type>& base : bases) {
      lists_.push_back(base);
      direct.push_back(base.front());
    }
    lists_.push_back(direct);
  }

  std::optional<std::vector<Type>> run() {
    std::vector<Type> order;
    std::vector<std::size_t> heads(lists_.size(), 0);
    for (;;) {
      const std::optional<ClassId> next = next_head(heads);
      if (!next) break;
      order.push_back(with_arguments(*next));
      for (std::size_t i = 0; i < lists_.size(); ++i) {
        if (heads[i] < lists_[i].size() && pool_.class_of(lists_[i][heads[i]]) == *next) ++heads[i];
      }
    }
    for (std::size_t i = 0; i < lists_.size(); ++i) {
      if (heads[i] < lists_[i].size()) return std::nullopt;
    }
    return order;
  }

  [[nodiscard]] std::vector<Type> in_depth() const {
    std::vector<Type> order;
    for (const std::vector<Type>& list : lists_) {
      for (const Type type : list) {
        const auto same = [&](Type other) { return pool_.class_of(other) == pool_.class_of(type); };
        if (std::ranges::none_of(order, same)) order.push_back(type);
      }
    }
    return order;
  }

 private:
  // The first class that heads a list and stands behind the head of none.
  [[nodiscard]] std::optional<ClassId> next_head(const std::vector<std::size_t>& heads) const {
    for (std::size_t i = 0; i < lists_.size(); ++i) {
      if (heads[i] == lists_[i].size()) continue;
      const ClassId candidate = pool_.class_of(lists_[i][heads[i]]);
      if (!stands_behind_a_head(candidate, heads)) return candidate;
    }
    return std::nullopt;
  }

  [[nodiscard]] bool stands_behind_a_head(ClassId id, const std::vector<std::size_t>& heads) const {
    for (std::size_t i = 0; i < lists_.size(); ++i) {
      for (std::size_t k = heads[i] + 1; k < lists_[i].size(); ++k) {
        if (pool_.class_of(lists_[i][k]) == id) return true;
      }
    }
    return false;
  }

  [[nodiscard]] Type with_arguments(ClassId id) const {
    std::optional<Type> first;
    for (const std::vector<Type>& list : lists_) {
      for (const Type type : list) {
        if (pool_.class_of(type) != id) continue;
        if (&list == &lists_.back()) return type;
        if (!first) first = type;
      }
    }
    return *first;
  }

  const Pool& pool_;
  std::vector<std::vector<Type>> lists_;  // the last one: the direct bases
};

}  // namespace

std::vector<Type> merge_linearizations(const Pool& pool, Type self, std::span<const std::vector<Type>> bases) {
  Merge merge(pool, bases);
  std::optional<std::vector<Type>> order = merge.run();
  if (!order) order = merge.in_depth();
  order->insert(order->begin(), self);
  return *order;
}

}  // namespace slicecop::stubs::compile
