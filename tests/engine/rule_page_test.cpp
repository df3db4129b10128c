#include "engine/rule_page.h"

#include "catch.h"

using namespace slicecop;
using engine::gain_in_words;
using engine::page_as_markdown;
using engine::size_in_words;

namespace {

constexpr engine::Rule rule{
    .group = engine::Group::quadratic,
    .severity = engine::Severity::warning,
    .summary = "buffer cut in a loop",
    .why = "It costs **much**.\n\n- one\n- two",
    .gains_from = 16384,
    .supersedes = {"one-rule", "other-rule"},
    .bad = "bad()\n\nbad()\n",
    .good = "good()\n",
    .preview = true,
};
constexpr engine::NamedRule named{.name = "cut-buffer", .rule = &rule};

}  // namespace

TEST_CASE("a page as Markdown") {
  CHECK(page_as_markdown(named) ==
        "# cut-buffer\n"
        "\n"
        "buffer cut in a loop\n"
        "\n"
        "| group | severity | gains |\n"
        "|---|---|---|\n"
        "| `quadratic` | warning | from 16 KiB in total |\n"
        "\n"
        "This rule is in preview: it is on with `--preview` only.\n"
        "\n"
        "## Why\n"
        "\n"
        "It costs **much**.\n"
        "\n"
        "- one\n"
        "- two\n"
        "\n"
        "## Instead of\n"
        "\n"
        "```python\n"
        "bad()\n"
        "\n"
        "bad()\n"
        "```\n"
        "\n"
        "## Write\n"
        "\n"
        "```python\n"
        "good()\n"
        "```\n"
        "\n"
        "Where it speaks for an expression, these keep silent: `one-rule`, `other-rule`.\n");
}

TEST_CASE("sizes and gains in words") {
  CHECK(size_in_words(1) == "1 byte");
  CHECK(size_in_words(650) == "650 bytes");
  CHECK(size_in_words(1024) == "1 KiB");
  CHECK(size_in_words(1500) == "1500 bytes");
  CHECK(size_in_words(65536) == "64 KiB");
  CHECK(size_in_words(1'048'576) == "1 MiB");
  CHECK(gain_in_words({.group = engine::Group::slices}) == "at any size");
  CHECK(gain_in_words({.group = engine::Group::slices, .gains_from = 1024}) == "from 1 KiB a copy");
}
