// Which rules look at which kind of node.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/rule.h"
#include "syntax/kinds.h"

namespace slicecop::engine {

/// Made once for a set of rules, then only read.
class Dispatch {
 public:
  explicit Dispatch(std::span<const NamedRule> rules);

  struct Entry {
    NamedRule rule;
    void (*call)(Context&, syntax::Node);
  };
  /// In the order of the rules.
  [[nodiscard]] std::span<const Entry> at(syntax::Kind kind) const {
    const auto index = static_cast<std::size_t>(kind);
    return std::span(entries_).subspan(first_[index], first_[index + 1] - first_[index]);
  }

 private:
  std::array<std::uint32_t, syntax::kind_names.size() + 1> first_{};
  std::vector<Entry> entries_;
};

}  // namespace slicecop::engine
