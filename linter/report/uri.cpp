#include "report/uri.h"

#include <fmt/format.h>

namespace slicecop::report {

namespace {

// Unreserved characters, those that mean nothing within a path, and what is between its parts. A colon could end the
// scheme of a relative reference.
bool is_plain(char c) {
  constexpr std::string_view others = "-._~!$&'()*+,;=@/";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || others.contains(c);
}

}  // namespace

std::string uri_of(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    if (is_plain(c)) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

}  // namespace slicecop::report
