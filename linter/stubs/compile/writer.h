// From records to the bytes of the table.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <vector>

#include "stubs/compile/content.h"

namespace slicecop::stubs::compile {

struct SectionSize {
  std::string name;
  std::size_t entries;
  std::size_t bytes;
};

struct Written {
  std::vector<std::byte> bytes;
  std::vector<SectionSize> sections;
};

/// The same bytes for the same content, always. Types and strings that nothing mentions are left out. An error says
/// which limit of the format is passed.
std::expected<Written, std::string> write_table(const Content& content, const types::Pool& pool, const Names& names,
                                                const Names& literals);

}  // namespace slicecop::stubs::compile
