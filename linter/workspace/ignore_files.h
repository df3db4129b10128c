// Reads the ignore files of one folder. What they mean is told in workspace/ignore_scope.h.
#pragma once

#include <span>
#include <string>

#include "platform/directory.h"
#include "workspace/ignore_scope.h"

namespace slicecop::workspace {

/// The ignore files of `folder`, whose entries are `entries`. One that cannot be read counts as absent, as to git.
IgnoreFiles read_ignore_files(const std::string& folder, std::span<const platform::DirectoryEntry> entries);

/// The same for a folder that was not listed.
IgnoreFiles read_ignore_files(const std::string& folder);

}  // namespace slicecop::workspace
