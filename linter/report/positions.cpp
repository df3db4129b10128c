#include "report/positions.h"

#include <algorithm>
#include <string_view>

#include "text/utf8.h"

namespace slicecop::report {

namespace {

constexpr std::uint32_t block = 1024;

std::uint32_t count(std::string_view text) {
  return static_cast<std::uint32_t>(std::ranges::count_if(text, text::is_continuation));
}

}  // namespace

Positions::Positions(const text::SourceFile* source, Columns columns) : source_(source), columns_(columns) {
  if (source == nullptr || columns == Columns::bytes) return;
  std::uint32_t total = 0;
  for (std::uint32_t start = 0; start <= source->size(); start += block) {
    before_block_.push_back(total);
    total += count(source->text().substr(start, block));
  }
}

std::uint32_t Positions::continuations_before(std::uint32_t offset) const {
  const std::uint32_t start = offset / block * block;
  return before_block_[offset / block] + count(source_->text().substr(start, offset - start));
}

text::Position Positions::at(std::uint32_t offset) const {
  if (source_ == nullptr) return {};
  offset = std::min(offset, source_->size());
  const std::uint32_t line = source_->lines().line_of(offset);
  const std::uint32_t start = source_->lines().full_line(line).start;
  if (columns_ == Columns::bytes) return {.row = line + 1, .column = offset - start + 1};
  const std::uint32_t continuations = continuations_before(offset) - continuations_before(start);
  return {.row = line + 1, .column = offset - start - continuations + 1};
}

}  // namespace slicecop::report
