#include "semantics/atoms.h"

#include <algorithm>

namespace slicecop::semantics {

namespace {

std::uint32_t hash(std::string_view name) {
  std::uint32_t h = 2166136261U;
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  return h ^ (h >> 13);
}

}  // namespace

Atom Atoms::intern(std::string_view name) {
  if (slots_.size() < 2 * (texts_.size() + 1)) grow();
  const std::uint32_t h = hash(name);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = h & mask;
  for (; slots_[slot] != no_atom; slot = (slot + 1) & mask) {
    const Atom atom = slots_[slot];
    if (hashes_[atom] == h && texts_[atom] == name) return atom;
  }
  const auto atom = static_cast<Atom>(texts_.size());
  texts_.push_back(name);
  hashes_.push_back(h);
  slots_[slot] = atom;
  return atom;
}

Atom Atoms::intern_copy(std::string_view name) {
  const std::size_t before = texts_.size();
  const Atom atom = intern(name);
  if (texts_.size() > before) texts_[atom] = copies_.emplace_back(name);
  return atom;
}

void Atoms::grow() {
  slots_.assign(std::max<std::size_t>(256, slots_.size() * 2), no_atom);
  const std::size_t mask = slots_.size() - 1;
  for (Atom atom = 0; atom < texts_.size(); ++atom) {
    std::size_t slot = hashes_[atom] & mask;
    while (slots_[slot] != no_atom) slot = (slot + 1) & mask;
    slots_[slot] = atom;
  }
}

}  // namespace slicecop::semantics
