#include "engine/document.h"

#include <utility>

namespace slicecop::engine {

Document::Document(std::unique_ptr<const text::SourceFile> file, syntax::Tree tree)
    : file_(std::move(file)), tree_(std::make_unique<const syntax::Tree>(std::move(tree))) {}

std::expected<Document, syntax::ParseFailure> Document::parse(text::SourceFile file) {
  // The tree points into the text, so the text gets its final place first.
  auto placed = std::make_unique<const text::SourceFile>(std::move(file));
  std::expected<syntax::Tree, syntax::ParseFailure> tree = syntax::parse(placed->text());
  if (!tree) return std::unexpected(tree.error());
  return Document(std::move(placed), std::move(*tree));
}

}  // namespace slicecop::engine
