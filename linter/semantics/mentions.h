// Where a name or a chain of attributes is mentioned, by its text. Made once for a file, so that a question about a
// region costs what it finds there.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "syntax/tree.h"

namespace slicecop::semantics {

class Mentions {
 public:
  explicit Mentions(const syntax::Tree& tree) : tree_(tree) {}

  /// The identifiers and attributes in `region` that read `text`, in order. Left out: the name after a dot and that of
  /// a keyword argument.
  std::span<const syntax::NodeId> of(std::string_view text, syntax::Node region) {
    return of(text, region.id(), region.after());
  }
  /// The same in the nodes [first, end).
  std::span<const syntax::NodeId> of(std::string_view text, syntax::NodeId first, syntax::NodeId end);

 private:
  void index();

  const syntax::Tree& tree_;
  bool indexed_ = false;
  std::unordered_map<std::string_view, std::vector<syntax::NodeId>> by_text_;
};

}  // namespace slicecop::semantics
