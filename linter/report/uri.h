// Paths as URIs (RFC 3986).
#pragma once

#include <string>
#include <string_view>

namespace slicecop::report {

/// A relative reference, or for an absolute path a `file:` URI. Whatever bytes `path` holds, the result is ASCII.
std::string uri_of(std::string_view path);

}  // namespace slicecop::report
