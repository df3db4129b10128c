// From files to findings: reads, decodes, parses and checks each, many at once. One that goes wrong never stops the
// others, and the outcome does not depend on the number of threads.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/finding.h"
#include "semantics/project.h"
#include "text/source_file.h"
#include "workspace/discovery.h"
#include "workspace/parsed_files.h"

namespace slicecop::workspace {

/// What was found in one file, by its configuration: of at least its `min-severity`.
struct CheckedFile {
  std::string path;   ///< absolute
  std::string shown;  ///< as it is printed
  /// For excerpts and positions. Null where the file could not be read, and where nothing was found.
  std::unique_ptr<const text::SourceFile> source;
  std::vector<engine::Finding> findings;  ///< by position
  bool fails = false;                     ///< a finding is at or above `fail-on`, or the file could not be checked
};

/// What a check may ask about other files: `project`, or nothing where `project-types` is off.
const semantics::Project& project_for(const config::Configuration& configuration, const semantics::Project& project);

/// Checks `bytes` as the content of `file`. A document of `parsed` is used where there is one, and kept there where
/// nothing was found.
CheckedFile check_bytes(const DiscoveredFile& file, std::string bytes, const semantics::Project& project,
                        ParsedFiles* parsed = nullptr);

/// A file of which nothing but `problem` is known.
CheckedFile not_checked(const DiscoveredFile& file, engine::Finding problem);

/// Reads the file and checks it.
CheckedFile check_file(const DiscoveredFile& file, const semantics::Project& project, ParsedFiles* parsed = nullptr);

/// Checks everything that was discovered, on at most `jobs` threads (0: one for each processor). Only files in which
/// something was found, in the order of what is shown; paths that could not be read are among them.
std::vector<CheckedFile> check_files(const Discovered& discovered, unsigned jobs, const semantics::Project& project,
                                     ParsedFiles* parsed = nullptr);

}  // namespace slicecop::workspace
