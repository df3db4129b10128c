// Values that the text fixes: integers, literals, formats; and widths made of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "semantics/library_names.h"
#include "semantics/width.h"

namespace slicecop::semantics {

class Constants {
 public:
  Constants(Evaluator& evaluator, LibraryNames& names) : evaluator_(evaluator), names_(names) {}

  std::optional<std::int64_t> integer(syntax::Node expression) { return integer(expression, 0); }
  std::optional<std::string_view> literal(syntax::Node expression);
  bool is_non_negative(syntax::Node expression) {
    steps_left_ = most_steps;
    return is_non_negative(expression, 0);
  }
  std::optional<std::uint64_t> format_size(syntax::Call call);

  Width width_of(syntax::Subscript subscript) {
    steps_left_ = most_steps;
    return width_of(subscript, 0);
  }
  Width size_of(syntax::Node expression) {
    steps_left_ = most_steps;
    return size_of(expression, 0);
  }

  /// The one expression that a name stands for; see Model::definition_of.
  syntax::Node definition_of(syntax::Node name);
  /// All expressions, parameters and targets that may have bound it, at most eight.
  std::vector<syntax::Node> bindings_of(syntax::Node use);

 private:
  using Node = syntax::Node;
  /// An expression as a multiple of a name (or of any text that holds one value) plus a constant: `(n + 1) * 10`.
  struct Linear {
    std::string_view base;
    std::int64_t factor = 1;
    std::int64_t offset = 0;
  };

  std::optional<std::int64_t> integer(Node expression, int depth);
  std::optional<std::int64_t> library_constant(syntax::Attribute attribute);
  bool is_non_negative(Node expression, int depth);
  bool is_counter(DefinitionId definition, int depth);
  bool never_shrinks(const Definition& made, std::vector<DefinitionId>& open, int depth);
  Width width_of(syntax::Subscript subscript, int depth);
  Width size_of(Node expression, int depth);
  Width guarded_size(Node name);
  Width width_of_bounds(syntax::Slice slice);
  std::optional<std::int64_t> at_most(Node expression, int depth);
  Linear linear(Node expression, int depth);
  std::optional<std::uint64_t> format_of_struct(Node receiver);

  // Expressions looked at for one question: `a += b + c; b += c + a` leads from each to all others again.
  static constexpr int most_steps = 500;

  Evaluator& evaluator_;
  LibraryNames& names_;
  int steps_left_ = 0;
  std::vector<DefinitionId> counters_;  ///< what is_non_negative is at
};

}  // namespace slicecop::semantics
