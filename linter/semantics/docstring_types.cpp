#include "semantics/docstring_types.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace slicecop::semantics {

namespace {

constexpr std::string_view blank = " \t\r";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blank);
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

struct Line {
  std::string_view text;  ///< without white space at its ends
  std::size_t indent = 0;
};

std::vector<Line> lines_of(std::string_view docstring) {
  std::vector<Line> lines;
  for (std::size_t start = 0; start <= docstring.size();) {
    const std::size_t end = std::min(docstring.find('\n', start), docstring.size());
    const std::string_view line = docstring.substr(start, end - start);
    lines.push_back({trimmed(line), std::min(line.find_first_not_of(blank), line.size())});
    start = end + 1;
  }
  return lines;
}

// The rest of `text` behind one of the words, where it starts with that.
std::optional<std::string_view> behind(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    if (text.starts_with(word)) return text.substr(word.size());
  }
  return {};
}

// `:type data: bytes`, `:param bytes data: the data`
std::string_view in_field(std::string_view line, std::string_view name) {
  if (const auto rest = behind(line, {":type ", "@type "})) {
    const std::size_t colon = rest->find(':');
    if (colon != std::string_view::npos && trimmed(rest->substr(0, colon)) == name) {
      return trimmed(rest->substr(colon + 1));
    }
  }
  if (const auto rest = behind(line, {":param ", ":parameter ", ":arg ", "@param "})) {
    const std::string_view declared = trimmed(rest->substr(0, rest->find(':')));
    const std::size_t space = declared.find_last_of(' ');
    if (space != std::string_view::npos && declared.substr(space + 1) == name) {
      return trimmed(declared.substr(0, space));
    }
  }
  return {};
}

bool is_underline(std::string_view line) {
  return line.size() >= 3 && line.find_first_not_of('-') == std::string_view::npos;
}

bool is_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, text) != words.end();
}

/// The lines of a section, by the style of its heading.
struct Section {
  std::size_t first = 0;
  std::size_t end = 0;
  bool underlined = false;  ///< NumPy's
};

std::optional<Section> section(const std::vector<Line>& lines, std::initializer_list<std::string_view> titles) {
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const std::string_view heading = lines[i].text;
    const bool underlined = is_underline(lines[i + 1].text);
    const bool with_colon = heading.ends_with(':');
    const std::string_view title = with_colon ? heading.substr(0, heading.size() - 1) : heading;
    if (!is_any(title, titles) || (!underlined && !with_colon)) continue;
    std::size_t end = i + (underlined ? 2 : 1);
    const std::size_t first = end;
    for (; end < lines.size(); ++end) {
      const bool next_heading = underlined && end + 1 < lines.size() && is_underline(lines[end + 1].text);
      const bool left = !underlined && !lines[end].text.empty() && lines[end].indent <= lines[i].indent;
      if (next_heading || left) break;
    }
    return Section{first, end, underlined};
  }
  return {};
}

bool names(std::string_view list, std::string_view name) {
  for (std::size_t start = 0; start <= list.size();) {
    const std::size_t end = std::min(list.find(',', start), list.size());
    if (trimmed(list.substr(start, end - start)) == name) return true;
    start = end + 1;
  }
  return false;
}

// `data (bytes, optional): the data` to "bytes, optional"
std::string_view in_google_entry(std::string_view line, std::string_view name) {
  const std::size_t open = line.find('(');
  const std::size_t close = line.find("):");
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
  if (trimmed(line.substr(0, open)) != name) return {};
  return trimmed(line.substr(open + 1, close - open - 1));
}

// `data, more : bytes, optional`
std::string_view in_numpy_entry(std::string_view line, std::string_view name) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !names(line.substr(0, colon), name)) return {};
  return trimmed(line.substr(colon + 1));
}

// At commas, "or", bars and slashes outside brackets.
std::vector<std::string_view> alternatives(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
    if (depth != 0) continue;
    const bool is_or = text.substr(i).starts_with(" or ");
    if (c != ',' && c != '|' && c != '/' && !is_or) continue;
    parts.push_back(trimmed(text.substr(start, i - start)));
    i += is_or ? 3 : 0;
    start = i + 1;
  }
  parts.push_back(trimmed(text.substr(start)));
  return parts;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> spoken{{
    {"bytes-like object", "bytes | bytearray | memoryview"},
    {"bytes-like", "bytes | bytearray | memoryview"},
    {"bytes like object", "bytes | bytearray | memoryview"},
    {"byte-like object", "bytes | bytearray | memoryview"},
    {"bytes object", "bytes"},
    {"byte string", "bytes"},
    {"byte-string", "bytes"},
    {"bytestring", "bytes"},
    {"bytes string", "bytes"},
    {"binary string", "bytes"},
    {"byte array", "bytes | bytearray"},
    {"bytestring or bytearray", "bytes | bytearray"},
    {"string", "str"},
    {"unicode", "str"},
    {"text", "str"},
    {"integer", "int"},
    {"boolean", "bool"},
    {"none", "None"},
    {"list of bytes", "list[bytes]"},
    {"tuple of bytes", "tuple[bytes, ...]"},
}};

bool is_written_as_code(std::string_view text) {
  const auto in_code = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || c == '_' ||
           c == '.' || c == '[' || c == ']' || c == ',' || c == ' ' || c == '|';
  };
  const bool one_word = text.find(' ') == std::string_view::npos || text.find('[') != std::string_view::npos;
  return one_word && !text.empty() && std::ranges::all_of(text, in_code);
}

}  // namespace

std::string_view documented_parameter(std::string_view docstring, std::string_view name) {
  if (docstring.find(name) == std::string_view::npos) return {};
  const std::vector<Line> lines = lines_of(docstring);
  for (const Line& line : lines) {
    if (const std::string_view found = in_field(line.text, name); !found.empty()) return found;
  }
  const auto parameters = section(lines, {"Args", "Arguments", "Parameters", "Params", "Other Parameters"});
  if (!parameters) return {};
  for (std::size_t i = parameters->first; i < parameters->end; ++i) {
    const std::string_view found =
        parameters->underlined ? in_numpy_entry(lines[i].text, name) : in_google_entry(lines[i].text, name);
    if (!found.empty()) return found;
  }
  return {};
}

std::string_view documented_result(std::string_view docstring) {
  const std::vector<Line> lines = lines_of(docstring);
  for (const Line& line : lines) {
    if (const auto rest = behind(line.text, {":rtype:", "@rtype:"})) return trimmed(*rest);
  }
  const auto returns = section(lines, {"Returns", "Return"});
  if (!returns) return {};
  for (std::size_t i = returns->first; i < returns->end; ++i) {
    const std::string_view line = lines[i].text;
    if (line.empty()) continue;
    const std::size_t colon = line.find(':');
    // NumPy: the type alone or behind a name. Google: before a colon.
    if (returns->underlined) return colon == std::string_view::npos ? line : trimmed(line.substr(colon + 1));
    return colon == std::string_view::npos ? std::string_view{} : trimmed(line.substr(0, colon));
  }
  return {};
}

std::string as_annotation(std::string_view written) {
  constexpr std::size_t longest = 120;
  if (written.size() > longest) return {};
  std::string plain;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written.substr(i).starts_with(":class:")) i += 7;
    if (i < written.size() && written[i] != '`' && written[i] != '~' && written[i] != '*') plain += written[i];
  }
  std::string annotation;
  for (std::string_view part : alternatives(plain)) {
    if (part == "optional" || part.starts_with("default") || part.empty()) continue;
    if (part.ends_with("(optional)")) part = trimmed(part.substr(0, part.size() - 10));
    for (const std::string_view article : {"a ", "an ", "the "}) {
      if (part.starts_with(article)) part = trimmed(part.substr(article.size()));
    }
    const auto* const known = std::ranges::find(spoken, part, &std::pair<std::string_view, std::string_view>::first);
    if (known == spoken.end() && !is_written_as_code(part)) return {};
    annotation += (annotation.empty() ? "" : " | ");
    annotation += known == spoken.end() ? part : known->second;
  }
  return annotation;
}

}  // namespace slicecop::semantics
