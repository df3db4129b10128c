#include "cli/fixing.h"

#include <algorithm>

#include "cli/streams.h"
#include "workspace/file_problem.h"

namespace slicecop::cli {

using workspace::CheckedFile;

void write_fixes(std::vector<CheckedFile>& files) {
  for (CheckedFile& file : files) {
    if (file.fixed == nullptr) continue;
    const auto done = workspace::write_fixed(file.path, *file.fixed);
    if (done) continue;
    file.findings.clear();
    file.findings.push_back(workspace::not_written(done.error()));
    file.source = nullptr;
    file.fixed = nullptr;
    file.fails = true;
  }
}

std::string warnings_about_fixes(const std::vector<CheckedFile>& files) {
  std::string warnings;
  for (const CheckedFile& file : files) {
    if (file.fixed == nullptr || file.fixed->settled) continue;
    warnings += warning_line(file.shown + ": fixes made room for further ones again and again; run again for the rest");
  }
  return warnings;
}

std::string patches(const std::vector<CheckedFile>& files, const report::Options& options) {
  std::string out;
  for (const CheckedFile& file : files) {
    if (file.fixed != nullptr) out += report::patch(file.shown, *file.fixed->before, file.fixed->edits, options);
  }
  return out;
}

std::string fixed_source(const std::vector<CheckedFile>& files, const std::string& original) {
  if (files.empty() || files.front().fixed == nullptr) return original;
  return workspace::fixed_bytes(*files.front().fixed).value_or(original);
}

std::size_t failures_of(const CheckedFile& file) {
  return static_cast<std::size_t>(std::ranges::count_if(file.findings, workspace::is_failure));
}

}  // namespace slicecop::cli
