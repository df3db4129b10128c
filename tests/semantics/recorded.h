// The measured records in tests/data, one JSON object a line; tests/data/README.md says what they hold.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace slicecop::recorded {

inline const std::filesystem::path folder = SLICECOP_SOURCE_DIR "/tests/data";

inline std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// The value of a string field of a record. The fields asked for have no escapes but \n, \" and \\.
inline std::string field(const std::string& record, std::string_view name) {
  const std::string key = '"' + std::string(name) + "\": \"";
  const std::size_t start = record.find(key);
  std::string value;
  for (std::size_t i = start + key.size(); start != std::string::npos && record[i] != '"'; ++i) {
    const bool escaped = record[i] == '\\';
    if (escaped) ++i;
    value += escaped && record[i] == 'n' ? '\n' : record[i];
  }
  return value;
}

/// `text` with every line moved `columns` to the right.
inline std::string indented(std::string_view text, std::size_t columns) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += std::string(columns, ' ') + std::string(text.substr(0, end)) + '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace slicecop::recorded
