// Test code: what it handles is as large as the test makes it, which is small.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "semantics/project.h"
#include "syntax/tree.h"

namespace slicecop::semantics {

class TestCode {
 public:
  /// `project` must outlive this; `path` is the file's, as the project knows it.
  TestCode(const syntax::Tree& tree, const Project& project, std::string_view path)
      : tree_(tree), project_(project), path_(path) {}

  /// True in a folder of tests, and in the tests of a module that imports a test framework (unittest, pytest, or the
  /// standard library's own `test` package), and in everything else of such a module where at least half of it are
  /// tests.
  bool holds(syntax::Node node);

 private:
  enum class Share : std::uint8_t { none, some, most };

  [[nodiscard]] Share share() const;

  const syntax::Tree& tree_;
  const Project& project_;
  std::string path_;
  std::optional<Share> share_;  ///< how much of the module are tests
};

}  // namespace slicecop::semantics
