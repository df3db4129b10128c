// Where a repository begins.
#pragma once

#include <string>

namespace slicecop::workspace {

/// The nearest folder with a `.git`, at or above the absolute `folder`; `folder` itself where there is none.
std::string repository_root(const std::string& folder);

}  // namespace slicecop::workspace
