// Text as XML 1.0 holds it.
#pragma once

#include <string>
#include <string_view>

namespace slicecop::report {

/// `text` for an attribute in double quotes or for content. Line ends and tabs become references, which attributes
/// keep; what XML cannot hold (control characters, bytes that are not UTF-8) becomes U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace slicecop::report
