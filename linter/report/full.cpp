#include <algorithm>
#include <optional>

#include "report/excerpt.h"
#include "report/fix_diff.h"
#include "report/gutter.h"
#include "report/positions.h"
#include "report/printable.h"
#include "report/report.h"
#include "report/style.h"

namespace slicecop::report {

namespace {

std::string_view name_of(engine::Severity severity) {
  return severity == engine::Severity::warning ? "warning" : "info";
}

void append_header(std::string& out, const Style& style, const engine::Finding& finding) {
  style.append(out, paint_of(finding.severity),
               std::string(name_of(finding.severity)) + '[' + std::string(finding.code) + ']');
  style.append(out, Paint::bold, ": " + printable(finding.message));
  out += '\n';
}

std::string place_of(const File& file, text::Position at) {
  return printable(file.shown) + ':' + std::to_string(at.row) + ':' + std::to_string(at.column);
}

std::string_view trust_in(engine::Applicability applicability) {
  switch (applicability) {
    case engine::Applicability::safe:
      return "this fix is safe";
    case engine::Applicability::unsafe:
      return "this fix is unsafe";
    case engine::Applicability::display:
      return "this is a sketch to be finished by hand";
  }
  return {};
}

void append_fix(std::string& out, const Gutter& gutter, const engine::Fix& fix, const FixDiff& diff) {
  const Style& style = gutter.style();
  out += style(Paint::help, "help") + style(Paint::bold, ": " + printable(fix.title)) + '\n';
  if (!diff.empty()) diff.append(out, gutter);
  if (fix.reason.empty() && fix.applicability == engine::Applicability::safe) return;
  const std::string reason = fix.reason.empty() ? std::string{} : ": " + printable(fix.reason);
  out += style(Paint::bold, "note") + ": " + std::string(trust_in(fix.applicability)) + reason + '\n';
}

void append_finding(std::string& out, const Style& style, const File& file, const std::string& place,
                    const engine::Finding& finding) {
  append_header(out, style, finding);
  if (file.source == nullptr) {
    Gutter(1, style).arrow(out, place);
    return;
  }
  const Excerpt excerpt(*file.source, finding);
  std::optional<FixDiff> diff;
  if (finding.fix) diff.emplace(*file.source, *finding.fix);
  const Gutter gutter(std::max(excerpt.last_row(), diff ? diff->last_row() : 0), style);
  gutter.arrow(out, place);
  excerpt.append(out, gutter);
  if (finding.fix) append_fix(out, gutter, *finding.fix, *diff);
}

}  // namespace

std::string full(std::span<const File> files, const Options& options) {
  const Style style(options.color);
  std::string out;
  for (const File& file : files) {
    const Positions positions(file.source);
    for (const engine::Finding& finding : file.findings) {
      append_finding(out, style, file, place_of(file, positions.at(finding.range.start)), finding);
      out += '\n';
    }
  }
  return out;
}

}  // namespace slicecop::report
