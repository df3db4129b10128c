#include "catch.h"
#include "report/example.h"
#include "report/report.h"

using namespace slicecop;
using report::azure;
using report::test::Example;
using report::test::example_options;
using report::test::write_example;

TEST_CASE("logging commands") {
  CHECK(
      write_example(azure) ==
      R"(##vso[task.logissue type=warning;sourcepath=/repo/été/a b.py;linenumber=1;columnnumber=15;code=sliced-things;]slice of `data` copied
##vso[task.logissue type=warning;sourcepath=/repo/été/a b.py;linenumber=2;columnnumber=3;code=other-things;]50%AZP25 of <b> & "c"
##vso[task.logissue type=warning;sourcepath=/repo/gone.py;linenumber=1;columnnumber=1;code=io-error;]permission denied
)");
}

TEST_CASE("what would end a logging command or a property of it is escaped") {
  Example example;
  example.files[0].path = "/repo/a;b]c%\r\n.py";
  example.first().message = "100%\r\nof a; b]";
  CHECK(azure(example.files, {})
            .starts_with("##vso[task.logissue type=warning;sourcepath=/repo/a%3Bb%5Dc%AZP25%0D%0A.py;linenumber=1;"
                         "columnnumber=15;code=sliced-things;]100%AZP25%0D%0Aof a; b]\n##vso["));
}

TEST_CASE("no logging command where nothing is found") { CHECK(azure({}, example_options).empty()); }
