// Members that are chosen by a name that is put together as the code runs: `getattr(self, "on_" + event)`.
#pragma once

#include <string_view>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

/// What is known of the name that `getattr` is asked for.
struct ChosenName {
  std::string_view text = {};  ///< empty: nothing
  bool whole = false;          ///< it is all of the name, not how it begins

  [[nodiscard]] bool may_be(std::string_view name) const {
    return !text.empty() && (whole ? name == text : name.starts_with(text));
  }
};

/// `on_` of `getattr(x, "on_" + event)`, `f"on_{event}"`, `"on_%s" % event`, `"on_{}".format(event)`, also where the
/// name was bound to that before. Nothing where so little is known that it may be any, and for every other call.
ChosenName chosen_name(Flow& flow, syntax::Call call);

/// True where the object may be one that has the methods of a class of the document: of that class, of one derived from
/// it, or of a base.
bool is_of_class(Evaluator& evaluator, syntax::Node object, ScopeId class_scope);

}  // namespace slicecop::semantics
