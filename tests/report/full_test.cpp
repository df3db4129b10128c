// What `full` looks like. Each test shows the whole output.

#include "catch.h"
#include "report/findings.h"
#include "report/report.h"

using namespace slicecop;
using report::full;
using report::test::finding;
using report::test::place_of;
using report::test::write;

TEST_CASE("a finding with two lines around it") {
  const auto source =
      text::SourceFile::from_utf8("pkg/a.py", "one = 1\ntwo = 2\nthree = data[1:]\nfour = 4\nfive = 5\n");
  CHECK(write(full, source, {finding(source, "data[1:]", "slice of `data` copied")}) ==
        "info[sliced-things]: slice of `data` copied\n"
        " --> pkg/a.py:3:9\n"
        "  |\n"
        "1 | one = 1\n"
        "2 | two = 2\n"
        "3 | three = data[1:]\n"
        "  |         ^^^^^^^^\n"
        "4 | four = 4\n"
        "5 | five = 5\n"
        "  |\n"
        "\n");
}

TEST_CASE("blank lines at the edge are left out, row numbers are aligned") {
  std::string text(8, '\n');
  text += "a = data[1:]\n";
  const auto source = text::SourceFile::from_utf8("a.py", text + "\n\n");
  CHECK(write(full, source, {finding(source, "data[1:]", "seen")}) ==
        "info[sliced-things]: seen\n"
        " --> a.py:9:5\n"
        "  |\n"
        "9 | a = data[1:]\n"
        "  |     ^^^^^^^^\n"
        "  |\n"
        "\n");
  const auto longer = text::SourceFile::from_utf8("a.py", text + "b = 1\n");
  CHECK(write(full, longer, {finding(longer, "data[1:]", "seen")}) ==
        "info[sliced-things]: seen\n"
        "  --> a.py:9:5\n"
        "   |\n"
        " 9 | a = data[1:]\n"
        "   |     ^^^^^^^^\n"
        "10 | b = 1\n"
        "   |\n"
        "\n");
}

TEST_CASE("notes are marked in the same excerpt") {
  const auto source = text::SourceFile::from_utf8("a.py",
                                                  "def f(chunks):\n"
                                                  "    data = b''\n"
                                                  "    x = 1\n"
                                                  "    y = 1\n"
                                                  "    z = 1\n"
                                                  "    for chunk in chunks:\n"
                                                  "        data += chunk\n"
                                                  "    return data\n");
  auto one = finding(source, "data += chunk", "`data` is rebuilt on every pass");
  one.severity = engine::Severity::warning;
  one.range.end = one.range.start + 4;
  one.notes.push_back({.message = "the loop", .range = place_of(source, "for chunk in chunks:")});
  one.notes.push_back({.message = "`bytes` from here", .range = place_of(source, "data = b''")});
  CHECK(write(full, source, {one}) ==
        "warning[sliced-things]: `data` is rebuilt on every pass\n"
        " --> a.py:7:9\n"
        "  |\n"
        "2 |     data = b''\n"
        "  |     ---------- `bytes` from here\n"
        "...\n"
        "5 |     z = 1\n"
        "6 |     for chunk in chunks:\n"
        "  |     -------------------- the loop\n"
        "7 |         data += chunk\n"
        "  |         ^^^^\n"
        "8 |     return data\n"
        "  |\n"
        "\n");
}

TEST_CASE("a note on the finding's line, and one over several lines") {
  const auto source = text::SourceFile::from_utf8("a.py", "for x in (\n    y,\n):\n    z\n    send(data[1:])\n");
  auto one = finding(source, "data[1:]", "seen");
  one.notes.push_back({.message = "sent here", .range = place_of(source, "send(data[1:])")});
  one.notes.push_back({.message = "the loop", .range = place_of(source, "for x in (\n    y,\n):")});
  CHECK(write(full, source, {one}) ==
        "info[sliced-things]: seen\n"
        " --> a.py:5:10\n"
        "  |\n"
        "1 | for x in (\n"
        "  | ---------- the loop\n"
        "2 |     y,\n"
        "3 | ):\n"
        "4 |     z\n"
        "5 |     send(data[1:])\n"
        "  |          ^^^^^^^^\n"
        "  |     -------------- sent here\n"
        "  |\n"
        "\n");
}

TEST_CASE("a finding over several lines has a rail") {
  const auto source = text::SourceFile::from_utf8("a.py", "x = 1\ny = data[\n    1:\n]\nz = 1\n");
  CHECK(write(full, source, {finding(source, "data[\n    1:\n]", "seen")}) ==
        "info[sliced-things]: seen\n"
        " --> a.py:2:5\n"
        "  |\n"
        "1 |   x = 1\n"
        "2 |   y = data[\n"
        "  |  _____^\n"
        "3 | |     1:\n"
        "4 | | ]\n"
        "  | |_^\n"
        "5 |   z = 1\n"
        "  |\n"
        "\n");
  const auto at_start = text::SourceFile::from_utf8("a.py", "    data[\n        1:]\n");
  CHECK(write(full, at_start, {finding(at_start, "data[\n        1:]", "seen")}) ==
        "info[sliced-things]: seen\n"
        " --> a.py:1:5\n"
        "  |\n"
        "1 | /     data[\n"
        "2 | |         1:]\n"
        "  | |___________^\n"
        "  |\n"
        "\n");
}

TEST_CASE("of a finding over many lines the middle is left out") {
  std::string text = "x = (\n";
  for (int i = 0; i < 20; ++i) text += "    a,\n";
  const auto source = text::SourceFile::from_utf8("a.py", text + ")\n");
  auto one = finding(source, "x = (\n", "seen");
  one.range.end = source.size() - 1;
  CHECK(write(full, source, {one}) ==
        "info[sliced-things]: seen\n"
        "  --> a.py:1:1\n"
        "   |\n"
        " 1 | / x = (\n"
        " 2 | |     a,\n"
        " 3 | |     a,\n"
        " 4 | |     a,\n"
        "...  |\n"
        "21 | |     a,\n"
        "22 | | )\n"
        "   | |_^\n"
        "   |\n"
        "\n");
}

TEST_CASE("tabs, wide and combining characters keep the carets below the code") {
  const auto source = text::SourceFile::from_utf8("a.py", "if x:\n\ty = \"日本e\xCC\x81🎉\" + data[1:]\n");
  CHECK(write(full, source, {finding(source, "data[1:]", "seen")}) ==
        "info[sliced-things]: seen\n"
        " --> a.py:2:16\n"
        "  |\n"
        "1 | if x:\n"
        "2 |     y = \"日本e\xCC\x81🎉\" + data[1:]\n"
        "  |                     ^^^^^^^^\n"
        "  |\n"
        "\n");
}

TEST_CASE("control and reordering characters cannot reach the terminal") {
  const auto source =
      text::SourceFile::from_utf8("a\x1b[2J\xFF.py", "x = '\x1b[31m\xE2\x80\xAE\x7f\u0085' + data[1:]\r\n");
  CHECK(write(full, source, {finding(source, "data[1:]", "seen")}) ==
        "info[sliced-things]: seen\n"
        " --> a␛[2J\uFFFD.py:1:18\n"
        "  |\n"
        "1 | x = '␛[31m\uFFFD␡\uFFFD' + data[1:]\n"
        "  |                  ^^^^^^^^\n"
        "  |\n"
        "\n");
}

TEST_CASE("a very long line is cut around the finding") {
  const std::string filler(1'000'000, 'a');
  const auto source = text::SourceFile::from_utf8("a.py", "x = " + filler + " + data[1:] + " + filler + "\n");
  const std::string out = write(full, source, {finding(source, "data[1:]", "seen")});
  CHECK(out ==
        "info[sliced-things]: seen\n"
        " --> a.py:1:1000008\n"
        "  |\n"
        "1 | ..." +
            std::string(37, 'a') + " + data[1:] + " + std::string(83, 'a') +
            "...\n"
            "  |                                            ^^^^^^^^\n"
            "  |\n"
            "\n");
}

TEST_CASE("the fix is shown as a diff, with how far it can be trusted") {
  const auto source = text::SourceFile::from_utf8("a.py", "import x\nfor i in r:\n    send(data[i:])\nend()\n");
  auto one = finding(source, "data[i:]", "seen");
  one.fix = engine::Fix{.applicability = engine::Applicability::unsafe,
                        .title = "Slice a `memoryview`",
                        .reason = "`data` may be resized",
                        .edits = {{.range = {.start = 9, .end = 9}, .content = "view = memoryview(data)\n"},
                                  {.range = place_of(source, "data"), .content = "view"}}};
  CHECK(write(full, source, {one}) ==
        "info[sliced-things]: seen\n"
        " --> a.py:3:10\n"
        "  |\n"
        "1 | import x\n"
        "2 | for i in r:\n"
        "3 |     send(data[i:])\n"
        "  |          ^^^^^^^^\n"
        "4 | end()\n"
        "  |\n"
        "help: Slice a `memoryview`\n"
        "  |\n"
        "1 | import x\n"
        "2 + view = memoryview(data)\n"
        "3 | for i in r:\n"
        "  -     send(data[i:])\n"
        "4 +     send(view[i:])\n"
        "5 | end()\n"
        "  |\n"
        "note: this fix is unsafe: `data` may be resized\n"
        "\n");
}

TEST_CASE("edits far apart are hunks of their own; rows are those of the changed text") {
  std::string text = "first = 1\n";
  for (int i = 0; i < 9; ++i) text += "x\n";
  const auto source = text::SourceFile::from_utf8("a.py", text + "last = data[1:]");
  auto one = finding(source, "data[1:]", "seen");
  one.fix = engine::Fix{.applicability = engine::Applicability::safe,
                        .title = "Rewrite",
                        .reason = {},
                        .edits = {{.range = {.start = 0, .end = 10}, .content = ""},
                                  {.range = place_of(source, "data[1:]"), .content = "data"}}};
  CHECK(write(full, source, {one}) ==
        "info[sliced-things]: seen\n"
        "  --> a.py:11:8\n"
        "   |\n"
        " 9 | x\n"
        "10 | x\n"
        "11 | last = data[1:]\n"
        "   |        ^^^^^^^^\n"
        "   |\n"
        "help: Rewrite\n"
        "   |\n"
        "   - first = 1\n"
        " 1 | x\n"
        "...\n"
        " 9 | x\n"
        "   - last = data[1:]\n"
        "10 + last = data\n"
        "   |\n"
        "\n");
}

TEST_CASE("no dots between hunks that touch") {
  const auto source = text::SourceFile::from_utf8("a.py", "a[1:]\nx\ny\nb[1:]\nz\n");
  auto one = finding(source, "a[1:]", "seen");
  one.fix = engine::Fix{.applicability = engine::Applicability::safe,
                        .title = "Rewrite",
                        .reason = {},
                        .edits = {{.range = {.start = 0, .end = 5}, .content = "a"},
                                  {.range = place_of(source, "b[1:]"), .content = "b"}}};
  CHECK(write(full, source, {one}) ==
        "info[sliced-things]: seen\n"
        " --> a.py:1:1\n"
        "  |\n"
        "1 | a[1:]\n"
        "  | ^^^^^\n"
        "2 | x\n"
        "3 | y\n"
        "  |\n"
        "help: Rewrite\n"
        "  |\n"
        "  - a[1:]\n"
        "1 + a\n"
        "2 | x\n"
        "3 | y\n"
        "  - b[1:]\n"
        "4 + b\n"
        "5 | z\n"
        "  |\n"
        "\n");
}

TEST_CASE("a sketch without edits is told in words") {
  const auto source = text::SourceFile::from_utf8("a.py", "data[1:]\n");
  auto one = finding(source, "data[1:]", "seen");
  one.fix = engine::Fix{.applicability = engine::Applicability::display,
                        .title = "Keep an offset",
                        .reason = "other methods read `data`",
                        .edits = {}};
  CHECK(write(full, source, {one}) ==
        "info[sliced-things]: seen\n"
        " --> a.py:1:1\n"
        "  |\n"
        "1 | data[1:]\n"
        "  | ^^^^^^^^\n"
        "  |\n"
        "help: Keep an offset\n"
        "note: this is a sketch to be finished by hand: other methods read `data`\n"
        "\n");
}

TEST_CASE("a finding about a whole file has no excerpt") {
  engine::Finding one;
  one.code = "io-error";
  one.severity = engine::Severity::warning;
  one.message = "permission denied";
  const std::vector<engine::Finding> findings{one};
  const std::vector<report::File> files{{.shown = "a.py", .path = "/p/a.py", .source = nullptr, .findings = findings}};
  CHECK(full(files, {}) ==
        "warning[io-error]: permission denied\n"
        " --> a.py:1:1\n"
        "\n");
}

TEST_CASE("a finding at the end of a file, and in an empty one") {
  const auto source = text::SourceFile::from_utf8("a.py", "x\n");
  auto one = finding(source, "x", "seen");
  one.range = {.start = 2, .end = 2};
  CHECK(write(full, source, {one}) ==
        "info[sliced-things]: seen\n"
        " --> a.py:2:1\n"
        "  |\n"
        "1 | x\n"
        "2 |\n"
        "  | ^\n"
        "  |\n"
        "\n");
  const auto empty = text::SourceFile::from_utf8("a.py", "");
  one.range = {};
  CHECK(write(full, empty, {one}) ==
        "info[sliced-things]: seen\n"
        " --> a.py:1:1\n"
        "  |\n"
        "1 |\n"
        "  | ^\n"
        "  |\n"
        "\n");
}

TEST_CASE("colours on demand") {
  const auto source = text::SourceFile::from_utf8("a.py", "data[1:]\n");
  auto one = finding(source, "data[1:]", "seen");
  one.fix = engine::Fix{.applicability = engine::Applicability::safe,
                        .title = "Rewrite",
                        .reason = {},
                        .edits = {{.range = {.start = 4, .end = 8}, .content = ""}}};
  CHECK(write(full, source, {one}, {.color = true}) ==
        "\x1b[1;36minfo[sliced-things]\x1b[0m\x1b[1m: seen\x1b[0m\n"
        " \x1b[1;94m-->\x1b[0m a.py:1:1\n"
        "\x1b[1;94m  |\x1b[0m\n"
        "\x1b[1;94m1 |\x1b[0m data[1:]\n"
        "\x1b[1;94m  |\x1b[0m \x1b[1;36m^^^^^^^^\x1b[0m\n"
        "\x1b[1;94m  |\x1b[0m\n"
        "\x1b[1;96mhelp\x1b[0m\x1b[1m: Rewrite\x1b[0m\n"
        "\x1b[1;94m  |\x1b[0m\n"
        "  \x1b[31m- data[1:]\x1b[0m\n"
        "\x1b[1;94m1 \x1b[0m\x1b[32m+ data\x1b[0m\n"
        "\x1b[1;94m  |\x1b[0m\n"
        "\n");
}
