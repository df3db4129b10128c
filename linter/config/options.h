// What a configuration file or the command line says, before anything is made of it: each option as it was written, or
// absent. config/configuration.h merges several of these.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/error.h"
#include "engine/finding.h"
#include "engine/settings.h"

namespace slicecop::config {

enum class OutputFormat : std::uint8_t {
  full,
  concise,
  grouped,
  json,
  json_lines,
  sarif,
  github,
  gitlab,
  junit,
  rdjson,
  pylint,
  azure,
};

/// From which severity on a finding makes the run fail.
enum class FailOn : std::uint8_t { info, warning, never };

/// Rules that are ignored in the files that `pattern` matches, or with a leading `!` in those that it does not match.
struct PerFileIgnore {
  Written pattern;
  std::vector<Written> selectors;
};

/// `select`, `extend-select` and `ignore` of one place. A selector is a rule, a group or `ALL`.
struct SelectionOptions {
  std::optional<std::vector<Written>> select;
  std::vector<Written> extend_select;
  std::vector<Written> ignore;
};

/// Which rules' fixes are offered, and how far they are trusted. Selectors as in SelectionOptions.
struct FixOptions {
  std::optional<std::vector<Written>> fixable;
  std::vector<Written> unfixable;
  std::vector<Written> extend_safe;
  std::vector<Written> extend_unsafe;
  std::optional<bool> unsafe;  ///< unsafe fixes count as fixes, too
};

struct Options {
  SelectionOptions selection;
  FixOptions fixes;
  std::optional<std::vector<PerFileIgnore>> per_file_ignores;

  std::optional<std::vector<Written>> exclude;
  std::vector<Written> extend_exclude;
  std::optional<std::vector<Written>> include;
  std::optional<bool> respect_gitignore;
  std::optional<bool> force_exclude;
  std::optional<std::uint64_t> max_file_size;  ///< bytes

  std::optional<std::uint8_t> target_version;  ///< minor version of Python 3
  std::optional<std::uint32_t> min_slice_bytes;
  std::optional<std::uint32_t> min_slice_bytes_new_view;
  std::optional<engine::MinEvidence> min_evidence;
  std::optional<bool> include_tests;
  std::optional<bool> preview;
  std::optional<bool> project_types;

  std::optional<engine::Severity> min_severity;
  std::optional<FailOn> fail_on;
  std::optional<OutputFormat> output_format;
};

}  // namespace slicecop::config
