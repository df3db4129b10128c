// The ignore file that a user keeps for all repositories: git's `core.excludesFile`.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "workspace/ignore_rules.h"

namespace slicecop::workspace {

/// Where a user's settings lie: HOME and XDG_CONFIG_HOME.
struct UserFolders {
  std::optional<std::string> home;
  std::optional<std::string> xdg_config_home;
};

/// `core.excludesFile` as the text of a git configuration file sets it, or none. An included file is not followed.
std::optional<std::string> excludes_file_setting(std::string_view git_configuration);

/// The rules of the file that `~/.gitconfig`, else `$XDG_CONFIG_HOME/git/config`, names, else of
/// `$XDG_CONFIG_HOME/git/ignore` (`~/.config` where the variable is not set). Null where there is none.
std::shared_ptr<const IgnoreRules> read_user_excludes(const UserFolders& folders);

}  // namespace slicecop::workspace
