#include "config/glob.h"

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

#include "config/byte_class.h"

namespace slicecop::config {

class Glob::Compiler {
 public:
  Compiler(std::string_view pattern, Dialect dialect) : pattern_(pattern), git_(dialect == Dialect::git) {}

  std::expected<Glob, std::string> run() {
    while (at_ < pattern_.size()) {
      switch (pattern_[at_]) {
        case '*':
          add_stars();
          break;
        case '?':
          add(git_ ? Kind::any : Kind::any_or_slash);
          ++at_;
          break;
        case '[':
          if (auto added = add_set(); !added) return std::unexpected(std::move(added.error()));
          break;
        case '\\':
          if (at_ + 1 == pattern_.size()) return std::unexpected("a backslash at the end escapes nothing");
          add_byte(pattern_[at_ + 1]);
          at_ += 2;
          break;
        default:
          add_byte(pattern_[at_]);
          ++at_;
      }
    }
    return std::move(glob_);
  }

 private:
  void add(Kind kind, std::uint32_t value = 0) { glob_.tokens_.push_back({.kind = kind, .value = value}); }
  void add_byte(char byte) { add(Kind::byte, static_cast<unsigned char>(byte)); }

  /// Two stars or more reach across folders where slashes, or an end, stand on both sides; else they are one star.
  void add_stars() {
    const std::size_t start = at_;
    while (at_ < pattern_.size() && pattern_[at_] == '*') ++at_;
    const bool doubled = at_ - start >= 2;
    const std::string_view rest = pattern_.substr(at_);
    const bool opens_folder = start == 0 || pattern_[start - 1] == '/';
    if (doubled && opens_folder && rest.starts_with('/')) {
      add(Kind::folders);
      ++at_;
      return;
    }
    const bool closes_folder = rest.empty() || rest.starts_with("\\/");
    add(!git_ || (doubled && opens_folder && closes_folder) ? Kind::star_across : Kind::star);
  }

  std::expected<void, std::string> add_set() {
    auto parsed = parse_byte_class(pattern_, at_);
    if (!parsed) return std::unexpected(std::move(parsed.error()));
    if (git_) parsed->bytes.reset('/');
    add(Kind::set, static_cast<std::uint32_t>(glob_.sets_.size()));
    glob_.sets_.push_back(parsed->bytes);
    at_ = parsed->end;
    return {};
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  bool git_;
  Glob glob_;
};

std::expected<Glob, std::string> Glob::compile(std::string_view pattern, Dialect dialect) {
  return Compiler(pattern, dialect).run();
}

bool Glob::takes(Token token, char byte) const {
  switch (token.kind) {
    case Kind::byte:
      return static_cast<unsigned char>(byte) == token.value;
    case Kind::any:
      return byte != '/';
    case Kind::any_or_slash:
      return true;
    case Kind::set:
      return sets_[token.value].test(static_cast<unsigned char>(byte));
    default:
      return false;
  }
}

// Only the last star of either reach is ever gone back to. An earlier one cannot help: what follows it has matched at
// the earliest place there is, and every later place is within the reach of the last.
bool Glob::matches(std::string_view path) const {
  constexpr std::size_t none = std::string_view::npos;
  // A name's end tells more than its start: `*.pyc` is refused by one look.
  if (!tokens_.empty() && tokens_.back().kind == Kind::byte && (path.empty() || !takes(tokens_.back(), path.back()))) {
    return false;
  }
  std::size_t token = 0;
  std::size_t at = 0;
  std::size_t star = none;  // the token after the last `*` of this folder, and where in the path it was tried last
  std::size_t star_at = 0;
  std::size_t across = none;  // the same for the last star that takes slashes
  std::size_t across_at = 0;
  bool by_folder = false;
  for (;;) {
    if (token < tokens_.size()) {
      const Token next = tokens_[token];
      if (next.kind == Kind::star) {
        star = ++token;
        star_at = at;
        continue;
      }
      if (next.kind == Kind::star_across || next.kind == Kind::folders) {
        across = ++token;
        across_at = at;
        by_folder = next.kind == Kind::folders;
        star = none;
        if (!by_folder && token == tokens_.size()) return true;
        continue;
      }
      if (at < path.size() && takes(next, path[at])) {
        ++token;
        ++at;
        continue;
      }
    } else if (at == path.size()) {
      return true;
    }
    if (star != none && star_at < path.size() && path[star_at] != '/') {
      token = star;
      at = ++star_at;
      continue;
    }
    if (across == none) return false;
    if (by_folder) {
      across_at = path.find('/', across_at);
      if (across_at == std::string_view::npos) return false;
    }
    if (across_at >= path.size()) return false;
    token = across;
    at = ++across_at;
    star = none;
  }
}

}  // namespace slicecop::config
