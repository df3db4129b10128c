// Asks the machine's own Python, which is the authority on how a Python file is decoded.
#pragma once

#include <array>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"

namespace slicecop::text {

/// Runs tests/text/`script` with `arguments`, which must need no quoting; the lines it printed.
inline std::vector<std::string> ask_python(const std::string& script, const std::string& arguments) {
  const std::string command = "python3 -I '" SLICECOP_SOURCE_DIR "/tests/text/" + script + "' " + arguments;
  // NOLINTNEXTLINE(bugprone-command-processor): the command is written here and in the tests
  std::FILE* const pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  std::array<char, 65536> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe)) output.append(buffer.data(), size);
  REQUIRE(pclose(pipe) == 0);

  std::vector<std::string> lines;
  std::istringstream stream(output);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

inline std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    hex += digits[byte / 16U];
    hex += digits[byte % 16U];
  }
  return hex;
}

inline std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

}  // namespace slicecop::text
