// Sets of Python versions, and what `if sys.version_info >= (3, 11)` makes of them. A declaration of a stub file exists
// in a set of versions, and a name in an annotation may mean another thing in each.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

#include "stubs/versions.h"
#include "syntax/tree.h"

namespace slicecop::stubs::compile {

/// Bit n is Python 3.n.
using VersionSet = std::uint32_t;

/// [since, until) as bits.
constexpr VersionSet versions_between(int since, int until) {
  VersionSet set = 0;
  for (int version = first_version; version <= last_version; ++version) {
    if (version >= since && version < until) set |= VersionSet{1} << version;
  }
  return set;
}

inline constexpr VersionSet all_versions = versions_between(0, 100);

constexpr bool contains(VersionSet set, PythonVersion version) { return (set >> version & 1U) != 0; }
constexpr PythonVersion lowest(VersionSet set) { return static_cast<PythonVersion>(std::countr_zero(set)); }

/// [since, until); until is last_version + 1 where there is no end.
struct VersionRange {
  PythonVersion since;
  PythonVersion until;
};

/// The set as ranges in order.
std::vector<VersionRange> ranges_of(VersionSet set);

/// Where `condition` holds: version comparisons, the platform (linux), TYPE_CHECKING, `and`, `or`, `not`. Nothing for a
/// condition that is none of these.
std::optional<VersionSet> versions_where(syntax::Node condition);

/// One question asked of one version, and the versions for which the answer is sure to be the same.
struct Window {
  PythonVersion version;
  VersionSet versions;

  void narrow(VersionSet to) { versions &= to; }
};

/// The version that stands for a set where one answer has to do for all of it (the bases of a class).
PythonVersion representative(VersionSet set);

}  // namespace slicecop::stubs::compile
