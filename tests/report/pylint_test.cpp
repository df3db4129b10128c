#include "catch.h"
#include "report/example.h"
#include "report/report.h"

using namespace slicecop;
using report::pylint;
using report::test::Example;
using report::test::example_options;
using report::test::write_example;

TEST_CASE("lines as pylint writes them") {
  CHECK(write_example(pylint) == R"(été/a b.py:1: [sliced-things] slice of `data` copied
été/a b.py:2: [other-things] 50% of <b> & "c"
gone.py:1: [io-error] permission denied
)");
}

TEST_CASE("a path cannot break its line") {
  Example example;
  example.files[0].shown = "a\nb.py";
  CHECK(pylint(example.files, {}).starts_with("a\u240Ab.py:1: [sliced-things]"));
}

TEST_CASE("nothing for pylint's readers where nothing is found") { CHECK(pylint({}, example_options).empty()); }
