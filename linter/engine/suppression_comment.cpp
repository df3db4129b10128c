#include "engine/suppression_comment.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace slicecop::engine {

namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }
constexpr bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// A place in the text, moved forward over what is read.
class Reader {
 public:
  Reader(std::string_view text, std::uint32_t at, std::uint32_t end) : text_(text), at_(at), end_(end) {}

  [[nodiscard]] std::uint32_t at() const { return at_; }
  [[nodiscard]] bool done() const { return at_ == end_; }
  [[nodiscard]] char next() const { return text_[at_]; }

  void skip_blanks() {
    while (!done() && is_blank(next())) ++at_;
  }
  bool take(char c) {
    if (done() || next() != c) return false;
    ++at_;
    return true;
  }
  std::string_view take_word() {
    const std::uint32_t start = at_;
    while (!done() && is_word(next())) ++at_;
    return text_.substr(start, at_ - start);
  }
  // Up to `stop` or the end.
  std::string_view take_until(std::string_view stop) {
    const std::uint32_t start = at_;
    while (!done() && stop.find(next()) == std::string_view::npos) ++at_;
    return text_.substr(start, at_ - start);
  }

 private:
  std::string_view text_;
  std::uint32_t at_;
  std::uint32_t end_;
};

bool is_noqa(std::string_view word) {
  constexpr std::string_view noqa = "noqa";
  return std::ranges::equal(word, noqa, {}, lower);
}

Selector trimmed(std::string_view name, std::uint32_t start) {
  while (!name.empty() && is_blank(name.front())) {
    name.remove_prefix(1);
    ++start;
  }
  while (!name.empty() && is_blank(name.back())) name.remove_suffix(1);
  return {.name = name, .range = {.start = start, .end = start + static_cast<std::uint32_t>(name.size())}};
}

// `[rule, rule]` after `ignore`; nothing, a blank or another comment mean any rule.
void read_names(Reader& reader, SuppressionComment& comment) {
  const std::uint32_t after_word = reader.at();
  reader.skip_blanks();
  if (!reader.take('[')) {
    comment.everything = reader.done() || reader.next() == '#' || reader.at() > after_word;
    comment.malformed = !comment.everything;
    return;
  }
  while (true) {
    const std::uint32_t start = reader.at();
    const Selector name = trimmed(reader.take_until(",]"), start);
    if (!name.name.empty()) comment.names.push_back(name);
    if (reader.take(']')) break;
    if (!reader.take(',')) {
      comment.malformed = true;
      break;
    }
  }
  comment.range.end = reader.at();
}

// `: A, B C` after `noqa`; the codes are those of any linter, ours among them.
void read_codes(Reader& reader, SuppressionComment& comment) {
  reader.skip_blanks();
  if (!reader.take(':')) {
    comment.everything = true;
    return;
  }
  while (true) {
    while (!reader.done() && (is_blank(reader.next()) || reader.next() == ',')) reader.take(reader.next());
    const std::uint32_t start = reader.at();
    const std::string_view word = reader.take_word();
    if (word.empty()) break;
    comment.names.push_back({.name = word, .range = {.start = start, .end = reader.at()}});
    comment.range.end = reader.at();
  }
}

// What stands after a `#` at `hash`.
std::optional<SuppressionComment> read_directive(std::string_view text, std::uint32_t hash, std::uint32_t end) {
  Reader reader(text, hash + 1, end);
  reader.skip_blanks();
  SuppressionComment comment;
  std::string_view word = reader.take_word();
  if (is_noqa(word)) {
    comment.directive = Directive::noqa;
    comment.range = {.start = hash, .end = reader.at()};
    read_codes(reader, comment);
    return comment;
  }
  if (word != "slicecop") return std::nullopt;
  reader.skip_blanks();
  if (!reader.take(':')) return std::nullopt;
  reader.skip_blanks();
  word = reader.take_word();
  if (word != "ignore" && word != "file-ignore") return std::nullopt;
  comment.directive = word == "ignore" ? Directive::ignore : Directive::file_ignore;
  comment.range = {.start = hash, .end = reader.at()};
  read_names(reader, comment);
  return comment;
}

}  // namespace

std::vector<SuppressionComment> read_suppressions(std::string_view text, text::Range comment) {
  std::vector<SuppressionComment> found;
  for (std::uint32_t at = comment.start; at < comment.end; ++at) {
    if (text[at] != '#') continue;
    if (std::optional<SuppressionComment> read = read_directive(text, at, comment.end)) {
      at = read->range.end - 1;
      found.push_back(std::move(*read));
    }
  }
  return found;
}

}  // namespace slicecop::engine
