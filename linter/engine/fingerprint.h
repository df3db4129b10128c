// What a finding is known by from one version of its file to the next: its rule and what its first line says, wherever
// that line stands by then.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "engine/finding.h"
#include "text/source_file.h"

namespace slicecop::engine {

/// FNV-1a, 64 bits: the same on every machine and in every version. Chained by handing the last result in.
constexpr std::uint64_t stable_hash(std::string_view bytes, std::uint64_t before = 0xCBF29CE484222325U) {
  std::uint64_t hash = before;
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001B3U;
  }
  return hash;
}

struct Fingerprint {
  std::uint64_t hash = 0;
  std::uint32_t occurrence = 1;  ///< 1 for the first finding of this hash in the file, 2 for the next
};

/// The fingerprints of one file's findings, asked for in order of position.
class Fingerprints {
 public:
  /// `source` must outlive this. Null: only the rules count.
  explicit Fingerprints(const text::SourceFile* source) : source_(source) {}

  Fingerprint next(const Finding& finding);

 private:
  [[nodiscard]] std::uint64_t hash_of_line(std::uint32_t offset);

  const text::SourceFile* source_;
  std::map<std::uint64_t, std::uint32_t> seen_;
  // A line of megabytes may have thousands of findings: it is hashed once.
  std::uint32_t last_line_ = 0;
  std::uint64_t last_hash_ = 0;
};

}  // namespace slicecop::engine
