// Which names a text calls.
#include "workspace/called_names.h"

#include <algorithm>
#include <string_view>

#include "catch.h"

using namespace slicecop;

namespace {

bool calls(std::string_view text, std::string_view name) {
  return std::ranges::binary_search(workspace::called_names(text), workspace::name_hash(name));
}

}  // namespace

TEST_CASE("the names that a text imports") {
  const auto imports = [](std::string_view text, std::string_view name) {
    return std::ranges::binary_search(workspace::imported_names(text), workspace::name_hash(name));
  };
  CHECK(imports("import wire.parser as p\n", "parser"));
  CHECK(imports("x = 1\n    from ..wire import (parser,\n  reader)\ny = 2\n", "reader"));
  CHECK(imports("from wire import parser", "wire"));
  CHECK_FALSE(imports("from wire import parser\nreader = 1\n", "reader"));
  CHECK_FALSE(imports("important = parser\n", "parser"));
  CHECK_FALSE(imports("", "parser"));
}

TEST_CASE("a name is called where a parenthesis follows it") {
  CHECK(calls("parse(x)", "parse"));
  CHECK(calls("self.reader.feed (x)", "feed"));
  CHECK(calls("f(g(h(1)))", "h"));
  CHECK(calls("größe(1)", "größe"));
  CHECK(calls("undef(1)\nmyclass(2)", "myclass"));
  CHECK_FALSE(calls("parse", "parse"));
  CHECK_FALSE(calls("parser(x)", "parse"));
  CHECK_FALSE(calls("(parse)", "parse"));
  CHECK_FALSE(calls("", "parse"));
}

TEST_CASE("a definition is no call") {
  CHECK_FALSE(calls("def parse(x): pass", "parse"));
  CHECK_FALSE(calls("class Parser(Base): pass", "Parser"));
  CHECK_FALSE(calls("async def  parse (x): pass", "parse"));
}
