#include "catch.h"
#include "report/example.h"
#include "report/report.h"

using namespace slicecop;
using report::github;
using report::test::Example;
using report::test::example_options;
using report::test::write_example;

TEST_CASE("workflow commands") {
  CHECK(
      write_example(github) ==
      R"(::warning title=slicecop (sliced-things),file=/repo/été/a b.py,line=1,col=15,endLine=1,endColumn=23::été/a b.py:1:15: sliced-things slice of `data` copied%0A  help: Slice a view
::notice title=slicecop (other-things),file=/repo/été/a b.py,line=2,col=3,endLine=2,endColumn=12::été/a b.py:2:3: other-things 50%25 of <b> & "c"
::warning title=slicecop (io-error),file=/repo/gone.py,line=1,col=1,endLine=1,endColumn=1::gone.py:1:1: io-error permission denied
)");
}

TEST_CASE("what would end a command or a property of it is escaped") {
  Example example;
  example.files[0].path = "/repo/a,b:c%\r\n.py";
  example.files[0].shown = "a,b:c%\r\n.py";
  example.first().message = "100%\r\nof a, b: c";
  example.first().fix->title = "First\nsecond";
  const std::string line = github(example.files, example_options);
  CHECK(
      line.starts_with("::warning title=slicecop (sliced-things),file=/repo/a%2Cb%3Ac%25%0D%0A.py,line=1,col=15,"
                       "endLine=1,endColumn=23::a,b:c%25%0D%0A.py:1:15: sliced-things 100%25%0D%0Aof a, b: c"
                       "%0A  help: First%0Asecond\n::notice"));
}

TEST_CASE("columns only where a finding is on one line: GitHub takes no others") {
  Example example;
  example.first().range.end = example.source.size() - 1;
  CHECK(github(example.files, {}).find(".py,line=1,endLine=2::") != std::string::npos);
}

TEST_CASE("no command where nothing is found") { CHECK(github({}, example_options).empty()); }
