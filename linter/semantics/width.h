// How many bytes a slice takes.
#pragma once

#include <cstdint>
#include <optional>

namespace slicecop::semantics {

/// Bounds in bytes; an empty upper bound means that nothing limits it.
struct Width {
  std::uint64_t at_least = 0;
  std::optional<std::uint64_t> at_most;

  [[nodiscard]] std::optional<std::uint64_t> exact() const {
    return at_most && *at_most == at_least ? at_most : std::nullopt;
  }
  /// Known to be smaller than `bytes`.
  [[nodiscard]] bool below(std::uint64_t bytes) const { return at_most && *at_most < bytes; }
};

}  // namespace slicecop::semantics
