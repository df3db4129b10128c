#include <nlohmann/json.hpp>

#include "catch.h"
#include "report/example.h"
#include "report/report.h"

using namespace slicecop;
using report::json_lines;
using report::test::Example;
using report::test::example_options;
using report::test::write_example;

TEST_CASE("the objects of the JSON format, one on each line") {
  const Example example;
  const std::string text = json_lines(example.files, example_options);
  auto array = nlohmann::json::array();
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    REQUIRE(end != std::string_view::npos);
    array.push_back(nlohmann::json::parse(rest.substr(0, end)));
    rest.remove_prefix(end + 1);
  }
  CHECK(array.size() == 3);
  CHECK(array == nlohmann::json::parse(report::json(example.files, example_options)));
}

TEST_CASE("fields stand in the order of the JSON format") {
  CHECK(
      write_example(json_lines)
          .starts_with(
              R"({"code":"sliced-things","name":"sliced-things","severity":"warning","message":"slice of `data` copied","filename":"/repo/été/a b.py","cell":null,"location":{"row":1,"column":15},)"));
}

TEST_CASE("no line where nothing is found") { CHECK(json_lines({}, example_options).empty()); }
