// Typed views over nodes.

#include "syntax/views.h"

#include "catch.h"
#include "syntax/parse.h"

using namespace slicecop::syntax;

namespace {

struct Parsed {
  explicit Parsed(std::string_view text) : tree(*parse(text)) {}
  [[nodiscard]] Node first(Kind kind) const {
    for (NodeId id = 0; id < tree.size(); ++id) {
      if (tree[id].kind == kind) return tree.node(id);
    }
    return {};
  }
  Tree tree;
};

}  // namespace

TEST_CASE("a view over another kind, or over nothing, is empty and answers nothing") {
  const Parsed code("x = 1\n");
  const Call call(code.first(Kind::assignment));
  CHECK_FALSE(call);
  CHECK_FALSE(call.positional(0));
  CHECK_FALSE(Call(Node{}).function());
}

TEST_CASE("the arguments of a call are found by position and by name") {
  const Parsed code("f(a, b, key=c, *rest, **more)\n");
  const Call call(code.first(Kind::call));
  CHECK(call.positional(0).text() == "a");
  CHECK(call.positional(1).text() == "b");
  CHECK_FALSE(call.positional(2));
  CHECK(call.keyword("key").text() == "c");
  CHECK_FALSE(call.keyword("b"));
  CHECK(call.argument_count() == 5);
  CHECK(call.has_splat());
}

TEST_CASE("what stands behind a splat has no known position") {
  const Parsed code("f(*rest, a)\n");
  CHECK_FALSE(Call(code.first(Kind::call)).positional(0));
}

TEST_CASE("a bare generator is the one argument of its call") {
  const Parsed code("sum(x for x in y)\n");
  const Call call(code.first(Kind::call));
  CHECK(call.has_bare_generator());
  CHECK(call.positional(0).is(Kind::generator_expression));
  CHECK(call.argument_count() == 1);
}

TEST_CASE("a subscript with several parts has no single slice") {
  const Parsed code("x[1:2, 3]\n");
  CHECK_FALSE(Subscript(code.first(Kind::subscript)).slice());
}

TEST_CASE("the statement and the function around a node are found") {
  const Parsed code("class C:\n  def f(self, n=[g]):\n    if a: b = data[1:]\n");
  const Node slice = code.first(Kind::subscript);
  CHECK(enclosing_statement(slice).text() == "b = data[1:]");
  CHECK(FunctionDefinition(enclosing_function(slice)).name().text() == "f");
  CHECK_FALSE(enclosing_function(code.first(Kind::function_definition)));
}

TEST_CASE("the content of plain literals is what stands between the quotes") {
  const auto content = [](std::string_view text) {
    return std::string(string_content(Parsed(text).first(Kind::string)));
  };
  CHECK(content("'ab'\n") == "ab");
  CHECK(content("b\"\"\"a\"b\"\"\"\n") == "a\"b");
  CHECK(content("rb'\\d'\n") == "\\d");
  CHECK(content("f'{x}'\n").empty());
}

TEST_CASE("async is seen on functions and loops") {
  const Parsed code("async def f():\n  async for x in y: pass\n");
  CHECK(FunctionDefinition(code.first(Kind::function_definition)).is_async());
  CHECK(ForStatement(code.first(Kind::for_statement)).is_async());
  CHECK_FALSE(ForStatement(Parsed("for x in y: pass\n").first(Kind::for_statement)).is_async());
}
