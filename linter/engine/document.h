// A file that was read and parsed. What a check is about.
#pragma once

#include <expected>
#include <memory>
#include <utility>

#include "syntax/parse.h"
#include "text/source_file.h"

namespace slicecop::engine {

/// Owns text and tree. Movable; the text stays where it is when moved.
class Document {
 public:
  static std::expected<Document, syntax::ParseFailure> parse(text::SourceFile file);

  [[nodiscard]] const text::SourceFile& file() const { return *file_; }
  [[nodiscard]] const syntax::Tree& tree() const { return *tree_; }

  /// Gives the text away and drops the tree: what a report needs once the check is done.
  [[nodiscard]] std::unique_ptr<const text::SourceFile> take_file() && { return std::move(file_); }

 private:
  Document(std::unique_ptr<const text::SourceFile> file, syntax::Tree tree);

  std::unique_ptr<const text::SourceFile> file_;
  std::unique_ptr<const syntax::Tree> tree_;
};

}  // namespace slicecop::engine
