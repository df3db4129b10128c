#include "report/printable.h"

#include <string>

#include "catch.h"
#include "text/utf8.h"

using slicecop::report::printable;
using slicecop::report::printable_width;

TEST_CASE("ordinary text is left as it is") {
  CHECK(printable("data[1:] # Grüße, 日本") == "data[1:] # Grüße, 日本");
  CHECK(printable("").empty());
}

TEST_CASE("what could move a cursor or hide text is replaced") {
  CHECK(printable("a\tb") == "a    b");
  CHECK(printable("\x1b]0;title\x07") == "␛]0;title␇");
  CHECK(printable("a\rb\n\x7f") == "a␍b␊␡");
  CHECK(printable("\u009b31m") == "\uFFFD31m");
  for (const char32_t hidden : {char32_t{0x202E}, char32_t{0x2066}, char32_t{0x200B}, char32_t{0xFEFF}}) {
    std::string text;
    slicecop::text::append_utf8(text, hidden);
    CHECK(printable(text) == "\uFFFD");
  }
  CHECK(printable("a\xFF\xC3") == "a\uFFFD\uFFFD");
}

TEST_CASE("widths on a terminal") {
  CHECK(printable_width("abc") == 3);
  CHECK(printable_width("\t") == 4);
  CHECK(printable_width("日本語") == 6);
  CHECK(printable_width("한글") == 4);
  CHECK(printable_width("ｆｕｌｌ") == 8);
  CHECK(printable_width("🎉") == 2);
  CHECK(printable_width("e\u0301") == 1);
  CHECK(printable_width("äéß€") == 4);
  CHECK(printable_width("\x1b") == 1);
}
