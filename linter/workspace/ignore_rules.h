// One ignore file, read as git reads it. Pure text: which files are read, and what goes before what, is told in
// workspace/ignore_scope.h. Written here and not left to git, because git in a foreign repository runs what its
// configuration says, and is missing in slim containers; tests hold it to `git check-ignore` line by line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/glob.h"

namespace slicecop::workspace {

enum class Verdict : std::uint8_t {
  none,  ///< no pattern matches
  ignored,
  included,  ///< a pattern with a `!` matches
};

struct Decision {
  Verdict verdict = Verdict::none;
  std::uint32_t line = 0;  ///< of the pattern that decides, 1-based; 0 where none does
};

/// The patterns of one ignore file, compiled. Then only read: from any number of threads.
class IgnoreRules {
 public:
  IgnoreRules() = default;

  /// `content` as it is in the file: BOM, CR LF and a missing line end at the end included. A pattern that git would
  /// never match (`[a`) is left out, as git reports no error either.
  explicit IgnoreRules(std::string_view content);

  /// What the last matching pattern says of `path`: relative to the ignore file's folder, `/` between folders, none at
  /// the end. Of `path` alone: that what lies in an ignored folder is ignored too is the caller's part. Allocates
  /// nothing.
  [[nodiscard]] Decision decide(std::string_view path, bool is_folder) const;

  [[nodiscard]] bool empty() const { return patterns_.empty(); }

 private:
  /// How a pattern is compared. Nearly all of a real file are of the first three kinds, which need no glob.
  enum class Compare : std::uint8_t { name, name_end, path, name_glob, path_glob };
  struct Pattern {
    Compare compare = Compare::name;
    bool negated = false;
    bool folders_only = false;
    std::uint32_t line = 0;
    std::uint32_t glob = 0;  ///< index into globs_
    std::string text;        ///< what is compared as it is
  };
  void add(std::string_view line, std::uint32_t number);
  [[nodiscard]] bool matches(const Pattern& pattern, std::string_view path, std::string_view name) const;

  std::vector<Pattern> patterns_;
  std::vector<config::Glob> globs_;
};

}  // namespace slicecop::workspace
