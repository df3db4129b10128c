// A rule's page in Markdown, made of its constant, and its facts in words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/rule.h"

namespace slicecop::engine {

std::string page_as_markdown(const NamedRule& named);

/// `warning` or `info`
std::string_view severity_in_words(const Rule& rule);

/// `16 KiB`, `1 MiB`, `650 bytes`
std::string size_in_words(std::uint64_t bytes);

/// From which size on a rewrite pays: `from 16 KiB in total`, `from 1 KiB a copy`, `at any size`.
std::string gain_in_words(const Rule& rule);

}  // namespace slicecop::engine
