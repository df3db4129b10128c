#include "engine/wording.h"

#include "syntax/views.h"

namespace slicecop::engine {

namespace {

constexpr std::size_t longest_code = 72;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Runs of white space and control characters become one space; a backtick would end the code in a message.
std::string on_one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F) {
      if (!line.empty() && line.back() != ' ') line += ' ';
    } else {
      line += c == '`' ? '\'' : c;
    }
  }
  if (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string shortened(std::string line) {
  if (line.size() <= longest_code) return line;
  std::size_t head = longest_code / 2;
  while (continues_character(line[head])) --head;
  std::size_t tail = line.size() - longest_code / 2 + 3;
  while (tail < line.size() && continues_character(line[tail])) ++tail;
  return line.substr(0, head) + "..." + line.substr(tail);
}

}  // namespace

std::string code(std::string_view text) {
  // What is quoted may be a whole file of text; only its two ends are shown.
  constexpr std::size_t most_read = 4096;
  std::string line = on_one_line(text.substr(0, most_read));
  if (text.size() > most_read) line += on_one_line(text.substr(text.size() - longest_code));
  line = shortened(std::move(line));
  return line.empty() ? "`...`" : "`" + line + "`";
}

std::string code(syntax::Node node) { return code(node.text()); }

std::string with_separators(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string because(const semantics::Typed& typed) {
  if (typed.evidence != types::Evidence::consumer || !typed.because) return {};
  const syntax::Node function = syntax::Call(typed.because).function();
  return "; a buffer, because " + code(function ? function : typed.because) + " takes nothing else";
}

std::optional<Note> origin(const semantics::Typed& typed, syntax::Node here) {
  if (!typed.because || typed.because.contains(here) || here.contains(typed.because)) return std::nullopt;
  switch (typed.evidence) {
    case types::Evidence::annotation:
      return Note{.message = "declared here", .range = typed.because.range()};
    case types::Evidence::isinstance:
      return Note{.message = "tested here", .range = typed.because.range()};
    case types::Evidence::assignment:
    case types::Evidence::attribute:
    case types::Evidence::stub:
    case types::Evidence::literal:
      return Note{.message = "made here", .range = typed.because.range()};
    case types::Evidence::call:
      return Note{.message = "comes from here", .range = typed.because.range()};
    case types::Evidence::none:
    case types::Evidence::consumer:
    case types::Evidence::name:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace slicecop::engine
