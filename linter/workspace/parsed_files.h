// Files that were parsed for one purpose and are likely to be wanted for the other: a file is checked, and the files
// that use it ask what it defines. Parsing is most of the work of both.
#pragma once

#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/document.h"

namespace slicecop::workspace {

/// Safe to use from several threads. What is taken is the taker's alone; whoever comes meanwhile parses it anew.
class ParsedFiles {
 public:
  /// The document that was kept for `path`, if it was made of exactly these bytes.
  [[nodiscard]] std::optional<engine::Document> take(const std::string& path, std::string_view bytes);

  /// Keeps a document made of bytes with that fingerprint; what was kept longest makes room for it.
  void keep(const std::string& path, std::uint64_t fingerprint, engine::Document document);

  /// Of the bytes of a file as they lie on the disk.
  [[nodiscard]] static std::uint64_t fingerprint_of(std::string_view bytes);

 private:
  struct Kept {
    std::uint64_t fingerprint;
    engine::Document document;
    std::list<std::string>::iterator place;  ///< in order_
  };

  /// Gives up what is kept there.
  Kept remove(std::unordered_map<std::string, Kept>::iterator found);

  std::mutex mutex_;
  std::unordered_map<std::string, Kept> kept_;
  std::list<std::string> order_;  ///< the paths of what is kept, oldest first
  std::uint64_t size_ = 0;        ///< bytes of text in all
};

}  // namespace slicecop::workspace
