#include "cli/rule_page.h"

#include "catch.h"

using namespace slicecop;
using cli::page_as_text;

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

TEST_CASE("a page for a terminal") {
  CHECK(page_as_text(named, report::Style(false)) ==
        "cut-buffer: buffer cut in a loop\n"
        "\n"
        "It costs much.\n"
        "\n"
        "- one\n"
        "- two\n"
        "\n"
        "Instead of\n"
        "\n"
        "    bad()\n"
        "\n"
        "    bad()\n"
        "\n"
        "write\n"
        "\n"
        "    good()\n"
        "\n"
        "group          quadratic\n"
        "severity       warning\n"
        "gains          from 16 KiB in total\n"
        "speaks before  one-rule, other-rule\n"
        "preview        on with --preview only\n");
}
