#include "catch.h"
#include "report/example.h"
#include "report/report.h"

using namespace slicecop;
using report::junit;
using report::test::Example;
using report::test::example_options;
using report::test::write_example;

TEST_CASE("a suite for each file, a failed test for each finding") {
  CHECK(write_example(junit) == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="slicecop" tests="3" failures="3" errors="0">
    <testsuite name="/repo/été/a b.py" tests="2" skipped="0" errors="0" failures="2" package="org.slicecop">
        <testcase name="org.slicecop.sliced-things" classname="/repo/été/a b">
            <failure type="warning" message="slice of `data` copied">line 1, col 15, slice of `data` copied</failure>
        </testcase>
        <testcase name="org.slicecop.other-things" classname="/repo/été/a b">
            <failure type="info" message="50% of &lt;b&gt; &amp; &quot;c&quot;">line 2, col 3, 50% of &lt;b&gt; &amp; &quot;c&quot;</failure>
        </testcase>
    </testsuite>
    <testsuite name="/repo/gone.py" tests="1" skipped="0" errors="0" failures="1" package="org.slicecop">
        <testcase name="org.slicecop.io-error" classname="/repo/gone">
            <failure type="warning" message="permission denied">line 1, col 1, permission denied</failure>
        </testcase>
    </testsuite>
</testsuites>
)");
}

TEST_CASE("a test that passed where nothing is found") {
  CHECK(junit({}, example_options) == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="slicecop" tests="1" failures="0" errors="0">
    <testsuite name="slicecop" tests="1" skipped="0" errors="0" failures="0" package="org.slicecop">
        <testcase name="No findings" classname="slicecop"/>
    </testsuite>
</testsuites>
)");
}

TEST_CASE("what XML cannot hold is replaced") {
  Example example;
  example.files[0].path = "/repo/<a>&\"\x01\xFF\n.py";
  CHECK(junit(example.files, {}).find("<testsuite name=\"/repo/&lt;a&gt;&amp;&quot;\uFFFD\uFFFD&#10;.py\"") !=
        std::string::npos);
}
