#include "cli/wrap.h"

#include "catch.h"

using slicecop::cli::wrap;

TEST_CASE("paragraphs are filled") {
  CHECK(wrap("one two\nthree four\n\nfive", 9) == "one two\nthree\nfour\n\nfive\n");
  CHECK(wrap("one two three", 100) == "one two three\n");
  CHECK(wrap("", 10).empty());
  CHECK(wrap("\n\none\n\n\ntwo\n\n", 10) == "one\n\ntwo\n\n");
}

TEST_CASE("a word that is too long stands alone") { CHECK(wrap("a bbbbbbbbbb c", 5) == "a\nbbbbbbbbbb\nc\n"); }

TEST_CASE("list items begin on a line of their own and hang") {
  CHECK(wrap("Write:\n\n- one two\n  three\n- four", 9) == "Write:\n\n- one two\n  three\n- four\n");
  CHECK(wrap("- a b c d e f", 7) == "- a b c\n  d e f\n");
}

TEST_CASE("bold loses its asterisks, code keeps its backticks") {
  CHECK(wrap("**an offset** into `a ** b`", 50) == "an offset into `a ** b`\n");
  CHECK(wrap("use `data[n:]`", 50) == "use `data[n:]`\n");
}

TEST_CASE("indented code is left as it is") {
  CHECK(wrap("Thus:\n\n    for x in y:\n        f(x)\n\nDone", 12) ==
        "Thus:\n\n    for x in y:\n        f(x)\n\nDone\n");
}
