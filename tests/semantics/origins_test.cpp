// Which expressions a name stands for.
#include <string>

#include "catch.h"
#include "semantics/model_of.h"

using namespace slicecop;
using namespace slicecop::semantics;

TEST_CASE("the definition of a name is the one expression assigned to it") {
  const auto definition = [](std::string_view code) {
    ModelOf file(code);
    return std::string(file.model.definition_of(file.used()).text());
  };
  CHECK(definition("def f():\n    x = g()\n    use(x)\n") == "g()");
  CHECK(definition("X = g()\ndef f():\n    use(X)\n") == "g()");
  CHECK(definition("def f():\n    if (x := g()):\n        use(x)\n") == "g()");
  CHECK(definition("def f():\n    use(g())\n") == "g()");
  CHECK(definition("def f():\n    x = (g())\n    use(x)\n") == "g()");
  CHECK(definition("def f():\n    if c: x = 1\n    else: x = 2\n    use(x)\n").empty());
  CHECK(definition("def f(x):\n    use(x)\n").empty());
  CHECK(definition("def f():\n    x, y = g()\n    use(x)\n").empty());
  CHECK(definition("def f():\n    x = 1\n    x += 1\n    use(x)\n").empty());
  CHECK(definition("class C:\n    def __init__(self): self.x = g()\n    def f(self): use(self.x)\n") == "g()");
}

TEST_CASE("the bindings of a name are all that may have made it") {
  ModelOf file(
      "def f(x):\n    while x:\n        use(x)\n        if c:\n            x = a()\n        else:\n            x = "
      "b()\n");
  std::string found;
  for (const syntax::Node node : file.model.bindings_of(file.used())) found += std::string(node.text()) + " ";
  CHECK(found == "x a() b() ");
}
