// Statements that bind a buffer to what is left of it: `data = data[n:]`, `line, rest = rest.split(b"\n", 1)`.
#pragma once

#include <vector>

#include "semantics/model.h"
#include "syntax/views.h"

namespace slicecop::engine {

struct Cut {
  syntax::Node statement;  ///< what binds: an assignment or a named expression
  syntax::Node target;
  syntax::Node expression;  ///< what makes the copy of the rest: the slice, or the call that splits
  syntax::Node base;        ///< what is cut down, where it is read
  syntax::Subscript slice;  ///< of the base; none where a call splits it
  bool front = false;       ///< its front is cut off
  bool back = false;        ///< its end is cut off
  syntax::Subscript head;   ///< the slice of what is cut off, where the same statement takes it
};

/// The cuts of one assignment (several in `a, b = a[1:], b[1:]`) or named expression. None is a slice that keeps a
/// bounded piece (`data[-n:]`, `data[:n]`): it does not cut off more on every pass.
std::vector<Cut> cuts_of(syntax::Node statement);

/// `record = Record(data); data = data[len(record):]`: how much is cut off depends on what code outside of this file
/// made of all that is left, so that a slice has to be handed to it in any case. Not where it grows in the loop, too.
bool follows_foreign_parse(semantics::Model& model, const semantics::Loop& loop, const Cut& cut);

/// In `n = sock.send(data); data = data[n:]` the call that says how much is cut off; none where it is no send or write.
syntax::Call send_that_counts(semantics::Model& model, const Cut& cut);

/// `skip = min(len(self.data), self.offset); self.data = self.data[skip:]; self.offset -= skip`: a number that counts
/// down is skipped, and once it is 0 nothing is cut any more.
bool counts_down_skip(semantics::Model& model, const Cut& cut);

}  // namespace slicecop::engine
