// A local name with all of its mentions: what a rewrite needs that changes what the name stands for.
#pragma once

#include <optional>
#include <vector>

#include "semantics/model.h"
#include "syntax/tree.h"

namespace slicecop::engine {

struct LocalName {
  syntax::Node function;               ///< the only code that knows the name
  std::vector<syntax::Node> bindings;  ///< identifiers, in order; parameters too
  std::vector<syntax::Node> reads;     ///< the target of `name += x` is here and there
};

/// Nothing where the mentions do not tell everything: names of a module or class, `global`, `nonlocal`, `del`, nested
/// functions and generators that mention it, `locals()`, `exec`; nor in a function of more than 20,000 nodes.
std::optional<LocalName> local_name(syntax::Node name);

/// The assignment that binds `name`, alone or as a part of a pattern, and is a statement of its own; no node otherwise.
syntax::Node assignment_of(syntax::Node name);

/// The first statement or clause around `node` that tests it: its value does not matter but for its truth.
bool is_only_tested(syntax::Node node);

/// A part of the code that is run once for each time that `loop` is run: behind it, or on the way out of it.
bool is_on_way_out(syntax::Node node, syntax::Node loop);

}  // namespace slicecop::engine
