// Types in comments, as they were written before annotations: `x = []  # type: List[bytes]`.
#pragma once

#include <string_view>
#include <vector>

#include "syntax/tree.h"

namespace slicecop::semantics {

class TypeComments {
 public:
  explicit TypeComments(const syntax::Tree& tree);

  /// The type in the comment that follows `node` on the line where it ends, with no other child of the same parent
  /// between them; empty where there is none.
  [[nodiscard]] std::string_view behind(syntax::Node node) const;

  /// "(bytes, int) -> bytes" of the comment below the head of a function; empty where there is none.
  [[nodiscard]] std::string_view of_function(syntax::Node function) const;

  [[nodiscard]] bool empty() const { return comments_.empty(); }

 private:
  struct Comment {
    std::uint32_t start;
    std::string_view type;
  };
  /// The first one that starts in [start, end).
  [[nodiscard]] const Comment* first_in(std::uint32_t start, std::uint32_t end) const;

  const syntax::Tree& tree_;
  std::vector<Comment> comments_;
};

/// The parts of "(bytes, Dict[str, int]) -> bytes": those in the parentheses, then the result. Empty where it is none.
std::vector<std::string_view> parts_of_signature(std::string_view signature);

}  // namespace slicecop::semantics
