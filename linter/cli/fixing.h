// What `slicecop check` does with the fixes that were made: files, patches and what is told about them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "report/report.h"
#include "workspace/run.h"

namespace slicecop::cli {

/// Writes the fixed files. One that cannot be written has that as its only finding.
void write_fixes(std::vector<workspace::CheckedFile>& files);

/// Warnings for standard error: files whose fixes did not come to an end.
std::string warnings_about_fixes(const std::vector<workspace::CheckedFile>& files);

/// One patch for all of them.
std::string patches(const std::vector<workspace::CheckedFile>& files, const report::Options& options);

/// The one file of `files` with its fixes, in its encoding; `original` where nothing was fixed.
std::string fixed_source(const std::vector<workspace::CheckedFile>& files, const std::string& original);

/// How many of the findings, the last ones, say that something could not be done.
std::size_t failures_of(const workspace::CheckedFile& file);

}  // namespace slicecop::cli
