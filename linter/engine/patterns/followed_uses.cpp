#include "engine/patterns/followed_uses.h"

#include <vector>

#include "syntax/views.h"

namespace slicecop::engine {

semantics::Uses followed_uses(semantics::Model& model, syntax::Node expression) {
  constexpr std::size_t most_slices = 8;
  semantics::Uses followed;
  std::vector<syntax::Node> pending{expression};
  for (std::size_t i = 0; i < pending.size(); ++i) {
    const semantics::Uses uses = model.uses_of(pending[i]);
    followed.complete = followed.complete && uses.complete;
    for (const semantics::Use& use : uses.all) {
      const syntax::Slice part = syntax::Subscript(use.where).slice();
      if (use.kind != semantics::UseKind::sliced || !part || part.step()) {
        followed.all.push_back(use);
      } else if (pending.size() <= most_slices) {
        pending.push_back(use.where);
      } else {
        followed.complete = false;
      }
    }
  }
  return followed;
}

std::vector<semantics::Change> changes_from(semantics::Model& model, syntax::Node base, syntax::Node statement,
                                            syntax::Node last) {
  constexpr int most_statements = 64;
  std::vector<semantics::Change> changes;
  for (int seen = 0; statement && (!last || statement.id() <= last.id()); statement = statement.next_sibling()) {
    if (++seen > most_statements) {
      changes.push_back({.kind = semantics::ChangeKind::unknown, .where = statement});
      break;
    }
    if (const auto change = model.written_in(base, statement)) changes.push_back(*change);
  }
  return changes;
}

}  // namespace slicecop::engine
