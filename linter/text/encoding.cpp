#include "text/encoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "text/declaration.h"
#include "text/single_byte_codec.h"
#include "text/utf8.h"

namespace slicecop::text {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::unexpected<EncodingError> failure(std::string message, std::size_t offset) {
  return std::unexpected(EncodingError{.message = std::move(message), .offset = static_cast<std::uint32_t>(offset)});
}

/// `name` as a message shows it: a file may declare anything, of any length.
std::string shown(std::string_view name) {
  constexpr std::size_t longest = 60;
  return name.size() <= longest ? std::string(name) : std::string(name.substr(0, longest)) + "...";
}

/// The tokenizer's own shortcut (`get_normal_name`): it looks at the first 12 signs only, and takes what an editor
/// appended (`utf-8-unix`, `latin-1-dos`) as part of the two names it knows. Any other name comes back as it is.
std::string_view shortcut_name(std::string_view declared) {
  std::string head(declared.substr(0, 12));
  for (char& c : head) {
    if (c == '_') c = '-';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const auto is = [&head](std::string_view name) {
    return head == name || (head.starts_with(name) && head[name.size()] == '-');
  };
  if (is("utf-8")) return "utf-8";
  if (is("latin-1") || is("iso-8859-1") || is("iso-latin-1")) return "iso-8859-1";
  return declared;
}

std::expected<std::string, EncodingError> decode_utf8(std::string bytes, bool bom) {
  const std::size_t valid = valid_utf8_prefix(bytes);
  if (valid < bytes.size()) {
    return failure(fmt::format("byte 0x{:02x} is not valid UTF-8", static_cast<unsigned char>(bytes[valid])), valid);
  }
  if (bom) bytes.erase(0, byte_order_mark.size());
  return bytes;
}

std::expected<std::string, EncodingError> decode_single_bytes(const std::string& bytes, const SingleByteCodec& codec) {
  std::string text;
  text.reserve(bytes.size() + (bytes.size() / 8));
  for (std::size_t offset = 0; offset < bytes.size(); ++offset) {
    if (codec.extends_ascii()) {
      const std::size_t plain = ascii_prefix(std::string_view(bytes).substr(offset));
      text.append(bytes, offset, plain);
      offset += plain;
      if (offset == bytes.size()) break;
    }
    const auto byte = static_cast<unsigned char>(bytes[offset]);
    const char16_t character = codec.character(byte);
    if (character == undefined_byte) {
      return failure(fmt::format("byte 0x{:02x} is not a character of `{}`", byte, codec.name), offset);
    }
    append_utf8(text, character);
  }
  return text;
}

/// A codec read backwards.
class Encoder {
 public:
  explicit Encoder(const SingleByteCodec& codec) {
    for (unsigned byte = 0; byte < 256; ++byte) {
      const char16_t character = codec.character(static_cast<unsigned char>(byte));
      if (character != undefined_byte) bytes_.emplace_back(character, static_cast<unsigned char>(byte));
    }
    // By character, then by byte: of two bytes for one character the lower is found, which is ASCII where one of them
    // is.
    std::ranges::sort(bytes_);
  }

  /// Null where the codec has no such character.
  [[nodiscard]] const unsigned char* byte_of(char32_t character) const {
    const auto found = std::ranges::lower_bound(bytes_, character, {}, &Entry::first);
    return found != bytes_.end() && found->first == character ? &found->second : nullptr;
  }

 private:
  using Entry = std::pair<char32_t, unsigned char>;
  std::vector<Entry> bytes_;
};

std::expected<std::string, EncodingError> encode_single_bytes(std::string_view text, const SingleByteCodec& codec) {
  const Encoder encoder(codec);
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t offset = 0; offset < text.size();) {
    if (codec.extends_ascii()) {
      const std::size_t plain = ascii_prefix(text.substr(offset));
      bytes += text.substr(offset, plain);
      offset += plain;
      if (offset == text.size()) break;
    }
    const CodePoint character = first_code_point(text.substr(offset));
    const unsigned char* const byte = encoder.byte_of(character.value);
    if (byte == nullptr) {
      return failure(fmt::format("character U+{:04X} does not exist in `{}`",
                                 static_cast<std::uint32_t>(character.value), codec.name),
                     offset);
    }
    bytes += static_cast<char>(*byte);
    offset += character.size;
  }
  return bytes;
}

}  // namespace

std::expected<Encoding, EncodingError> detect_encoding(std::string_view bytes) {
  const bool bom = bytes.starts_with(byte_order_mark);
  const std::size_t skipped = bom ? byte_order_mark.size() : 0;
  const auto declaration = find_declaration(bytes.substr(skipped));
  if (!declaration) return Encoding{.bom = bom};

  const std::size_t offset = skipped + declaration->start;
  const std::string_view declared = bytes.substr(offset, declaration->size());
  const std::string_view name = shortcut_name(declared);
  if (name == "utf-8") return Encoding{.bom = bom};
  // CPython compares the spelling: even `utf8` is refused beside a BOM.
  if (bom) return failure(fmt::format("encoding `{}` is declared after a UTF-8 BOM", shown(declared)), offset);

  const CodecName* const found = find_codec(name);
  if (found == nullptr) return failure(fmt::format("unsupported encoding `{}`", shown(declared)), offset);
  if (found->codec == utf8_codec) return Encoding{};
  const SingleByteCodec& codec = single_byte_codecs()[static_cast<std::size_t>(found->codec)];
  return Encoding{.name = std::string(codec.name), .codec = &codec};
}

std::expected<std::string, EncodingError> decode(std::string bytes, const Encoding& encoding) {
  if (encoding.codec != nullptr) return decode_single_bytes(bytes, *encoding.codec);
  return decode_utf8(std::move(bytes), encoding.bom);
}

bool has_ambiguous_bytes(const Encoding& encoding) { return encoding.codec != nullptr && encoding.codec->ambiguous; }

std::expected<std::string, EncodingError> encode(std::string_view text, const Encoding& encoding) {
  const std::size_t valid = valid_utf8_prefix(text);
  if (valid < text.size()) return failure("text is not valid UTF-8", valid);
  if (encoding.codec != nullptr) return encode_single_bytes(text, *encoding.codec);
  return std::string(encoding.bom ? byte_order_mark : "").append(text);
}

}  // namespace slicecop::text
