// Whether a view might stand where a slice is, asked the way the rules ask.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "semantics/model.h"

namespace slicecop::semantics {

/// What a rule that puts a view in the place of the slice takes for harmless.
inline bool takes_a_view(UseKind kind) {
  switch (kind) {
    case UseKind::buffer_sink:
    case UseKind::assigned_into:
    case UseKind::joined:
    case UseKind::kept:
    case UseKind::measured:
    case UseKind::parsed:
      return true;
    default:
      return false;
  }
}

/// Classes that promise the same result from a view, only later: no rule puts one there.
inline bool is_slower(UseKind kind) {
  return kind == UseKind::compared || kind == UseKind::iterated || kind == UseKind::indexed ||
         kind == UseKind::converted;
}

enum class Promise : std::uint8_t {
  view,    ///< a view does the same
  slower,  ///< a view does the same, and is slower
  copy,    ///< nothing is promised: the copy may be needed
};

/// Where the slice goes in the end, by way of its own slices too.
inline Uses uses_in_the_end(Model& model, syntax::Node slice) {
  Uses uses;
  std::vector<syntax::Node> pending{slice};
  for (std::size_t i = 0; i < pending.size() && i < 8; ++i) {
    const Uses found = model.uses_of(pending[i]);
    uses.complete = uses.complete && found.complete;
    for (const Use& use : found.all) {
      if (use.kind == UseKind::sliced) {
        pending.push_back(use.where);
      } else {
        uses.all.push_back(use);
      }
    }
  }
  uses.complete = uses.complete && pending.size() <= 8;
  return uses;
}

inline Promise promise_of(const Uses& uses) {
  if (uses.all_are(takes_a_view)) return Promise::view;
  const bool same = uses.all_are([](UseKind kind) { return takes_a_view(kind) || is_slower(kind); });
  return same ? Promise::slower : Promise::copy;
}

}  // namespace slicecop::semantics
