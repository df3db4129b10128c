// What makes a definition, and whose name it is: assignments of every form, attributes, del, other scopes.
#include "catch.h"
#include "semantics/flow_of.h"

using slicecop::semantics::FlowOf;

TEST_CASE("chained targets take the same value") {
  FlowOf code(R"(
a = b = c = 1
use(a)
use(b)
use(c)
)");
  CHECK(code.reaching(1) == "assignment@1");
  CHECK(code.reaching(2) == "assignment@1");
  CHECK(code.reaching(3) == "assignment@1");
  const auto& flow = code.flow;
  CHECK(flow[code.flow.reaching(code.used(1))].value == flow[code.flow.reaching(code.used(3))].value);
}

TEST_CASE("tuple, list and starred targets are bound, at any depth") {
  FlowOf code(R"(
a, (b, [c, *d]) = y
use(a)
use(b)
use(c)
use(d)
[e, f] = y
use(f)
)");
  for (int i = 1; i <= 4; ++i) CHECK(code.reaching(i) == "assignment@1");
  CHECK(code.reaching(5) == "assignment@6");
}

TEST_CASE("both sides of a swap read what was before") {
  FlowOf code(R"(
def f(a, b):
    a, b = use(b), use(a)
    use(a)
)");
  CHECK(code.reaching(1) == "parameter@1");
  CHECK(code.reaching(2) == "parameter@1");
  CHECK(code.reaching(3) == "assignment@2");
}

TEST_CASE("an augmented assignment reads, then binds, and knows what was before") {
  FlowOf code(R"(
def f(x):
    x += use(x)
    use(x)
)");
  CHECK(code.reaching(1) == "parameter@1");
  CHECK(code.reaching(2) == "augmented@2");
  CHECK(code.in_words(code.flow.operand(code.flow.reaching(code.used(2)))) == "parameter@1");
}

TEST_CASE("an annotation without a value declares; with one it assigns") {
  FlowOf code(R"(
def f():
    x: bytes
    use(x)
    x: bytes = g()
    use(x)
)");
  CHECK(code.reaching(1) == "declaration@2");
  CHECK(code.reaching(2) == "assignment@4");
}

TEST_CASE("items are read, not bound: the base stays what it is") {
  FlowOf code(R"(
def f(x, i):
    x[use(i)] = 1
    x[0], y = 2, 3
    x[0] += 1
    del x[1]
    use(x)
    for x[0] in y:
        use(x)
)");
  CHECK(code.reaching(1) == "parameter@1");
  CHECK(code.reaching(2) == "parameter@1");
  CHECK(code.reaching(3) == "parameter@1");
}

TEST_CASE("whatever stands in a target is read") {
  FlowOf code(R"(
def f(x):
    g(use(x)).y = 1
    for z[use(x)] in x:
        pass
    with x as h[use(x)].y:
        pass
    a, b[use(x)].c = 1, 2
    del g(use(x)).y, b[use(x)]
)");
  for (int i = 1; i <= 6; ++i) {
    INFO(i);
    CHECK(code.reaching(i) == "parameter@1");
  }
}

TEST_CASE("del takes the name away") {
  FlowOf code(R"(
def f(x):
    del x
    use(x)
)");
  CHECK(code.reaching() == "deleted@2");
}

TEST_CASE("a name that the scope binds later is unbound before") {
  FlowOf code(R"(
def f():
    use(x)
    x = 1
)");
  CHECK(code.reaching() == "unbound");
}

TEST_CASE("a name that the scope never binds is one of the scopes around it") {
  FlowOf code(R"(
x = 1
def f():
    use(x)
)");
  CHECK(code.reaching() == "outer");
}

TEST_CASE("imports, functions and classes bind their names") {
  FlowOf code(R"(
import os.path, sys as system
use(os)
use(system)
from a.b import c, d as e
use(c)
use(e)
def f(): pass
use(f)
class C: pass
use(C)
@deco(use(C))
async def g(): pass
use(g)
)");
  CHECK(code.reaching(1) == "import@1");
  CHECK(code.reaching(2) == "import@1");
  CHECK(code.reaching(3) == "import@4");
  CHECK(code.reaching(4) == "import@4");
  CHECK(code.reaching(5) == "function@7");
  CHECK(code.reaching(6) == "class@9");
  CHECK(code.reaching(7) == "class@9");
  CHECK(code.reaching(8) == "function@12");
}

TEST_CASE("parameters of every form are bound") {
  FlowOf code(R"(
def f(a, b=1, /, c: int = 2, *args, d: bytes, e=3, **kwargs):
    use(a)
    use(b)
    use(c)
    use(args)
    use(d)
    use(e)
    use(kwargs)
)");
  for (int i = 1; i <= 7; ++i) CHECK(code.reaching(i) == "parameter@1");
}

TEST_CASE("a lambda has parameters of its own; its defaults are read around it") {
  FlowOf code(R"(
x = 1
g = lambda x, y=use(x): use(x)
h = lambda: use(x)
)");
  CHECK(code.reaching(1) == "assignment@1");
  CHECK(code.reaching(2) == "parameter@2");
  CHECK(code.reaching(3) == "outer");
}

TEST_CASE("defaults and decorators are read where the function is defined") {
  FlowOf code(R"(
x = 1
def f(x=use(x)):
    use(x)
x = 2
class C(use(x), metaclass=use(x)):
    pass
)");
  CHECK(code.reaching(1) == "assignment@1");
  CHECK(code.reaching(2) == "parameter@2");
  CHECK(code.reaching(3) == "assignment@4");
  CHECK(code.reaching(4) == "assignment@4");
}

TEST_CASE("a name that another scope binds is shared: all its bindings at once") {
  FlowOf code(R"(
x = 1
def f():
    global x
    x = 2
use(x)
def g():
    y = 1
    def h():
        nonlocal y
        y = 2
    h()
    use(y)
)");
  CHECK(code.reaching(1) == "shared");
  CHECK(code.reaching(2) == "shared");
}

TEST_CASE("a declared global starts as what other scopes left, and is then followed") {
  FlowOf code(R"(
def f():
    global x
    use(x)
    x = 2
    use(x)
)");
  CHECK(code.reaching(1) == "outer");
  CHECK(code.reaching(2) == "assignment@4");
}

TEST_CASE("an attribute of a name is a variable of its own") {
  FlowOf code(R"(
def f(self):
    use(self.buf)
    self.buf = 1
    use(self.buf)
    self.other.deep = 2
    use(self.other.deep)
    use(self.other)
)");
  CHECK(code.reaching(1) == ".buf of parameter@1");
  CHECK(code.reaching(2) == "assignment@3");
  CHECK(code.reaching(3) == "assignment@5");
  CHECK(code.reaching(4) == ".other of parameter@1");
}

TEST_CASE("binding a name anew makes its attributes other ones") {
  FlowOf code(R"(
def f(a, b):
    a.x = 1
    use(a.x)
    a = b
    use(a.x)
)");
  CHECK(code.reaching(1) == "assignment@2");
  CHECK(code.reaching(2) == ".x of assignment@4");
}

TEST_CASE("binding an attribute anew makes the attributes behind it other ones") {
  FlowOf code(R"(
def f(a):
    a.b.c = 1
    a.b = g()
    use(a.b.c)
)");
  CHECK(code.reaching() == ".c of assignment@3");
}

TEST_CASE("attributes meet where paths meet") {
  FlowOf code(R"(
def f(self):
    if c:
        self.buf = 1
    use(self.buf)
)");
  CHECK(code.reaching() == "phi(.buf of parameter@1, assignment@3)");
}

TEST_CASE("an attribute of a name that one branch rebinds") {
  FlowOf code(R"(
def f(a):
    use(a.x)
    if c:
        a = g()
    use(a.x)
)");
  CHECK(code.reaching(2) == ".x of phi(parameter@1, assignment@4)");
}

TEST_CASE("del of an attribute takes it away, and leaves its object") {
  FlowOf code(R"(
def f(self):
    del self.buf
    use(self.buf)
    use(self)
)");
  CHECK(code.reaching(1) == "deleted@2");
  CHECK(code.reaching(2) == "parameter@1");
}

TEST_CASE("the body of a class has names of its own, hidden from its methods") {
  FlowOf code(R"(
x = 1
class C:
    use(x)
    x = 2
    use(x)
    def f(self):
        use(x)
)");
  CHECK(code.reaching(1) == "unbound");
  CHECK(code.reaching(2) == "assignment@4");
  CHECK(code.reaching(3) == "outer");
  CHECK(code.scopes.resolve(code.atoms.intern("x"), code.scopes.scope_of(code.used(3))) ==
        slicecop::semantics::module_scope);
}

TEST_CASE("a walrus in an argument is bound for the arguments after it") {
  FlowOf code(R"(
f(use(x), (x := 1), use(x))
)");
  CHECK(code.reaching(1) == "unbound");
  CHECK(code.reaching(2) == "assignment@1");
}

TEST_CASE("names of keyword arguments are no reads") {
  FlowOf code(R"(
def f(x):
    g(x=use(x))
)");
  CHECK(code.reaching() == "parameter@1");
  int uses = 0;
  code.flow.each_use(code.flow.reaching(code.used()), [&](slicecop::syntax::NodeId) { ++uses; });
  CHECK(uses == 1);
}

TEST_CASE("uses and definitions know each other") {
  FlowOf code(R"(
def f(x):
    use(x)
    a = x + x
    if c:
        x = 1
    use(x)
)");
  const auto parameter = code.flow.reaching(code.used(1));
  int uses = 0;
  code.flow.each_use(parameter, [&](slicecop::syntax::NodeId) { ++uses; });
  CHECK(uses == 3);
  int dependents = 0;
  code.flow.each_dependent(parameter, [&](slicecop::semantics::DefinitionId id) {
    ++dependents;
    CHECK(code.in_words(id) == "phi(parameter@1, assignment@5)");
  });
  CHECK(dependents == 1);
}

TEST_CASE("what leaves a function: returns that are reached, yields, its end") {
  FlowOf code(R"(
def f():
    if c:
        return 1
    return 2
    return 3
def g():
    yield 1
def h():
    while True:
        pass
)");
  CHECK(code.flow.exits(1).returns.size() == 2);
  CHECK_FALSE(code.flow.exits(1).falls_through);
  CHECK(code.flow.exits(2).yields.size() == 1);
  CHECK(code.flow.exits(2).falls_through);
  CHECK_FALSE(code.flow.exits(3).falls_through);
}
