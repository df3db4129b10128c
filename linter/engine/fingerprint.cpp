#include "engine/fingerprint.h"

namespace slicecop::engine {

namespace {

std::string_view trimmed(std::string_view line) {
  constexpr std::string_view blanks = " \t\f\v\r\n";
  const std::size_t start = line.find_first_not_of(blanks);
  if (start == std::string_view::npos) return {};
  return line.substr(start, line.find_last_not_of(blanks) - start + 1);
}

}  // namespace

std::uint64_t Fingerprints::hash_of_line(std::uint32_t offset) {
  const std::uint32_t line = source_->lines().line_of(offset);
  if (last_hash_ == 0 || line != last_line_) {
    last_line_ = line;
    last_hash_ = stable_hash(trimmed(source_->text(source_->lines().full_line(line))));
  }
  return last_hash_;
}

Fingerprint Fingerprints::next(const Finding& finding) {
  const std::uint64_t line = source_ == nullptr ? stable_hash({}) : hash_of_line(finding.range.start);
  const std::uint64_t hash = stable_hash(finding.code, line);
  return {.hash = hash, .occurrence = ++seen_[hash]};
}

}  // namespace slicecop::engine
