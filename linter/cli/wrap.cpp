#include "cli/wrap.h"

#include <vector>

namespace slicecop::cli {

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return lines;
}

bool is_blank(std::string_view line) { return line.find_first_not_of(' ') == std::string_view::npos; }

bool starts_item(std::string_view line) {
  const std::size_t start = line.find_first_not_of(' ');
  return start != std::string_view::npos && line.substr(start).starts_with("- ");
}

// A paragraph or a list item that grows word by word.
class Filler {
 public:
  explicit Filler(std::size_t width) : width_(width) {}

  void add_line(std::string_view line) {
    if (starts_item(line)) {
      finish();
      hanging_ = "  ";
    }
    while (true) {
      const std::size_t start = line.find_first_not_of(' ');
      if (start == std::string_view::npos) return;
      const std::size_t end = line.find(' ', start);
      add_word(line.substr(start, end == std::string_view::npos ? end : end - start));
      if (end == std::string_view::npos) return;
      line.remove_prefix(end);
    }
  }

  // Ends the paragraph or item.
  void finish() {
    if (!line_.empty()) out_ += line_ + '\n';
    line_.clear();
    hanging_.clear();
    in_code_ = false;
  }

  void blank() {
    finish();
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
  }

  void as_it_is(std::string_view line) {
    finish();
    out_ += line;
    out_ += '\n';
  }

  [[nodiscard]] bool is_between() const { return line_.empty(); }
  [[nodiscard]] std::string take() {
    finish();
    return std::move(out_);
  }

 private:
  // Asterisks in code stay; code may go on from word to word.
  std::string without_bold(std::string_view word) {
    std::string plain;
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (word[i] == '`') in_code_ = !in_code_;
      if (!in_code_ && word.substr(i, 2) == "**") {
        ++i;
      } else {
        plain += word[i];
      }
    }
    return plain;
  }

  void add_word(std::string_view word) {
    const std::string plain = without_bold(word);
    if (plain.empty()) return;
    if (!line_.empty() && line_.size() + 1 + plain.size() > width_) {
      out_ += line_ + '\n';
      line_ = hanging_ + plain;
      return;
    }
    if (!line_.empty()) line_ += ' ';
    line_ += plain;
  }

  std::size_t width_;
  std::string out_;
  std::string line_;
  std::string hanging_;
  bool in_code_ = false;
};

}  // namespace

std::string wrap(std::string_view markdown, std::size_t width) {
  constexpr std::string_view code_indent = "    ";
  Filler filler(width);
  for (const std::string_view line : lines_of(markdown)) {
    if (is_blank(line)) {
      filler.blank();
    } else if (filler.is_between() && line.starts_with(code_indent)) {
      filler.as_it_is(line);
    } else {
      filler.add_line(line);
    }
  }
  return filler.take();
}

}  // namespace slicecop::cli
