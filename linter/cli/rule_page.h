// A rule's page, printed from its constant.
#pragma once

#include <cstdint>
#include <string>

#include "engine/rule.h"
#include "report/style.h"

namespace slicecop::cli {

/// For a terminal of at least 88 columns.
std::string page_as_text(const engine::NamedRule& named, const report::Style& style);
std::string page_as_markdown(const engine::NamedRule& named);

/// `16 KiB`, `1 MiB`, `650 bytes`
std::string size_in_words(std::uint64_t bytes);

/// From which size on a rewrite pays: `from 16 KiB in total`, `from 1 KiB a copy`, `at any size`.
std::string gain_in_words(const engine::Rule& rule);

}  // namespace slicecop::cli
