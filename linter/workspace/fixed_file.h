// A file whose fixes are made, but not written yet.
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "engine/fixer.h"
#include "text/edit.h"
#include "text/source_file.h"

namespace slicecop::workspace {

struct FixedFile {
  std::unique_ptr<const text::SourceFile> before;
  std::vector<text::Edit> edits;      ///< of the text before: disjoint, in order
  std::vector<engine::MadeFix> made;  ///< in the order in which they were made
  bool settled = true;                ///< false where more rounds of fixes would follow
};

/// The fixed text in the file's own encoding. The error is for people: lower case, no final period.
std::expected<std::string, std::string> fixed_bytes(const FixedFile& file);

/// Replaces the file at `path` in one step, keeping what platform::replace_file keeps. Fails, and leaves the file as it
/// is, where it no longer holds what was read, or cannot be replaced. The error is as above.
std::expected<void, std::string> write_fixed(const std::string& path, const FixedFile& file);

}  // namespace slicecop::workspace
