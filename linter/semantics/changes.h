// Finds what may change a buffer in a stretch of code.
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <tuple>

#include "semantics/change.h"
#include "semantics/library_names.h"
#include "semantics/mentions.h"
#include "semantics/origins.h"
#include "semantics/uses.h"

namespace slicecop::semantics {

/// The code of the nodes [first, end).
struct Stretch {
  syntax::NodeId first = 0;
  syntax::NodeId end = 0;

  [[nodiscard]] bool contains(syntax::Node node) const { return node.id() >= first && node.id() < end; }
};

class Changes {
 public:
  Changes(Evaluator& evaluator, LibraryNames& names, UseFinder& uses, Mentions& mentions)
      : evaluator_(evaluator), names_(names), origins_(evaluator), uses_(uses), mentions_(mentions) {}

  /// The gravest change of `base` (a name or a chain of attributes) in `region`, in the order closed, resized, rebound,
  /// items, unknown; of equal ones the first.
  std::optional<Change> in(syntax::Node base, syntax::Node region) {
    return region ? in(base, Stretch{region.id(), region.after()}) : std::nullopt;
  }
  std::optional<Change> in(syntax::Node base, Stretch stretch);

  /// True for what `with` closes at the end of its block: an mmap, a view, a BytesIO.
  bool is_closed_by_block(syntax::Node base);

  /// The graver of both.
  static void consider(std::optional<Change>& gravest, const std::optional<Change>& change);

 private:
  using Node = syntax::Node;
  std::optional<Change> of_base(Node base, Stretch stretch, bool immutable);
  std::optional<Change> of_mention(Node mention);
  static std::optional<Change> of_method(Node mention, Node attribute);
  std::optional<Change> of_argument(Node mention, Node argument);
  std::optional<Change> of_aliases(Node mention, Stretch stretch);
  std::optional<Change> of_holders(Node base, Stretch stretch);
  std::optional<Change> of_others(Node base, Stretch stretch);

  static constexpr int most_lookups = 100;

  Evaluator& evaluator_;
  LibraryNames& names_;
  Origins origins_;
  UseFinder& uses_;
  Mentions& mentions_;
  std::map<std::tuple<syntax::NodeId, syntax::NodeId, std::string_view, bool>, std::optional<Change>> known_;
  int lookups_left_ = 0;  ///< mentions whose way is still followed for one question
};

}  // namespace slicecop::semantics
