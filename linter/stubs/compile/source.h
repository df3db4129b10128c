// The stub files: found, read, parsed.
#pragma once

#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "stubs/compile/version_set.h"
#include "syntax/tree.h"

namespace slicecop::stubs::compile {

struct Source {
  std::string module;  ///< full dotted name
  std::filesystem::path path;
  VersionSet versions = all_versions;  ///< in which the module exists
  bool is_package = false;
  bool is_overlay = false;
  bool is_third_party = false;  ///< not of the standard library
  std::string text;
  syntax::Tree tree;  ///< of `text`, which must not move
};

/// The files of typeshed (`stdlib`, `stubs/*`) and of the overlay, by module name, the overlay's behind typeshed's. An
/// error is a message.
std::expected<std::vector<Source>, std::string> find_sources(const std::filesystem::path& typeshed,
                                                             const std::filesystem::path& overlay);

/// Reads and parses them all, on a few threads. An error is a message.
std::expected<void, std::string> read_sources(std::vector<Source>& sources);

}  // namespace slicecop::stubs::compile
