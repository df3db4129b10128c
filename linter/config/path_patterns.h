// The lists of patterns that `exclude`, `extend-exclude`, `include` and `per-file-ignores` hold, with Ruff's meaning: a
// pattern without a slash is held against a file's or folder's own name, and every pattern against the whole path,
// taken from the project's root. config/glob.h tells what the characters mean.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "config/glob.h"

namespace slicecop::config {

/// Compiled once, then only read: from any number of threads.
class PathPatterns {
 public:
  PathPatterns() = default;

  /// Adds `pattern`, meant from the absolute folder `root`. A leading `./`, a trailing slash and `..` are resolved as
  /// in a path. The error tells what is wrong with the pattern.
  std::expected<void, std::string> add(std::string_view pattern, std::string_view root);

  /// Whether `path` (absolute, `/` between folders, none at the end) or its last component matches. A folder that
  /// matches takes everything below it along; asking about the folders above is the caller's part.
  [[nodiscard]] bool match(std::string_view path) const;

  [[nodiscard]] bool empty() const { return names_.empty() && name_globs_.empty() && path_globs_.empty(); }

 private:
  std::expected<void, std::string> add_alternative(std::string_view pattern, std::string_view root);

  struct Rooted {
    std::string folder;  ///< absolute, with a slash at the end: compared as it is, whatever characters it holds
    Glob glob;           ///< for what follows it
  };
  std::vector<std::string> names_;  ///< sorted: most patterns are plain names
  std::vector<Glob> name_globs_;
  std::vector<Rooted> path_globs_;
};

}  // namespace slicecop::config
