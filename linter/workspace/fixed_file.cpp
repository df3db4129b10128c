#include "workspace/fixed_file.h"

#include "platform/files.h"

namespace slicecop::workspace {

std::expected<std::string, std::string> fixed_bytes(const FixedFile& file) {
  auto bytes = file.before->encode(text::apply(file.before->text(), file.edits));
  if (!bytes) return std::unexpected("fixes were not written: " + bytes.error().message);
  return std::move(*bytes);
}

std::expected<void, std::string> write_fixed(const std::string& path, const FixedFile& file) {
  const auto original = file.before->encode(file.before->text());
  const auto fixed = fixed_bytes(file);
  if (!original) return std::unexpected("fixes were not written: " + original.error().message);
  if (!fixed) return std::unexpected(fixed.error());
  // One byte more than it may have: that it grew is seen, too.
  const auto now = platform::read_file(path, original->size() + 1);
  if (!now && now.error().problem != platform::FileProblem::too_large) {
    return std::unexpected("fixes were not written: " + now.error().message);
  }
  if (!now || *now != *original) {
    return std::unexpected("fixes were not written: the file was changed after it was read; run again");
  }
  if (const auto written = platform::replace_file(path, *fixed); !written) {
    return std::unexpected("fixes were not written: " + written.error().message);
  }
  return {};
}

}  // namespace slicecop::workspace
