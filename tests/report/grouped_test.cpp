#include "catch.h"
#include "report/example.h"
#include "report/report.h"

using namespace slicecop;
using report::grouped;
using report::test::Example;
using report::test::finding;
using report::test::write;
using report::test::write_example;

TEST_CASE("findings below their file, places in columns") {
  CHECK(write_example(grouped) == R"(été/a b.py:
  1:15 sliced-things [*] slice of `data` copied
  2:3  other-things 50% of <b> & "c"

gone.py:
  1:1 io-error permission denied

)");
}

TEST_CASE("rows are aligned at the right, columns at the left") {
  const auto source = text::SourceFile::from_utf8("a.py", "\n\n\n\n\n\n\n\none\n         two\n");
  CHECK(write(grouped, source, {finding(source, "one", "seen"), finding(source, "two", "seen")}) ==
        "a.py:\n"
        "   9:1  sliced-things seen\n"
        "  10:10 sliced-things seen\n"
        "\n");
}

TEST_CASE("an unsafe fix is marked where unsafe fixes are wanted") {
  Example example;
  example.first().fix->applicability = engine::Applicability::unsafe;
  CHECK(grouped(example.files, {}).find("[*]") == std::string::npos);
  CHECK(grouped(example.files, {.unsafe_fixes = true}).find("sliced-things [*] slice") != std::string::npos);
}

TEST_CASE("colours of the grouped format") {
  const auto source = text::SourceFile::from_utf8("a.py", "data[1:]\n");
  CHECK(write(grouped, source, {finding(source, "data[1:]", "seen")}, {.color = true}) ==
        "\x1b[1ma.py\x1b[0m:\n"
        "  1:1 \x1b[1;36msliced-things\x1b[0m seen\n"
        "\n");
}

TEST_CASE("files without findings are left out of the groups") {
  const auto source = text::SourceFile::from_utf8("a.py", "x\n");
  CHECK(write(grouped, source, {}).empty());
}
