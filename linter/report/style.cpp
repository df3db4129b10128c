#include "report/style.h"

namespace slicecop::report {

namespace {

constexpr std::string_view escape_of(Paint paint) {
  switch (paint) {
    case Paint::plain:
      return "";
    case Paint::bold:
      return "\x1b[1m";
    case Paint::warning:
      return "\x1b[1;33m";
    case Paint::info:
      return "\x1b[1;36m";
    case Paint::frame:
      return "\x1b[1;94m";
    case Paint::help:
      return "\x1b[1;96m";
    case Paint::added:
      return "\x1b[32m";
    case Paint::removed:
      return "\x1b[31m";
  }
  return "";
}

}  // namespace

void Style::append(std::string& out, Paint paint, std::string_view text) const {
  const std::string_view escape = color_ ? escape_of(paint) : std::string_view{};
  out += escape;
  out += text;
  if (!escape.empty()) out += "\x1b[0m";
}

std::string Style::operator()(Paint paint, std::string_view text) const {
  std::string out;
  append(out, paint, text);
  return out;
}

}  // namespace slicecop::report
