// Finds what may change a buffer in a stretch of code.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <tuple>

#include "semantics/change.h"
#include "semantics/mentions.h"
#include "semantics/uses.h"

namespace slicecop::semantics {

class Changes {
 public:
  Changes(Evaluator& evaluator, UseFinder& uses, Mentions& mentions)
      : evaluator_(evaluator), uses_(uses), mentions_(mentions) {}

  /// The gravest change of `base` (a name or a chain of attributes) in `region`, in the order closed, resized, rebound,
  /// items, unknown; of equal ones the first.
  std::optional<Change> in(syntax::Node base, syntax::Node region);

 private:
  using Node = syntax::Node;
  std::optional<Change> find(Node base, Node region, bool immutable);
  std::optional<Change> of_mention(Node mention);
  std::optional<Change> of_aliases(Node mention);
  static void consider(std::optional<Change>& gravest, Change change);

  static constexpr int most_lookups = 100;

  Evaluator& evaluator_;
  UseFinder& uses_;
  Mentions& mentions_;
  std::map<std::tuple<syntax::NodeId, std::string_view, bool>, std::optional<Change>> known_;
  int lookups_left_ = 0;  ///< mentions whose way is still followed for one question
};

}  // namespace slicecop::semantics
