// From findings to text, one format per file. All of them are pure: what they write comes back as one string.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/finding.h"
#include "engine/fixer.h"
#include "text/source_file.h"

namespace slicecop::report {

/// One file of a run. Files without findings and fixes may be left out.
struct File {
  std::string_view shown;            ///< its path as people see it
  std::string_view path;             ///< absolute; the name of standard input where that is what was read
  const text::SourceFile* source{};  ///< null where the file could not be read: its findings are about the whole file
  std::span<const engine::Finding> findings;
  std::span<const engine::MadeFix> made = {};  ///< fixes that were made before these findings
};

struct Options {
  bool color = false;
  bool unsafe_fixes = false;  ///< unsafe fixes count as fixes, too
};

/// Source excerpts with carets, notes, and the fix as a diff.
std::string full(std::span<const File> files, const Options& options);

/// One line for each finding: `path:row:column: rule message`, with `[*]` where a fix exists that `--fix` would make.
std::string concise(std::span<const File> files, const Options& options);

/// One array of objects. Bytes of paths that are not UTF-8 become U+FFFD.
std::string json(std::span<const File> files, const Options& options);

/// What closes `full` and `concise`: `All checks passed!`, or how many findings there are, how many were fixed and how
/// many could be. With a line end.
std::string summary(std::span<const File> files, const Options& options);

/// What closes a run that only makes fixes (`Fixed 2 findings.`), or with `--diff` only shows them. Empty where there
/// is nothing to tell.
std::string fix_summary(std::span<const File> files, const Options& options, bool would);

/// How many fixes of which rule were made in which file, for `--show-fixes`. Empty where none was.
std::string made_fixes(std::span<const File> files, const Options& options);

/// A patch that `git apply` and `patch -p1` take: what `edits` change in a file that is shown as `shown`, in the file's
/// own encoding.
std::string patch(std::string_view shown, const text::SourceFile& before, std::span<const text::Edit> edits,
                  const Options& options);

/// Where a rule's page can be read is this and its name.
inline constexpr std::string_view rule_pages = "https://slicecop.dev/rules/";

}  // namespace slicecop::report
