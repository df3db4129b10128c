// From files to findings: reads, decodes, parses and checks each, many at once. One that goes wrong never stops the
// others, and the outcome does not depend on the number of threads.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/finding.h"
#include "semantics/project.h"
#include "text/source_file.h"
#include "workspace/discovery.h"
#include "workspace/fixed_file.h"
#include "workspace/parsed_files.h"

namespace slicecop::workspace {

/// What was found in one file, by its configuration: of at least its `min-severity`. Where fixes were made, what is
/// left in the fixed text.
struct CheckedFile {
  std::string path;   ///< absolute
  std::string shown;  ///< as it is printed
  /// For excerpts and positions. Null where the file could not be read, and where nothing was found.
  std::unique_ptr<const text::SourceFile> source;
  std::vector<engine::Finding> findings;   ///< by position
  bool fails = false;                      ///< a finding is at or above `fail-on`, or the file could not be checked
  std::unique_ptr<const FixedFile> fixed;  ///< null where no fix was made

  /// Nothing to tell: no findings, no fixes.
  [[nodiscard]] bool empty() const { return findings.empty() && fixed == nullptr; }
};

/// What decides about the fixes in a file. It may be called by many threads at once.
using FixChoice = std::function<engine::Decide(const DiscoveredFile&)>;

/// Makes every fix that is safe, or may be made by `unsafe-fixes`, of the findings that are shown.
engine::Decide every_fix(const DiscoveredFile& file);

/// What a check may ask about other files: `project`, or nothing where `project-types` is off.
const semantics::Project& project_for(const config::Configuration& configuration, const semantics::Project& project);

/// What a check of files may use.
struct Resources {
  const semantics::Project& project;
  ParsedFiles* parsed = nullptr;  ///< documents are taken from there, and kept there where nothing was found
  FixChoice fixes = {};           ///< none: no fixes are made
};

/// Checks `bytes` as the content of `file`.
CheckedFile check_bytes(const DiscoveredFile& file, std::string bytes, const Resources& resources);

/// A file of which nothing but `problem` is known.
CheckedFile not_checked(const DiscoveredFile& file, engine::Finding problem);

/// Reads the file and checks it.
CheckedFile check_file(const DiscoveredFile& file, const Resources& resources);

/// Checks everything that was discovered, on at most `jobs` threads (0: one for each processor). Only files in which
/// something was found or fixed, in the order of what is shown; paths that could not be read are among them. Nothing is
/// written, so that every file is checked against the others as they are.
std::vector<CheckedFile> check_files(const Discovered& discovered, unsigned jobs, const Resources& resources);

}  // namespace slicecop::workspace
