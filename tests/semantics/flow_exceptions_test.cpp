// Which definition reaches a use around try and with: a handler may start after any binding of the body.
#include "catch.h"
#include "semantics/flow_of.h"

using slicecop::semantics::FlowOf;

TEST_CASE("a handler sees what was before and every binding of the body") {
  FlowOf code(R"(
x = 0
try:
    x = 1
    x = 2
except E:
    use(x)
use(x)
)");
  CHECK(code.reaching(1) == "phi(assignment@1, assignment@3, assignment@4)");
  CHECK(code.reaching(2) == "phi(assignment@4, phi(assignment@1, assignment@3, assignment@4))");
}

TEST_CASE("a handler that leaves brings nothing") {
  FlowOf code(R"(
def f(x):
    try:
        x = g()
    except E:
        return
    use(x)
)");
  CHECK(code.reaching() == "assignment@3");
}

TEST_CASE("else runs after a body without an exception, and its bindings reach no handler") {
  FlowOf code(R"(
try:
    x = 1
except E:
    use(x)
else:
    use(x)
    x = 2
use(x)
)");
  CHECK(code.reaching(1) == "phi(unbound, assignment@2)");
  CHECK(code.reaching(2) == "assignment@2");
  CHECK(code.reaching(3) == "phi(assignment@7, phi(unbound, assignment@2))");
}

TEST_CASE("the name of an exception is bound in its handler") {
  FlowOf code(R"(
try:
    g()
except (A, B) as e:
    use(e)
)");
  CHECK(code.reaching() == "exception@3");
}

TEST_CASE("a group of exceptions is handled like one") {
  FlowOf code(R"(
x = 0
try:
    x = g()
except* A as e:
    use(e)
    use(x)
    x = 2
use(x)
)");
  CHECK(code.reaching(1) == "exception@4");
  CHECK(code.reaching(2) == "phi(assignment@1, assignment@3)");
  CHECK(code.reaching(3) == "phi(assignment@3, assignment@7)");
}

TEST_CASE("finally runs on every way out, so that it sees what the body may have left undone") {
  FlowOf code(R"(
x = 0
try:
    x = g()
finally:
    use(x)
use(x)
)");
  CHECK(code.reaching(1) == "phi(assignment@3, phi(assignment@1, assignment@3))");
  // What follows is reached without an exception only.
  CHECK(code.reaching(2) == "assignment@3");
}

TEST_CASE("what finally binds reaches what follows") {
  FlowOf code(R"(
def f():
    x = 0
    try:
        x = g()
        return x
    finally:
        use(x)
        x = 2
    use(x)
)");
  CHECK(code.reaching(1) == "phi(assignment@2, assignment@4)");
}

TEST_CASE("what finally binds hides the rest") {
  FlowOf code(R"(
x = 0
try:
    x = 1
except E:
    x = 2
finally:
    x = 3
use(x)
)");
  CHECK(code.reaching() == "assignment@7");
}

TEST_CASE("where every way leaves, nothing follows the finally") {
  FlowOf code(R"(
def f(x):
    if c:
        try:
            x = g()
            return x
        finally:
            h()
    use(x)
)");
  CHECK(code.reaching() == "parameter@1");
}

TEST_CASE("a test in the body is no binding for the handler") {
  FlowOf code(R"(
def f(x):
    try:
        if x is None:
            raise E
        g(x)
    except E:
        use(x)
)");
  CHECK(code.reaching() == "parameter@1");
}

TEST_CASE("attributes that the body binds reach the handler") {
  FlowOf code(R"(
def f(self):
    try:
        self.buf = g()
    except E:
        use(self.buf)
)");
  CHECK(code.reaching() == "phi(.buf of parameter@1, assignment@3)");
}

TEST_CASE("with binds its targets") {
  FlowOf code(R"(
with a as x, b() as (y, z):
    use(x)
    use(y)
    use(z)
use(x)
with (c as x, d as w):
    use(w)
)");
  CHECK(code.reaching(1) == "with target@1");
  CHECK(code.reaching(2) == "with target@1");
  CHECK(code.reaching(3) == "with target@1");
  CHECK(code.reaching(4) == "with target@1");
  CHECK(code.reaching(5) == "with target@6");
}

TEST_CASE("a later item of a with sees the earlier ones") {
  FlowOf code(R"(
with open(p) as f, wrap(use(f)) as g:
    pass
)");
  CHECK(code.reaching() == "with target@1");
}

TEST_CASE("suppress may end its body early") {
  FlowOf code(R"(
x = 0
with contextlib.suppress(OSError):
    x = g()
use(x)
with open(p):
    x = h()
use(x)
)");
  CHECK(code.reaching(1) == "phi(assignment@3, phi(assignment@1, assignment@3))");
  CHECK(code.reaching(2) == "assignment@6");
}

TEST_CASE("a break in a try carries out what the try has bound") {
  FlowOf code(R"(
x = 0
while True:
    try:
        x = g()
        break
    except E:
        x = 1
use(x)
)");
  CHECK(code.reaching() == "assignment@4");
}
