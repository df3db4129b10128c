#include "text/utf8.h"

#include <cstdint>
#include <cstring>

namespace slicecop::text {
namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080U;

std::uint64_t load(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

unsigned byte_at(std::string_view text, std::size_t offset) { return static_cast<unsigned char>(text[offset]); }

/// Size in bytes of the code point that `first` starts.
std::size_t sequence_size(unsigned first) {
  if (first < 0x80U) return 1;
  if (first < 0xE0U) return 2;
  return first < 0xF0U ? 3 : 4;
}

struct Limits {
  unsigned lowest;
  unsigned highest;
};

/// What may follow `first`. Only the second byte has limits of its own (the Unicode standard, 3.9, table of well-formed
/// byte sequences): they keep out overlong forms, surrogates and what lies above U+10FFFF.
Limits second_byte_limits(unsigned first) {
  switch (first) {
    case 0xE0U:
      return {.lowest = 0xA0U, .highest = 0xBFU};
    case 0xEDU:
      return {.lowest = 0x80U, .highest = 0x9FU};
    case 0xF0U:
      return {.lowest = 0x90U, .highest = 0xBFU};
    case 0xF4U:
      return {.lowest = 0x80U, .highest = 0x8FU};
    default:
      return {.lowest = 0x80U, .highest = 0xBFU};
  }
}

/// Size in bytes of the code point at `offset`, 0 where there is none.
std::size_t valid_sequence(std::string_view text, std::size_t offset) {
  const unsigned first = byte_at(text, offset);
  if (first < 0x80U) return 1;
  if (first < 0xC2U || first > 0xF4U) return 0;
  const std::size_t size = sequence_size(first);
  if (text.size() - offset < size) return 0;

  const Limits limits = second_byte_limits(first);
  const unsigned second = byte_at(text, offset + 1);
  if (second < limits.lowest || second > limits.highest) return 0;
  for (std::size_t i = 2; i < size; ++i) {
    if (!is_continuation(text[offset + i])) return 0;
  }
  return size;
}

}  // namespace

std::size_t ascii_prefix(std::string_view text) {
  std::size_t offset = 0;
  // Four words a turn: a branch for each word would cost as much as the loads.
  for (; text.size() - offset >= 32; offset += 32) {
    const char* at = text.data() + offset;
    if (((load(at) | load(at + 8) | load(at + 16) | load(at + 24)) & high_bits) != 0) break;
  }
  while (offset < text.size() && byte_at(text, offset) < 0x80U) ++offset;
  return offset;
}

std::size_t valid_utf8_prefix(std::string_view text) {
  std::size_t offset = 0;
  while (true) {
    offset += ascii_prefix(text.substr(offset));
    if (offset == text.size()) return offset;
    // A run of other letters is checked here, so that a Cyrillic comment does not start the word loop at each letter.
    while (offset < text.size() && byte_at(text, offset) >= 0x80U) {
      const std::size_t size = valid_sequence(text, offset);
      if (size == 0) return offset;
      offset += size;
    }
  }
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto tail = [&text, code_point](unsigned shift) {
    text += static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU));
  };
  if (code_point < 0x80U) {
    text += static_cast<char>(code_point);
  } else if (code_point < 0x800U) {
    text += static_cast<char>(0xC0U | (code_point >> 6U));
    tail(0);
  } else if (code_point < 0x10000U) {
    text += static_cast<char>(0xE0U | (code_point >> 12U));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0U | (code_point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

CodePoint first_code_point(std::string_view text) {
  const unsigned first = byte_at(text, 0);
  const std::size_t size = sequence_size(first);
  char32_t value = size == 1 ? first : first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) value = (value << 6U) | (byte_at(text, i) & 0x3FU);
  return {.value = value, .size = size};
}

}  // namespace slicecop::text
