#include "config/byte_class.h"

#include <array>
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace slicecop::config {
namespace {

constexpr bool is_digit(int c) { return c >= '0' && c <= '9'; }
constexpr bool is_lower(int c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(int c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_alpha(int c) { return is_lower(c) || is_upper(c); }
constexpr bool is_alnum(int c) { return is_alpha(c) || is_digit(c); }
constexpr bool is_blank(int c) { return c == ' ' || c == '\t'; }
// git's table has no vertical tab and no form feed among the spaces.
constexpr bool is_space(int c) { return is_blank(c) || c == '\n' || c == '\r'; }
constexpr bool is_control(int c) { return c < 0x20 || c == 0x7f; }
constexpr bool is_print(int c) { return c >= 0x20 && c < 0x7f; }
constexpr bool is_graph(int c) { return c > 0x20 && c < 0x7f; }
constexpr bool is_punctuation(int c) { return is_graph(c) && !is_alnum(c); }
constexpr bool is_hexadecimal(int c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

struct NamedClass {
  constexpr NamedClass(std::string_view its_name, bool (*test)(int)) : name(its_name), holds(test) {}
  std::string_view name;
  bool (*holds)(int);
};
constexpr std::array<NamedClass, 12> named_classes{{{"alnum", is_alnum},
                                                    {"alpha", is_alpha},
                                                    {"blank", is_blank},
                                                    {"cntrl", is_control},
                                                    {"digit", is_digit},
                                                    {"graph", is_graph},
                                                    {"lower", is_lower},
                                                    {"print", is_print},
                                                    {"punct", is_punctuation},
                                                    {"space", is_space},
                                                    {"upper", is_upper},
                                                    {"xdigit", is_hexadecimal}}};

bool add_named(ByteSet& bytes, std::string_view name) {
  for (const NamedClass& named : named_classes) {
    if (named.name != name) continue;
    for (int c = 0; c < 128; ++c) {
      if (named.holds(c)) bytes.set(static_cast<std::size_t>(c));
    }
    return true;
  }
  return false;
}

constexpr int no_byte = -1;

/// Follows git's own reader of classes step by step, its oddities included: a `]` right at the start is a member, a
/// `-` after a range is one too, and `[:x` without `:]` is a plain set.
class Reader {
 public:
  Reader(std::string_view pattern, std::size_t start) : pattern_(pattern), at_(start + 1) {}

  std::expected<ByteClass, std::string> run() {
    const bool negated = peek() == '!' || peek() == '^';
    if (negated) ++at_;
    do {
      if (peek() == no_byte) return std::unexpected("`[` is never closed");
      if (auto read = read_member(); !read) return std::unexpected(read.error());
    } while (peek() != ']');
    return ByteClass{.bytes = negated ? ~bytes_ : bytes_, .end = at_ + 1};
  }

 private:
  [[nodiscard]] int peek(std::size_t ahead = 0) const {
    return at_ + ahead < pattern_.size() ? static_cast<unsigned char>(pattern_[at_ + ahead]) : no_byte;
  }

  void add(int byte) {
    bytes_.set(static_cast<std::size_t>(byte));
    previous_ = byte;
  }

  std::expected<void, std::string> read_member() {
    const bool in_range = peek() == '-' && previous_ != no_byte && peek(1) != no_byte && peek(1) != ']';
    if (in_range) ++at_;
    if (!in_range && peek() == '[' && peek(1) == ':') return read_named();
    if (peek() == '\\') ++at_;
    const int byte = peek();
    if (byte == no_byte) return std::unexpected("`[` is never closed");
    ++at_;
    if (!in_range) {
      add(byte);
      return {};
    }
    for (int member = previous_; member <= byte; ++member) bytes_.set(static_cast<std::size_t>(member));
    previous_ = no_byte;
    return {};
  }

  std::expected<void, std::string> read_named() {
    const std::size_t name = at_ + 2;
    const std::size_t close = pattern_.find(']', name);
    if (close == std::string_view::npos) return std::unexpected("`[` is never closed");
    if (close == name || pattern_[close - 1] != ':') {
      add('[');
      ++at_;
      return {};
    }
    const std::string_view text = pattern_.substr(name, close - 1 - name);
    if (!add_named(bytes_, text)) return std::unexpected("`[:" + std::string(text) + ":]` is no class");
    at_ = close + 1;
    previous_ = no_byte;
    return {};
  }

  std::string_view pattern_;
  std::size_t at_;
  int previous_ = no_byte;
  ByteSet bytes_;
};

}  // namespace

std::expected<ByteClass, std::string> parse_byte_class(std::string_view pattern, std::size_t start) {
  return Reader(pattern, start).run();
}

}  // namespace slicecop::config
