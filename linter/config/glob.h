// One path pattern, compiled. Two dialects share the matcher: git's, for ignore files, and Ruff's (that of the globset
// library), for `exclude`, `include` and `per-file-ignores`. config/path_patterns.h and workspace/ignore_rules.h decide
// what a pattern is held against; here it is only text against text.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "config/byte_class.h"

namespace slicecop::config {

/// A pattern without alternatives. Paths have `/` between their folders, none at the end, and are taken as bytes.
class Glob {
 public:
  enum class Dialect : std::uint8_t {
    git,   ///< `*`, `?` and `[...]` stop at a slash; `**` between slashes, or at an end, is any number of folders
    ruff,  ///< `*` and `?` take slashes too; `**/` is any number of folders
  };

  /// Fails on an open `[`, an unknown `[:class:]` or a lone backslash at the end: the message says which. git lets such
  /// a pattern match nothing.
  static std::expected<Glob, std::string> compile(std::string_view pattern, Dialect dialect);

  /// Whether the whole of `path` matches. Allocates nothing. The time is bounded by the product of both lengths, times
  /// the number of folders in `path` where the pattern has a `**/`: a mismatch goes back to the last star only.
  [[nodiscard]] bool matches(std::string_view path) const;

 private:
  enum class Kind : std::uint8_t {
    byte,          ///< this very byte
    any,           ///< one byte, not a slash
    any_or_slash,  ///< one byte
    set,           ///< one byte of a set
    star,          ///< any bytes, no slash
    star_across,   ///< any bytes
    folders,       ///< nothing, or any bytes up to and with a slash
  };
  struct Token {
    Kind kind;
    std::uint32_t value = 0;  ///< the byte, or the index of the set
  };
  class Compiler;

  [[nodiscard]] bool takes(Token token, char byte) const;

  std::vector<Token> tokens_;
  std::vector<ByteSet> sets_;
};

/// `pattern` with its `{a,b}` written out: `x{1,2}` gives `x1` and `x2`. Nested ones too; a backslash or `[...]` keeps
/// a brace as it is. Fails on a brace without its partner and above 1,024 results.
std::expected<std::vector<std::string>, std::string> expand_braces(std::string_view pattern);

}  // namespace slicecop::config
