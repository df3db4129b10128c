// Which findings a suppression comment keeps out, by where it stands. Every call of `flag()` is a finding.

#include "engine/suppressions.h"

#include <string>
#include <vector>

#include "catch.h"
#include "engine/fake_rules.h"

using namespace slicecop;
using engine::fake::findings_in;
using engine::fake::rows_in;
using Rows = std::vector<std::uint32_t>;

TEST_CASE("a comment on the finding's line") {
  CHECK(rows_in("flag()\n") == Rows{1});
  CHECK(rows_in("flag()  # slicecop: ignore[flagged-call]\n").empty());
  CHECK(rows_in("flag()  # slicecop: ignore[subscript, flagged-call] it is small\n").empty());
  CHECK(rows_in("flag()  # slicecop: ignore\n").empty());
  CHECK(rows_in("flag()  # noqa\n").empty());
  CHECK(rows_in("flag()  # NOQA").empty());
}

TEST_CASE("a comment with the name of the rule's group") {
  CHECK(rows_in("flag()  # slicecop: ignore[slices]\n").empty());
  CHECK(rows_in("flag()  # slicecop: ignore[reads]\n") == Rows{1});
  CHECK(rows_in("flag(x[1])  # slicecop: ignore[slices]\n") == Rows{1});
}

TEST_CASE("comments that mean others") {
  CHECK(rows_in("flag()  # slicecop: ignore[subscript]\n") == Rows{1});
  CHECK(rows_in("flag()  # slicecop: ignore[]\n") == Rows{1});
  CHECK(rows_in("flag()  # slicecop: ignore[flagged-call\n") == Rows{1});
  CHECK(rows_in("flag()  # noqa: E501\n") == Rows{1});
  CHECK(rows_in("flag()  # noqa: slices\n") == Rows{1});
  CHECK(rows_in("flag()  # noqa: E501, flagged-call\n").empty());
}

TEST_CASE("a comment on another line, or in a string") {
  CHECK(rows_in("flag()\nx = 1  # slicecop: ignore\nflag()\n") == Rows{1, 3});
  CHECK(rows_in("flag('# slicecop: ignore')\n") == Rows{1});
  CHECK(rows_in("flag('''\n# slicecop: ignore\n''')\n") == Rows{1});
}

TEST_CASE("a statement over several lines: each physical line has its own comment") {
  CHECK(rows_in("call(\n    flag(),  # slicecop: ignore\n    flag(),\n)\n") == Rows{3});
  CHECK(rows_in("call(\n    flag(),\n)  # slicecop: ignore\n") == Rows{2});
}

TEST_CASE("a line that ends in a string, or with a backslash, has its comment after that") {
  CHECK(rows_in("flag('''\ntext\n''')  # slicecop: ignore\n").empty());
  CHECK(rows_in("flag('''\ntext\n''')  # noqa\n").empty());
  CHECK(rows_in("flag('''\n''', f'''\n{x}\n''')  # noqa\n").empty());
  CHECK(rows_in("x = flag() + \\\n    y  # slicecop: ignore\n").empty());
  CHECK(rows_in("x = flag() + \\\n    '''\n''' + \\\n    y  # slicecop: ignore\n").empty());
  CHECK(rows_in("x = (flag(),  # \\\n     y)  # slicecop: ignore\n") == Rows{1});
  CHECK(rows_in("x = [flag(), '''a\n''',\n     y]  # slicecop: ignore\n") == Rows{1});
}

TEST_CASE("a comment alone on the line before a statement") {
  CHECK(rows_in("# slicecop: ignore[flagged-call]\nflag()\n").empty());
  CHECK(rows_in("# slicecop: ignore\nflag()\nflag()\n") == Rows{3});
  CHECK(rows_in("flag()\n# slicecop: ignore\n") == Rows{1});
  CHECK(rows_in("# slicecop: ignore\n\n# another comment\nflag()\n").empty());
  CHECK(rows_in("# slicecop: ignore[subscript]\n# slicecop: ignore[flagged-call]\nflag(x[1])\n").empty());
  CHECK(rows_in("if x:\n    # slicecop: ignore\n    flag()\n    flag()\n") == Rows{4});
  CHECK(rows_in("if x:\n    pass\n    # slicecop: ignore\nflag()\n").empty());
}

TEST_CASE("alone before a statement over several lines: the whole of it") {
  CHECK(rows_in("# slicecop: ignore\ncall(\n    flag(),\n    flag(),\n)\nflag()\n") == Rows{6});
  CHECK(rows_in("# slicecop: ignore\nx = '''\n''' + flag()\n").empty());
  CHECK(rows_in("# slicecop: ignore\nflag(); y = [\n    flag(),\n]; flag()\nflag()\n") == Rows{5});
}

TEST_CASE("alone before a compound statement: its header") {
  CHECK(rows_in("# slicecop: ignore\nwhile flag():\n    flag()\n") == Rows{3});
  CHECK(rows_in("# slicecop: ignore\nif (flag(\n    # why: not\n) and\n    flag()):\n    flag()\n") == Rows{6});
  CHECK(rows_in("# slicecop: ignore\ndef f(a=flag(),\n      b=flag()):\n    return flag()\n") == Rows{4});
  CHECK(rows_in("# slicecop: ignore\nclass A(flag(),\n        flag()):\n    x = flag()\n") == Rows{4});
  CHECK(rows_in("# slicecop: ignore\nwith flag() as a, \\\n     flag() as b:\n    flag()\n") == Rows{4});
  CHECK(rows_in("# slicecop: ignore\nmatch flag():\n    case 1:\n        flag()\n") == Rows{4});
  CHECK(rows_in("# slicecop: ignore\nif flag(): x = flag(); flag()\nflag()\n") == Rows{3});
  CHECK(rows_in("# slicecop: ignore\nx: Dict = {1: flag(),\n    2: flag()}\n").empty());
}

TEST_CASE("alone before a clause or a decorator: its line") {
  CHECK(rows_in("if x:\n    pass\n# slicecop: ignore\nelif flag():\n    flag()\n") == Rows{5});
  CHECK(rows_in("try:\n    pass\n# slicecop: ignore\nexcept flag():\n    flag()\n") == Rows{5});
  CHECK(rows_in("match x:\n    # slicecop: ignore\n    case 1 if flag():\n        flag()\n") == Rows{4});
  CHECK(rows_in("# slicecop: ignore\n@d(flag())\ndef f(a=flag()):\n    pass\n") == Rows{3});
  CHECK(rows_in("@d(flag())\n# slicecop: ignore\ndef f(a=flag()):\n    pass\n") == Rows{1});
}

TEST_CASE("alone inside brackets: the next line with code") {
  CHECK(rows_in("call(\n    # slicecop: ignore\n    flag(),\n    flag(),\n)\n") == Rows{4});
  CHECK(rows_in("call(\n    # slicecop: ignore\n    # why\n\n    flag(),\n    flag(),\n)\n") == Rows{6});
  CHECK(rows_in("call(\n    x,\n    # slicecop: ignore\n)\nflag()\n") == Rows{5});
}

TEST_CASE("a bare noqa speaks for its own line only") { CHECK(rows_in("# noqa\nflag()\n") == Rows{2}); }

TEST_CASE("a comment for the whole file") {
  CHECK(rows_in("flag()\nx[1]\n# slicecop: file-ignore[flagged-call]\nflag()\n") == Rows{2});
  CHECK(rows_in("flag()\nx[1]\n# slicecop: file-ignore[slices]\n") == Rows{2});
  CHECK(rows_in("# slicecop: file-ignore\nflag()\nx[1]\n").empty());
}

TEST_CASE("a comment for the whole file stands alone at the left margin") {
  CHECK(rows_in("flag()  # slicecop: file-ignore\n") == Rows{1});
  CHECK(rows_in("def f():\n    # slicecop: file-ignore\n    flag()\n") == Rows{3});
}

TEST_CASE("other line ends") {
  CHECK(rows_in("flag()  # slicecop: ignore\r\nflag()\r\n") == Rows{2});
  CHECK(rows_in("# slicecop: ignore\rflag()\rflag()\r") == Rows{3});
  CHECK(rows_in("x = flag() + \\\r\n    y  # slicecop: ignore\r\n").empty());
}

TEST_CASE("broken Python around a comment") {
  CHECK(rows_in("flag()  # slicecop: ignore\ndef broken(:\n    pass\n").empty());
  CHECK(rows_in("# slicecop: ignore\n)\nflag()\n").size() <= 1);
  CHECK(rows_in("# slicecop: ignore").empty());
  CHECK(rows_in("(# slicecop: ignore\n").empty());
}

TEST_CASE("which suppressions were needed") {
  const engine::Document document = engine::fake::document(
      "flag()  # slicecop: ignore[subscript, flagged-call]\n"
      "x = 1  # noqa\n"
      "# slicecop: file-ignore[nonsense]\n");
  const std::vector<engine::Finding> findings = findings_in("flag()\n");
  REQUIRE(findings.size() == 1);
  engine::Suppressions suppressions(document);
  CHECK(suppressions.suppress(findings[0], engine::Group::slices));

  REQUIRE(suppressions.all().size() == 3);
  CHECK(suppressions.all()[0].used == std::vector<bool>{false, true});
  CHECK(suppressions.all()[1].used == std::vector<bool>{false});
  CHECK(suppressions.all()[2].used == std::vector<bool>{false});
  CHECK(suppressions.all()[2].comment.names[0].name == "nonsense");
}

TEST_CASE("of several that fit, the nearest counts as needed") {
  const engine::Document document = engine::fake::document(
      "# slicecop: file-ignore\n"
      "# slicecop: ignore\n"
      "flag()  # slicecop: ignore\n");
  const std::vector<engine::Finding> findings = findings_in("#\n#\nflag()\n");
  REQUIRE(findings.size() == 1);
  engine::Finding finding = findings[0];
  const std::uint32_t line = document.file().lines().full_line(2).start;
  finding.noqa_at = line;
  finding.range = {.start = line, .end = line + 6};
  engine::Suppressions suppressions(document);
  CHECK(suppressions.suppress(finding, engine::Group::slices));
  CHECK(suppressions.all()[0].used == std::vector<bool>{false});
  CHECK(suppressions.all()[1].used == std::vector<bool>{false});
  CHECK(suppressions.all()[2].used == std::vector<bool>{true});
}

TEST_CASE("a hundred thousand comments and findings take no longer than reading them") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "flag()  # slicecop: ignore[other]\n";
  CHECK(rows_in(text).size() == 100'000);
}
