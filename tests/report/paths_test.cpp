// Paths as reports hold them.

#include "catch.h"
#include "report/relative_path.h"
#include "report/uri.h"
#include "report/xml.h"

using slicecop::report::relative_path;
using slicecop::report::uri_of;
using slicecop::report::xml_text;

TEST_CASE("a path seen from the root") {
  CHECK(relative_path("/repo/pkg/a.py", "/repo") == "pkg/a.py");
  CHECK(relative_path("/a.py", "/") == "a.py");
  CHECK(relative_path("/repository/a.py", "/repo") == std::nullopt);
  CHECK(relative_path("/repo", "/repo") == std::nullopt);
  CHECK(relative_path("-", "/repo") == std::nullopt);
  CHECK(relative_path("/repo/a.py", "") == std::nullopt);
}

TEST_CASE("a path as a URI") {
  CHECK(uri_of("pkg/a-b_c.d~e.py") == "pkg/a-b_c.d~e.py");
  CHECK(uri_of("a b#c?d:e%[f].py") == "a%20b%23c%3Fd%3Ae%25%5Bf%5D.py");
  CHECK(uri_of("é\xFF.py") == "%C3%A9%FF.py");
  CHECK(uri_of("/tmp/a.py") == "file:///tmp/a.py");
}

TEST_CASE("text in XML") {
  CHECK(xml_text("a < b && c > \"d\"") == "a &lt; b &amp;&amp; c &gt; &quot;d&quot;");
  CHECK(xml_text("a\tb\r\nc") == "a&#9;b&#13;&#10;c");
  CHECK(xml_text("é 日本 \U0001F600") == "é 日本 \U0001F600");
  CHECK(xml_text(std::string_view("\0\x1b\x7f", 3)) == "\uFFFD\uFFFD\x7f");
  CHECK(xml_text("a\xC3(\xEF\xBF\xBE)") == "a\uFFFD(\uFFFD)");
}
