#include "semantics/struct_format.h"

namespace slicecop::semantics {

namespace {

// Bytes of one item, as in the table of the struct module's documentation; 0: no such code.
std::uint64_t standard_size(char code) {
  switch (code) {
    case 'x':
    case 'c':
    case 'b':
    case 'B':
    case '?':
    case 's':
    case 'p':
      return 1;
    case 'h':
    case 'H':
    case 'e':
      return 2;
    case 'i':
    case 'I':
    case 'l':
    case 'L':
    case 'f':
      return 4;
    case 'q':
    case 'Q':
    case 'd':
      return 8;
    default:
      return 0;
  }
}

std::uint64_t native_size(char code) {
  switch (code) {
    case 'n':
    case 'N':
    case 'P':
      return 8;
    case 'l':
    case 'L':
      return 0;
    default:
      return standard_size(code);
  }
}

}  // namespace

std::optional<std::uint64_t> struct_size(std::string_view format) {
  constexpr std::uint64_t largest_count = 1U << 24;
  bool native = true;
  bool aligned = true;
  if (!format.empty() && std::string_view("@=<>!").find(format.front()) != std::string_view::npos) {
    aligned = native = format.front() == '@';
    format.remove_prefix(1);
  }
  std::uint64_t size = 0;
  std::uint64_t count = 0;
  bool counted = false;
  for (const char c : format) {
    if (c >= '0' && c <= '9') {
      count = count * 10 + static_cast<std::uint64_t>(c - '0');
      counted = true;
      if (count > largest_count) return {};
      continue;
    }
    if (std::string_view(" \t\n\v\f\r").find(c) != std::string_view::npos) {
      if (counted) return {};
      continue;
    }
    const std::uint64_t item = native ? native_size(c) : standard_size(c);
    if (item == 0) return {};
    if (aligned) size = (size + item - 1) / item * item;
    size += item * (counted ? count : 1);
    count = 0;
    counted = false;
  }
  if (counted) return {};
  return size;
}

std::optional<std::int64_t> largest_value(std::string_view format, std::uint64_t index) {
  if (!struct_size(format)) return {};
  std::uint64_t count = 0;
  bool counted = false;
  for (const char code : format) {
    if (code >= '0' && code <= '9') {
      count = count * 10 + static_cast<std::uint64_t>(code - '0');
      counted = true;
      continue;
    }
    if (standard_size(code) == 0 && native_size(code) == 0) continue;  // the byte order, spaces
    const bool is_one = code == 's' || code == 'p';
    const std::uint64_t values = code == 'x' ? 0 : is_one || !counted ? 1 : count;
    count = 0;
    counted = false;
    if (index >= values) {
      index -= values;
      continue;
    }
    switch (code) {
      case '?':
        return 1;
      case 'b':
        return 127;
      case 'B':
        return 255;
      case 'h':
        return 32767;
      case 'H':
        return 65535;
      default:
        return {};
    }
  }
  return {};
}

}  // namespace slicecop::semantics
