#include "types/literal.h"

#include <charconv>
#include <cstdint>
#include <string_view>

namespace slicecop::types {

namespace {

using syntax::Kind;
using syntax::Node;

struct StringParts {
  std::string_view content;  // between the quotes
  bool bytes = false;
  bool raw = false;
};

std::optional<StringParts> parts_of(Node string) {
  const std::string_view text = string.text();
  const std::size_t quote = text.find_first_of(R"("')");
  if (!string.is(Kind::string) || quote == std::string_view::npos) return std::nullopt;
  StringParts parts;
  for (const char prefix : text.substr(0, quote)) {
    if (prefix == 'b' || prefix == 'B') {
      parts.bytes = true;
    } else if (prefix == 'r' || prefix == 'R') {
      parts.raw = true;
    } else if (prefix != 'u' && prefix != 'U') {
      return std::nullopt;
    }
  }
  const std::string_view opening = text.substr(quote, 3);
  const std::size_t width = opening == R"(""")" || opening == "'''" ? 3 : 1;
  if (text.size() < quote + 2 * width) return std::nullopt;
  parts.content = text.substr(quote + width, text.size() - quote - 2 * width);
  return parts;
}

void append_utf8(std::string& out, std::uint32_t code_point) {
  const auto put = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xc0 | code_point >> 6);
    put(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    put(0xe0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  } else {
    put(0xf0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3f));
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  }
}

char simple_escape(char letter) {
  constexpr std::string_view letters = "abfnrtv\\'\"";
  constexpr std::string_view values = "\a\b\f\n\r\t\v\\'\"";
  const std::size_t at = letters.find(letter);
  return at == std::string_view::npos ? '\0' : values[at];
}

// Reads digits of `base` at `position`, `least` to `most` of them.
std::optional<std::uint32_t> digits(std::string_view text, std::size_t& position, int base, std::size_t least,
                                    std::size_t most) {
  const std::string_view window = text.substr(position, most);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(window.data(), window.data() + window.size(), value, base);
  const auto count = static_cast<std::size_t>(end - window.data());
  if (error != std::errc{} || count < least) return std::nullopt;
  position += count;
  return value;
}

// Decodes the escape after a backslash; `position` is at the character after it. False for `\N{...}`, whose table of
// names we do not have, and for broken ones.
bool append_escape(std::string& out, std::string_view content, std::size_t& position, bool bytes) {
  const char letter = content[position];
  if (const char simple = simple_escape(letter); simple != '\0') {
    out += simple;
    ++position;
    return true;
  }
  if (letter == '\n') {  // a continued line
    ++position;
    return true;
  }
  if (letter == '\r') {
    position += content.substr(position, 2) == "\r\n" ? 2 : 1;
    return true;
  }
  std::optional<std::uint32_t> value;
  if (letter >= '0' && letter <= '7') {
    value = digits(content, position, 8, 1, 3);
    if (value && bytes) *value &= 0xff;
  } else if (letter == 'x') {
    value = digits(content, ++position, 16, 2, 2);
  } else if (!bytes && (letter == 'u' || letter == 'U')) {
    const std::size_t width = letter == 'u' ? 4 : 8;
    value = digits(content, ++position, 16, width, width);
    if (value && (*value > 0x10ffff || (*value >= 0xd800 && *value < 0xe000))) return false;
  } else if (!bytes && letter == 'N') {
    return false;
  } else {
    out += '\\';  // an unknown escape stays as it is
    return true;
  }
  if (!value) return false;
  if (bytes) {
    out += static_cast<char>(*value);
  } else {
    append_utf8(out, *value);
  }
  return true;
}

bool append_value(std::string& out, const StringParts& parts) {
  if (parts.raw) {
    out += parts.content;
    return true;
  }
  for (std::size_t i = 0; i < parts.content.size();) {
    if (parts.content[i] != '\\') {
      out += parts.content[i++];
      continue;
    }
    ++i;
    if (i == parts.content.size() || !append_escape(out, parts.content, i, parts.bytes)) return false;
  }
  return true;
}

std::string quoted(std::string_view value, bool bytes) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string out = bytes ? "b\"" : "\"";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f || (bytes && byte >= 0x80)) {
      out += "\\x";
      out += hex[byte >> 4];
      out += hex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
  return out;
}

std::optional<Literal> read_string(Node expression) {
  std::string value;
  bool bytes = false;
  const bool several = expression.is(Kind::concatenated_string);
  for (Node part = several ? expression.first_child() : expression; part; part = part.next_sibling()) {
    const std::optional<StringParts> parts = parts_of(part);
    if (!parts || !append_value(value, *parts)) return std::nullopt;
    bytes = parts->bytes;
    if (!several) break;
  }
  return Literal{quoted(value, bytes), bytes ? Known::bytes : Known::str};
}

std::optional<Literal> read_integer(std::string_view text, bool negative) {
  std::string digits_only;
  for (const char c : text) {
    if (c != '_') digits_only += c;
  }
  std::string_view rest = digits_only;
  int base = 10;
  if (rest.size() > 2 && rest[0] == '0') {
    const char letter = rest[1];
    if (letter == 'x' || letter == 'X') base = 16;
    if (letter == 'o' || letter == 'O') base = 8;
    if (letter == 'b' || letter == 'B') base = 2;
    if (base != 10) rest.remove_prefix(2);
  }
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value, base);
  if (error != std::errc{} || end != rest.data() + rest.size()) return std::nullopt;
  const bool minus = negative && value != 0;
  return Literal{(minus ? "-" : "") + std::to_string(value), Known::int_};
}

}  // namespace

std::optional<Literal> read_literal(Node expression) {
  switch (expression.kind()) {
    case Kind::string:
    case Kind::concatenated_string:
      return read_string(expression);
    case Kind::integer:
      return read_integer(expression.text(), false);
    case Kind::unary_operator: {
      const Node argument = expression.child(syntax::Field::argument);
      const bool minus = expression.child(syntax::Field::operator_).is(Kind::token_minus);
      if (!minus || !argument.is(Kind::integer)) return std::nullopt;
      return read_integer(argument.text(), true);
    }
    case Kind::true_:
      return Literal{"True", Known::bool_};
    case Kind::false_:
      return Literal{"False", Known::bool_};
    default:
      return std::nullopt;
  }
}

}  // namespace slicecop::types
