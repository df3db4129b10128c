#include "workspace/parsed_files.h"

#include <functional>
#include <utility>

namespace slicecop::workspace {

namespace {

// Bytes of text; their trees take some seven times as much.
constexpr std::uint64_t most_bytes = std::uint64_t{12} * 1024 * 1024;

std::uint64_t size_of(const engine::Document& document) { return document.file().text().size(); }

}  // namespace

std::uint64_t ParsedFiles::fingerprint_of(std::string_view bytes) { return std::hash<std::string_view>{}(bytes); }

ParsedFiles::Kept ParsedFiles::remove(std::unordered_map<std::string, Kept>::iterator found) {
  Kept kept = std::move(found->second);
  kept_.erase(found);
  order_.erase(kept.place);
  size_ -= size_of(kept.document);
  return kept;
}

std::optional<engine::Document> ParsedFiles::take(const std::string& path, std::string_view bytes) {
  const std::scoped_lock lock(mutex_);
  const auto found = kept_.find(path);
  if (found == kept_.end()) return std::nullopt;
  Kept kept = remove(found);
  if (kept.fingerprint != fingerprint_of(bytes)) return std::nullopt;
  return std::move(kept.document);
}

void ParsedFiles::keep(const std::string& path, std::uint64_t fingerprint, engine::Document document) {
  const std::uint64_t size = size_of(document);
  if (size > most_bytes / 4) return;
  const std::scoped_lock lock(mutex_);
  if (kept_.contains(path)) return;
  const auto place = order_.insert(order_.end(), path);
  kept_.emplace(path, Kept{.fingerprint = fingerprint, .document = std::move(document), .place = place});
  size_ += size;
  while (size_ > most_bytes) remove(kept_.find(order_.front()));
}

}  // namespace slicecop::workspace
