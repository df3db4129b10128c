#include "text/source_file.h"

#include <limits>
#include <utility>

namespace slicecop::text {
namespace {

constexpr std::size_t largest_text = std::numeric_limits<std::uint32_t>::max();

}  // namespace

SourceFile::SourceFile(std::string path, std::string text, Encoding encoding)
    : path_(std::move(path)), text_(std::move(text)), encoding_(std::move(encoding)), lines_(text_) {}

std::expected<SourceFile, EncodingError> SourceFile::from_bytes(std::string path, std::string bytes) {
  // A single byte becomes at most three of UTF-8.
  if (bytes.size() > largest_text / 3) return std::unexpected(EncodingError{.message = "file of more than 1.4 GB"});
  auto encoding = detect_encoding(bytes);
  if (!encoding) return std::unexpected(std::move(encoding.error()));

  // Two bytes of some codecs are the same character; which one stood in the file is known only here.
  const bool ambiguous = has_ambiguous_bytes(*encoding);
  const std::string original = ambiguous ? bytes : std::string();
  auto text = decode(std::move(bytes), *encoding);
  if (!text) return std::unexpected(std::move(text.error()));

  SourceFile file(std::move(path), std::move(*text), std::move(*encoding));
  file.writes_back_exactly_ = !ambiguous || file.encode(file.text_) == original;
  return file;
}

SourceFile SourceFile::from_utf8(std::string path, std::string text) {
  return {std::move(path), std::move(text), Encoding{}};
}

SourceFile SourceFile::with_text(std::string text) const {
  SourceFile file(path_, std::move(text), encoding_);
  file.writes_back_exactly_ = writes_back_exactly_;
  return file;
}

std::expected<std::string, EncodingError> SourceFile::encode(std::string_view text) const {
  return text::encode(text, encoding_);
}

}  // namespace slicecop::text
