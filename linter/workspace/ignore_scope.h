// The ignore files of a folder and of those above it, and which of them has the last word. Nothing is read here: who
// walks the folders (workspace/discovery.h) hands the texts in.
//
// In falling order: `.ignore` of this folder and upwards; `.gitignore` of this folder and upwards to the root of its
// repository; the repository's `info/exclude`; the user's own excludes file. Outside a repository only `.ignore`
// counts. This is the order of git, and of the ignore library of Ruff and ripgrep where git knows no answer.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "workspace/ignore_rules.h"

namespace slicecop::workspace {

/// What one folder holds: the contents of its ignore files, none where the file is absent.
struct IgnoreFiles {
  std::optional<std::string> ignore;        ///< `.ignore`
  std::optional<std::string> gitignore;     ///< `.gitignore`
  bool repository_root = false;             ///< the folder has a `.git`
  std::optional<std::string> info_exclude;  ///< `info/exclude` in the repository's git folder
};

/// One folder's rules with a way up. Immutable and shared: the folders of a walk may be visited from many threads.
class IgnoreScope {
 public:
  /// The scope of `folder` (absolute, no slash at the end except in `/`) below `parent`, which is null for the topmost
  /// folder. `user_rules` are those of the user's own excludes file; they count from the roots of repositories.
  static std::shared_ptr<const IgnoreScope> enter(std::shared_ptr<const IgnoreScope> parent, std::string_view folder,
                                                  const IgnoreFiles& files,
                                                  const std::shared_ptr<const IgnoreRules>& user_rules);

  /// What the rules say of `path` (absolute), which lies directly or deeper in this scope's folder. Of `path` alone:
  /// a walk that does not enter ignored folders gives git's answer for what is below.
  [[nodiscard]] Decision decide(std::string_view path, bool is_folder) const;

  [[nodiscard]] bool in_repository() const { return in_repository_; }

 private:
  IgnoreScope() = default;

  std::shared_ptr<const IgnoreScope> parent_;
  std::size_t prefix_ = 0;  ///< length of the folder's path with a slash at the end
  IgnoreRules ignore_;
  IgnoreRules gitignore_;
  IgnoreRules info_exclude_;
  std::shared_ptr<const IgnoreRules> user_rules_;
  bool repository_root_ = false;
  bool in_repository_ = false;
};

}  // namespace slicecop::workspace
