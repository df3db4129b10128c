// Python's source encodings: UTF-8 with and without a BOM, PEP 263 declarations, latin-1 and the single-byte codecs of
// CPython. Others (UTF-16, multi-byte East Asian codecs) are reported as unsupported.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace slicecop::text {

struct SingleByteCodec;

/// An encoding that is supported: UTF-8, or a single-byte codec.
struct Encoding {
  std::string name = "utf-8";              ///< Python's normalised name
  bool bom = false;                        ///< the file began with a UTF-8 BOM
  const SingleByteCodec* codec = nullptr;  ///< null: UTF-8
};

struct EncodingError {
  std::string message;       ///< lower case, no final period
  std::uint32_t offset = 0;  ///< bytes into the file: where the text stops being of its encoding
};

/// The encoding that CPython would read `bytes` with: a BOM, else a declaration in the first two lines, else UTF-8.
std::expected<Encoding, EncodingError> detect_encoding(std::string_view bytes);

/// `bytes` (with its BOM, if any) as UTF-8 without one.
std::expected<std::string, EncodingError> decode(std::string bytes, const Encoding& encoding);

/// True where two bytes of `encoding` are the same character (mac-arabic, cp875 and two more): what is encoded again
/// may differ from what was decoded.
bool has_ambiguous_bytes(const Encoding& encoding);

/// UTF-8 `text` as bytes of `encoding`, with its BOM.
std::expected<std::string, EncodingError> encode(std::string_view text, const Encoding& encoding);

}  // namespace slicecop::text
