// Values that the text fixes: integers, literals, formats.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "semantics/library_names.h"
#include "semantics/origins.h"

namespace slicecop::semantics {

class Constants {
 public:
  Constants(Evaluator& evaluator, LibraryNames& names, Origins& origins)
      : evaluator_(evaluator), names_(names), origins_(origins) {}

  std::optional<std::int64_t> integer(syntax::Node expression) { return integer(expression, 0); }
  std::optional<std::string_view> literal(syntax::Node expression);
  bool is_non_negative(syntax::Node expression) {
    steps_left_ = most_steps;
    return is_non_negative(expression, 0);
  }
  std::optional<std::uint64_t> format_size(syntax::Call call);
  /// The largest number that the value with this index can be that the call unpacks, where its format bounds it.
  std::optional<std::int64_t> largest_unpacked(syntax::Call call, std::uint64_t index);

 private:
  using Node = syntax::Node;

  std::optional<std::int64_t> integer(Node expression, int depth);
  std::optional<std::int64_t> library_constant(syntax::Attribute attribute);
  bool is_non_negative(Node expression, int depth);
  bool is_counter(DefinitionId definition, int depth);
  bool never_shrinks(const Definition& made, std::vector<DefinitionId>& open, int depth);
  std::optional<std::string_view> format_of(syntax::Call call);
  std::optional<std::string_view> format_of_struct(Node receiver);

  // Expressions looked at for one question: `a += b + c; b += c + a` leads from each to all others again.
  static constexpr int most_steps = 500;

  Evaluator& evaluator_;
  LibraryNames& names_;
  Origins& origins_;
  int steps_left_ = 0;
  std::vector<DefinitionId> counters_;  ///< what is_non_negative is at
};

}  // namespace slicecop::semantics
