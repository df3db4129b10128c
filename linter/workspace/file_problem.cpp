#include "workspace/file_problem.h"

#include <algorithm>
#include <utility>

namespace slicecop::workspace {

namespace {

engine::Finding about_file(std::string_view code, engine::Severity severity, std::string message) {
  engine::Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.message = std::move(message);
  return finding;
}

}  // namespace

engine::Finding not_read(const platform::FileError& error, std::uint64_t max_bytes) {
  if (error.problem != platform::FileProblem::too_large) {
    return about_file(io_error_code, engine::Severity::warning, error.message);
  }
  const std::string size = error.size > 0 ? " of " + std::to_string(error.size) + " bytes" : "";
  return about_file(too_large_code, engine::Severity::info,
                    "file" + size + " is not checked: `max-file-size` is " + std::to_string(max_bytes) + " bytes");
}

engine::Finding not_decoded(const text::EncodingError& error) {
  return about_file(invalid_encoding_code, engine::Severity::warning, error.message);
}

engine::Finding too_complex() {
  return about_file(too_complex_code, engine::Severity::info,
                    "file is not checked: parsing it takes more steps than any ordinary Python of its size");
}

engine::Finding internal_error(std::string_view what) {
  std::string text(what);
  std::ranges::replace_if(text, [](char c) { return c == '`' || static_cast<unsigned char>(c) < 0x20; }, ' ');
  text.erase(text.find_last_not_of(' ') + 1);
  return about_file(internal_error_code, engine::Severity::warning, "the check stopped on an internal error: " + text);
}

engine::Finding not_written(std::string message) {
  return about_file(io_error_code, engine::Severity::warning, std::move(message));
}

engine::Finding broken_fix(std::string_view rule, std::uint32_t row) {
  return about_file(internal_error_code, engine::Severity::warning,
                    "the fix of `" + std::string(rule) + "` on line " + std::to_string(row) +
                        " would have broken the syntax and was not made; please report this with the code around it");
}

bool is_failure(const engine::Finding& finding) {
  return finding.code == io_error_code || finding.code == invalid_encoding_code || finding.code == internal_error_code;
}

}  // namespace slicecop::workspace
