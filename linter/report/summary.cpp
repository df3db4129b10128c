#include <fmt/format.h>

#include <map>

#include "report/made_by_fix.h"
#include "report/printable.h"
#include "report/report.h"
#include "report/style.h"

namespace slicecop::report {

namespace {

std::string counted(std::size_t count, std::string_view noun) {
  const std::string_view plural = noun.ends_with('x') ? "es" : "s";
  return fmt::format("{} {}{}", count, noun, count == 1 ? std::string_view{} : plural);
}

struct Counts {
  std::size_t warnings = 0;
  std::size_t infos = 0;
  std::size_t fixed = 0;
  std::size_t fixable = 0;
  std::size_t hidden = 0;

  [[nodiscard]] std::size_t left() const { return warnings + infos; }
};

Counts count(std::span<const File> files, const Options& options) {
  Counts counts;
  for (const File& file : files) {
    counts.fixed += file.made.size();
    for (const engine::Finding& finding : file.findings) {
      ++(finding.severity == engine::Severity::warning ? counts.warnings : counts.infos);
      if (would_be_made(finding, options)) ++counts.fixable;
      if (is_hidden_fix(finding, options)) ++counts.hidden;
    }
  }
  return counts;
}

std::string by_severity(const Counts& counts) {
  std::string out;
  if (counts.warnings > 0) out += counted(counts.warnings, "warning");
  if (counts.warnings > 0 && counts.infos > 0) out += ", ";
  if (counts.infos > 0) out += counted(counts.infos, "info");
  return out;
}

std::string hint(const Counts& counts, const Options& options) {
  const std::string hidden = counts.hidden == 0
                                 ? std::string{}
                                 : fmt::format(" ({} with `--unsafe-fixes`)", counted(counts.hidden, "more fix"));
  if (counts.fixable > 0) {
    const Style style(options.color);
    return fmt::format("[{}] {} fixable with the `--fix` option{}.\n", style(Paint::help, "*"), counts.fixable, hidden);
  }
  if (counts.hidden == 0) return {};
  return fmt::format("No safe fixes available ({} with `--unsafe-fixes`).\n", counted(counts.hidden, "fix"));
}

}  // namespace

std::string summary(std::span<const File> files, const Options& options) {
  const Counts counts = count(files, options);
  if (counts.left() == 0 && counts.fixed == 0) return "All checks passed!\n";
  const std::string total = counted(counts.left() + counts.fixed, "finding");
  if (counts.left() == 0) return fmt::format("Found {} ({} fixed, 0 remaining).\n", total, counts.fixed);
  const std::string fixed =
      counts.fixed == 0 ? std::string{} : fmt::format("{} fixed, {} remaining: ", counts.fixed, counts.left());
  return fmt::format("Found {} ({}{}).\n", total, fixed, by_severity(counts)) + hint(counts, options);
}

std::string fix_summary(std::span<const File> files, const Options& options, bool would) {
  const Counts counts = count(files, options);
  if (counts.fixed > 0) return fmt::format("{} {}.\n", would ? "Would fix" : "Fixed", counted(counts.fixed, "finding"));
  if (counts.hidden == 0) return {};
  return fmt::format("No findings {} fixed ({} with `--unsafe-fixes`).\n", would ? "would be" : "were",
                     counted(counts.hidden, "fix"));
}

std::string made_fixes(std::span<const File> files, const Options& options) {
  const Style style(options.color);
  std::string out;
  std::size_t total = 0;
  for (const File& file : files) {
    if (file.made.empty()) continue;
    total += file.made.size();
    std::map<std::string_view, std::size_t> by_rule;
    for (const engine::MadeFix& made : file.made) ++by_rule[made.code];
    out += "- " + style(Paint::bold, printable(file.shown)) + ":\n";
    for (const auto& [rule, times] : by_rule) {
      out += fmt::format("    {} \u00d7 {}\n", times, style(Paint::warning, rule));
    }
  }
  return total == 0 ? std::string{} : fmt::format("Fixed {}:\n{}\n", counted(total, "finding"), out);
}

}  // namespace slicecop::report
