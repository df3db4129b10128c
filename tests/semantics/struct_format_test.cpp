// struct_size against struct.calcsize of the machine's own Python.
#include "semantics/struct_format.h"

#include <array>
#include <cstdio>
#include <string>

#include "catch.h"

using slicecop::semantics::largest_value;
using slicecop::semantics::struct_size;

namespace {

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; hex != "''" && i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

// Native sizes of `l` and `L` differ between Windows and the rest, so that nothing is said of them.
bool is_native_long(std::string_view format) {
  const bool native = format.empty() || std::string_view("=<>!").find(format.front()) == std::string_view::npos;
  return native && format.find_first_of("lL") != std::string_view::npos;
}

}  // namespace

TEST_CASE("the size of a format is what struct.calcsize says") {
  const std::string command = "python3 -I '" SLICECOP_SOURCE_DIR "/tests/semantics/struct_sizes.py' 7 20000";
  // NOLINTNEXTLINE(bugprone-command-processor): the command is written here
  std::FILE* const pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 256> hex{};
  std::array<char, 32> size{};
  int formats = 0;
  int sized = 0;
  while (std::fscanf(pipe, "%255s %31s", hex.data(), size.data()) == 2) {
    ++formats;
    const std::string format = from_hex(hex.data());
    const auto found = struct_size(format);
    INFO("format: \"" << format << "\"");
    if (is_native_long(format)) {
      CHECK_FALSE(found);
      continue;
    }
    REQUIRE((found ? std::to_string(*found) : "-") == size.data());
    sized += found ? 1 : 0;
  }
  CHECK(pclose(pipe) == 0);
  CHECK(formats > 20'000);
  CHECK(sized > 5'000);
}

TEST_CASE("what a field can be at most, by its code") {
  CHECK(largest_value("B", 0) == 255);
  CHECK(largest_value(">4sHxB", 0) == std::nullopt);
  CHECK(largest_value(">4sHxB", 1) == 65535);
  CHECK(largest_value(">4sHxB", 2) == 255);
  CHECK(largest_value(">4sHxB", 3) == std::nullopt);
  CHECK(largest_value("< 3b h", 2) == 127);
  CHECK(largest_value("< 3b h", 3) == 32767);
  CHECK(largest_value("no format", 0) == std::nullopt);
}

TEST_CASE("counts beyond any buffer give no size, whatever their length") {
  CHECK_FALSE(struct_size("99999999999999999999999s"));
  CHECK_FALSE(struct_size("<18446744073709551617I"));
  CHECK(struct_size("<1000000I") == 4'000'000U);
}
