// How many bytes a slice takes and a value holds, as far as the text tells.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "semantics/constants.h"
#include "semantics/width.h"

namespace slicecop::semantics {

class Widths {
 public:
  Widths(Evaluator& evaluator, LibraryNames& names, Origins& origins, Constants& constants)
      : evaluator_(evaluator), names_(names), origins_(origins), constants_(constants) {}

  Width width_of(syntax::Subscript subscript) {
    steps_left_ = most_steps;
    return width_of(subscript, 0);
  }
  Width size_of(syntax::Node expression) {
    steps_left_ = most_steps;
    return size_of(expression, 0);
  }

 private:
  using Node = syntax::Node;
  /// An expression as a multiple of a name (or of any text that holds one value) plus a constant: `(n + 1) * 10`.
  struct Linear {
    std::string_view base;
    std::int64_t factor = 1;
    std::int64_t offset = 0;
  };

  /// An expression as terms, each with its sign, and a constant.
  struct Sum {
    std::vector<std::pair<Node, int>> terms;
    std::int64_t constant = 0;
  };

  Sum terms_of(Node expression);
  std::optional<std::int64_t> most_between(syntax::Slice slice);
  Width width_of(syntax::Subscript subscript, int depth);
  Width size_of(Node expression, int depth);
  std::optional<std::int64_t> most_of_limit(Node limit);
  enum class Guarded : std::uint8_t { length, number };
  Width guarded(Node name, Guarded what);
  Width size_of_bindings(Node name, int depth);
  Width width_of_bounds(syntax::Slice slice);
  std::optional<std::int64_t> at_most(Node expression, int depth);
  std::optional<std::int64_t> at_most(syntax::BinaryOperator binary, int depth);
  std::optional<std::int64_t> most_unpacked(Node target);
  std::optional<std::int64_t> most_of_bindings(Node name, int depth);
  Linear linear(Node expression, int depth);

  // Expressions looked at for one question: `a = b + c; b = c + a` leads from each to all others again.
  static constexpr int most_steps = 500;

  Evaluator& evaluator_;
  LibraryNames& names_;
  Origins& origins_;
  Constants& constants_;
  int steps_left_ = 0;
  std::string_view sliced_;  ///< the text of what is sliced: it is asked about as a buffer, so its items are bytes
};

}  // namespace slicecop::semantics
