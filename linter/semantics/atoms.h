// Names as small numbers, so that scopes and flow compare and index them instead of text.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace slicecop::semantics {

using Atom = std::uint32_t;
inline constexpr Atom no_atom = 0xffffffff;

/// Interned names. The texts must outlive it: they are pieces of the file, or literals.
class Atoms {
 public:
  Atom intern(std::string_view name);
  /// The same for a name that does not outlive this.
  Atom intern_copy(std::string_view name);
  [[nodiscard]] std::string_view text(Atom atom) const { return texts_[atom]; }

 private:
  void grow();

  std::vector<std::string_view> texts_;
  std::vector<std::uint32_t> hashes_;
  std::vector<Atom> slots_;
  std::deque<std::string> copies_;
};

}  // namespace slicecop::semantics
