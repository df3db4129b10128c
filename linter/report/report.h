// From findings to text, one format per file. All of them are pure: what they write comes back as one string.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/finding.h"
#include "text/source_file.h"

namespace slicecop::report {

/// One file of a run. Files without findings may be left out.
struct File {
  std::string_view shown;            ///< its path as people see it
  std::string_view path;             ///< absolute; the name of standard input where that is what was read
  const text::SourceFile* source{};  ///< null where the file could not be read: its findings are about the whole file
  std::span<const engine::Finding> findings;
};

struct Options {
  bool color = false;
};

/// Source excerpts with carets, notes, and the fix as a diff.
std::string full(std::span<const File> files, const Options& options);

/// One line for each finding: `path:row:column: rule message`, with `[*]` where a safe fix exists.
std::string concise(std::span<const File> files, const Options& options);

/// One array of objects. Bytes of paths that are not UTF-8 become U+FFFD.
std::string json(std::span<const File> files, const Options& options);

/// `Found 3 findings (1 warning, 2 infos).` or `All checks passed!`, with a line end: what closes `full` and `concise`.
std::string summary(std::span<const File> files, const Options& options);

/// Where a rule's page can be read is this and its name.
inline constexpr std::string_view rule_pages = "https://slicecop.dev/rules/";

}  // namespace slicecop::report
