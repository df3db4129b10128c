#include "report/xml.h"

#include "text/utf8.h"

namespace slicecop::report {

namespace {

constexpr char32_t replacement = 0xFFFD;

void append(std::string& out, char32_t c) {
  switch (c) {
    case U'&':
      out += "&amp;";
      break;
    case U'<':
      out += "&lt;";
      break;
    case U'>':
      out += "&gt;";
      break;
    case U'"':
      out += "&quot;";
      break;
    case U'\t':
      out += "&#9;";
      break;
    case U'\n':
      out += "&#10;";
      break;
    case U'\r':
      out += "&#13;";
      break;
    default:
      text::append_utf8(out, c < 0x20 || c == 0xFFFE || c == 0xFFFF ? replacement : c);
  }
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out;
  std::size_t valid = text::valid_utf8_prefix(text);
  while (!text.empty()) {
    if (valid == 0) {
      append(out, replacement);
      text.remove_prefix(1);
      valid = text::valid_utf8_prefix(text);
      continue;
    }
    const text::CodePoint next = text::first_code_point(text);
    append(out, next.value);
    text.remove_prefix(next.size);
    valid -= next.size;
  }
  return out;
}

}  // namespace slicecop::report
