#include "text/single_byte_codec.h"

#include <algorithm>
#include <memory>
#include <string>

namespace slicecop::text {
namespace {

bool is_ascii_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// `encodings.normalize_encoding`, in lower case as the registry asks.
std::string normalize(std::string_view name) {
  std::string result;
  bool gap = false;
  for (const char c : name) {
    if (!is_ascii_letter_or_digit(c) && c != '.') {
      gap = true;
      continue;
    }
    if (gap && !result.empty()) result += '_';
    gap = false;
    result += to_lower(c);
  }
  return result;
}

const CodecName* find_normalized(std::string_view name) {
  const auto names = codec_names();
  const auto* const found = std::to_address(std::ranges::lower_bound(names, name, {}, &CodecName::name));
  return found != names.data() + names.size() && found->name == name ? found : nullptr;
}

}  // namespace

const CodecName* find_codec(std::string_view name) {
  std::string normalized = normalize(name);
  if (const CodecName* found = find_normalized(normalized)) return found;
  // Aliases, not modules, are looked up once more without dots.
  std::ranges::replace(normalized, '.', '_');
  const CodecName* found = find_normalized(normalized);
  return found != nullptr && found->alias ? found : nullptr;
}

}  // namespace slicecop::text
