// From findings to text, one format per file. All of them are pure: what they write comes back as one string.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/finding.h"
#include "engine/fixer.h"
#include "engine/rule.h"
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
  bool unsafe_fixes = false;      ///< unsafe fixes count as fixes, too
  std::string_view root = {};     ///< absolute folder, of the repository: what relative paths in reports are seen from
  std::string_view version = {};  ///< of the program
  std::span<const engine::NamedRule> rules = {};  ///< whose texts may be told: all that there are, sorted by name
};

/// Source excerpts with carets, notes, and the fix as a diff.
std::string full(std::span<const File> files, const Options& options);

/// One line for each finding: `path:row:column: rule message`, with `[*]` where a fix exists that `--fix` would make.
std::string concise(std::span<const File> files, const Options& options);

/// Below the path of each file its findings, places in columns.
std::string grouped(std::span<const File> files, const Options& options);

/// One array of objects. Bytes of paths that are not UTF-8 become U+FFFD, as in every format that is JSON or XML.
std::string json(std::span<const File> files, const Options& options);

/// The objects of `json`, each on a line of its own.
std::string json_lines(std::span<const File> files, const Options& options);

/// SARIF 2.1.0, for code scanning: paths relative to the root, fingerprints that stay when lines shift, the pages of
/// the rules that found something.
std::string sarif(std::span<const File> files, const Options& options);

/// Workflow commands of GitHub Actions, which become annotations: `::warning file=...::message`.
std::string github(std::span<const File> files, const Options& options);

/// GitLab's Code Quality report: paths relative to the root, a fingerprint for each finding that no other has.
std::string gitlab(std::span<const File> files, const Options& options);

/// JUnit's XML as Jenkins takes it: each file a suite, each finding a test that failed.
std::string junit(std::span<const File> files, const Options& options);

/// Reviewdog's diagnostics with suggestions. Columns count bytes of UTF-8, as reviewdog reads them.
std::string rdjson(std::span<const File> files, const Options& options);

/// Lines as pylint writes them for parsers: `path:row: [rule] message`.
std::string pylint(std::span<const File> files, const Options& options);

/// Logging commands of Azure Pipelines: `##vso[task.logissue type=warning;...]message`.
std::string azure(std::span<const File> files, const Options& options);

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

/// The program's own page.
inline constexpr std::string_view home_page = "https://slicecop.dev";

/// Where a rule's page can be read is this and its name.
inline constexpr std::string_view rule_pages = "https://slicecop.dev/rules/";

}  // namespace slicecop::report
