// A place for what was worked out for a block of the same text before, keyed by content. An editor hands the same one
// in again after each keystroke; a command line run hands in a fresh one.
#pragma once

namespace slicecop::engine {

/// Holds nothing yet: every check works everything out. It stands in the signature of `check` so that callers keep one
/// where it will pay.
class Memo {};

}  // namespace slicecop::engine
