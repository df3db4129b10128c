// A Python file as text: its bytes decoded to UTF-8 by Python's rules (BOM, PEP 263), its lines, and the way back.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "text/encoding.h"
#include "text/line_map.h"
#include "text/range.h"

namespace slicecop::text {

/// Immutable. All offsets elsewhere are into `text()`.
class SourceFile {
 public:
  /// Decodes `bytes`. `path` is only a name; nothing is read. Fails where the declared encoding is unsupported or the
  /// bytes are not of it.
  static std::expected<SourceFile, EncodingError> from_bytes(std::string path, std::string bytes);

  /// A file whose text is UTF-8 already (editors, tests).
  static SourceFile from_utf8(std::string path, std::string text);

  /// The same file, of the same encoding, with another text (UTF-8): what it is after an edit.
  [[nodiscard]] SourceFile with_text(std::string text) const;

  [[nodiscard]] const std::string& path() const { return path_; }

  /// UTF-8, without a BOM.
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view text(Range range) const {
    return std::string_view(text_).substr(range.start, range.size());
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }

  [[nodiscard]] const LineMap& lines() const { return lines_; }
  [[nodiscard]] Position position(std::uint32_t offset, ColumnUnit unit = ColumnUnit::code_points) const {
    return lines_.position(text_, offset, unit);
  }

  [[nodiscard]] const Encoding& encoding() const { return encoding_; }

  /// False where the encoding has two bytes for one character and the file uses the other one: encoding text() again
  /// would change bytes that no edit touched. Such a file can be linted, not fixed.
  [[nodiscard]] bool writes_back_exactly() const { return writes_back_exactly_; }

  /// `text` in this file's encoding, with its BOM: what is written back after a fix. Fails where a character does not
  /// exist in that encoding.
  [[nodiscard]] std::expected<std::string, EncodingError> encode(std::string_view text) const;

 private:
  SourceFile(std::string path, std::string text, Encoding encoding);

  std::string path_;
  std::string text_;
  Encoding encoding_;
  LineMap lines_;
  bool writes_back_exactly_ = true;
};

}  // namespace slicecop::text
