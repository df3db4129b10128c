// Test code: what it handles is as large as the test makes it, which is small.
#pragma once

#include <cstdint>
#include <optional>

#include "syntax/tree.h"

namespace slicecop::semantics {

class TestCode {
 public:
  explicit TestCode(const syntax::Tree& tree) : tree_(tree) {}

  /// True in the tests of a module that imports a test framework (unittest, pytest, or the standard library's own
  /// `test` package), and in everything else of such a module where at least half of it are tests.
  bool holds(syntax::Node node);

 private:
  enum class Share : std::uint8_t { none, some, most };

  [[nodiscard]] Share share() const;

  const syntax::Tree& tree_;
  std::optional<Share> share_;  ///< how much of the module are tests
};

}  // namespace slicecop::semantics
