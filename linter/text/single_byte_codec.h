// Python's single-byte codecs as tables. The tables themselves are in single_byte_codecs.cpp, which
// generate_single_byte_codecs.py writes from Python's own `encodings`.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace slicecop::text {

/// Stands in a table for a byte that is no character.
inline constexpr char16_t undefined_byte = 0xFFFE;

struct SingleByteCodec {
  std::string_view name;      ///< as `codecs.lookup(...).name` spells it
  std::u16string_view table;  ///< the characters of bytes 0x80 to 0xff where the rest is ASCII, else of all 256
  bool ambiguous;             ///< two bytes are the same character

  /// The character of `byte`, or `undefined_byte`. All of them lie in the basic plane.
  [[nodiscard]] constexpr char16_t character(unsigned char byte) const {
    if (table.size() == 256) return table[byte];
    return byte < 0x80 ? byte : table[byte - 0x80U];
  }
  [[nodiscard]] constexpr bool extends_ascii() const { return table.size() == 128; }
};

/// One way to name an encoding, normalised: lower case, `_` for every run of other signs than letters, digits and dots.
struct CodecName {
  std::string_view name;
  std::int8_t codec;  ///< index into single_byte_codecs(), or `utf8_codec`
  bool alias;         ///< from `encodings.aliases`; else the name of a codec's module
};
inline constexpr std::int8_t utf8_codec = -1;

std::span<const SingleByteCodec> single_byte_codecs();

/// Sorted by name.
std::span<const CodecName> codec_names();

/// What Python's codec registry finds for `name` in any spelling; null where it finds none that is supported here.
const CodecName* find_codec(std::string_view name);

}  // namespace slicecop::text
