#include "config/requires_python.h"

#include <array>
#include <charconv>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "config/named_values.h"

namespace slicecop::config {
namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t start = text.find_first_not_of(blanks);
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(blanks) - start + 1);
}

struct Version {
  std::uint32_t major = 0;
  std::uint32_t minor = 0;
  std::size_t numbers = 0;  ///< how many were written
  bool any_minor = false;   ///< "3.*"
};

/// "3", "3.9", "3.9.2", "3.9.*"; what follows the numbers (a release candidate's "rc1") does not count.
std::optional<Version> parse_version(std::string_view text) {
  Version version;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (;;) {
    std::uint32_t number = 0;
    const auto [rest, error] = std::from_chars(at, end, number);
    if (error != std::errc{}) break;
    if (version.numbers == 0) version.major = number;
    if (version.numbers == 1) version.minor = number;
    ++version.numbers;
    at = rest;
    if (at == end || *at != '.') break;
    ++at;
  }
  if (version.numbers == 0) return std::nullopt;
  version.any_minor = version.numbers == 1 && text.ends_with(".*");
  return version;
}

struct Clause {
  std::string_view comparison;
  Version version;

  /// Whether Python 3.`minor` satisfies the clause. ">3.9" is meant as it is used: from 3.10 on.
  [[nodiscard]] bool lets_in(std::uint32_t minor) const {
    const std::strong_ordering major_order = 3U <=> version.major;
    const std::strong_ordering minor_order = version.any_minor ? std::strong_ordering::equal : minor <=> version.minor;
    const std::strong_ordering order = major_order != 0 ? major_order : minor_order;
    const bool whole = version.numbers < 3;  // the clause ends at a minor version, not within one
    if (comparison == ">=") return order >= 0;
    if (comparison == ">") return order > 0 || (order == 0 && !whole);
    if (comparison == "<=") return order <= 0;
    if (comparison == "<") return order < 0 || (order == 0 && !whole);
    if (comparison == "!=") return order != 0 || !whole;
    if (comparison == "~=") return whole ? major_order == 0 && order >= 0 : order == 0;
    return order == 0;  // == and ===
  }
};

std::optional<Clause> parse_clause(std::string_view text) {
  constexpr std::array<std::string_view, 8> comparisons{"===", "==", "~=", "!=", "<=", ">=", "<", ">"};
  for (const std::string_view comparison : comparisons) {
    if (!text.starts_with(comparison)) continue;
    const auto version = parse_version(trimmed(text.substr(comparison.size())));
    if (!version) return std::nullopt;
    return Clause{.comparison = comparison, .version = *version};
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::uint8_t> lowest_minor_version(std::string_view specifier) {
  std::vector<Clause> clauses;
  for (std::size_t at = 0; at <= specifier.size();) {
    const std::size_t comma = std::min(specifier.find(',', at), specifier.size());
    const std::string_view text = trimmed(specifier.substr(at, comma - at));
    at = comma + 1;
    if (text.empty()) continue;
    const auto clause = parse_clause(text);
    if (!clause) return std::nullopt;
    clauses.push_back(*clause);
  }
  if (clauses.empty()) return std::nullopt;
  for (const NamedValue<std::uint8_t>& target : target_versions) {
    bool let_in = true;
    for (const Clause& clause : clauses) let_in = let_in && clause.lets_in(target.value);
    if (let_in) return target.value;
  }
  return std::nullopt;
}

}  // namespace slicecop::config
