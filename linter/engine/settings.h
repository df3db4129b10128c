// What a check depends on besides the text: thresholds and the target version. A plain value.
#pragma once

#include <cstdint>

#include "types/evidence.h"

namespace slicecop::engine {

/// The weakest evidence that makes a finding. `use`: everything but a name.
enum class MinEvidence : std::uint8_t { use, name };

struct Settings {
  /// Minor version of Python 3 that the checked code must run on.
  std::uint8_t target_version = 9;
  /// Slices known to be smaller are silent where a view exists or can be made once outside the loop. Bytes. Measured: a
  /// view's slice is faster from 0.4 to 0.65 KB (docs/what-it-pays.md); a consumer of the slice shrinks the gain.
  std::uint32_t min_slice_bytes = 1024;
  /// The same where a view has to be made for each slice. Measured: faster from 8 to 12 KB.
  std::uint32_t min_slice_bytes_new_view = 8192;
  MinEvidence min_evidence = MinEvidence::use;
  /// Report what only costs time in test code, too.
  bool include_tests = false;
};

}  // namespace slicecop::engine
