#include "config/nearest_name.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slicecop::config {
namespace {

/// Names are written in lower case with hyphens (`ALL` but for that): other spellings are no distance.
std::string plain_spelling(std::string_view name) {
  std::string plain(name);
  for (char& c : plain) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_' || c == ' ') c = '-';
  }
  return plain;
}

std::size_t common_start(std::string_view left, std::string_view right) {
  return static_cast<std::size_t>(std::ranges::mismatch(left, right).in1 - left.begin());
}

}  // namespace

std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t limit) {
  const std::size_t difference = left.size() > right.size() ? left.size() - right.size() : right.size() - left.size();
  if (difference >= limit) return limit;
  // Row by row of the usual table; a swap looks two rows back.
  std::vector<std::size_t> before_last(right.size() + 1);
  std::vector<std::size_t> last(right.size() + 1);
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return std::min(last[right.size()], limit);
}

std::string_view nearest_name(std::string_view written, std::span<const std::string_view> names) {
  constexpr std::size_t longest_name = 100;  // what is longer is no slip of the fingers, and the table grows with it
  if (written.size() > longest_name) return {};
  const std::string plain = plain_spelling(written);
  std::string_view nearest;
  std::size_t best = longest_name;
  std::size_t most_in_common = 0;
  for (const std::string_view name : names) {
    const std::string other = plain_spelling(name);
    const std::size_t length = std::max(plain.size(), other.size());
    const std::size_t distance = edit_distance(plain, other, std::min(best + 1, (length + 1) / 2));
    if (distance * 2 >= length || distance > best) continue;
    const std::size_t in_common = common_start(plain, other);
    if (distance == best && in_common <= most_in_common) continue;
    nearest = name;
    best = distance;
    most_in_common = in_common;
  }
  return nearest;
}

std::string suggestion(std::string_view written, std::span<const std::string_view> names) {
  const std::string_view nearest = nearest_name(written, names);
  if (nearest.empty()) return {};
  return "; did you mean `" + std::string(nearest) + "`?";
}

}  // namespace slicecop::config
