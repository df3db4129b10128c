// Which definition reaches a use where paths part and meet: conditions, boolean operators, match.
#include "catch.h"
#include "semantics/flow_of.h"

using slicecop::semantics::FlowOf;

TEST_CASE("the last assignment before a use reaches it") {
  FlowOf code(R"(
x = 1
use(x)
x = 2
use(x)
)");
  CHECK(code.reaching(1) == "assignment@1");
  CHECK(code.reaching(2) == "assignment@3");
}

TEST_CASE("the right side is read before the left side is bound") {
  FlowOf code(R"(
def f(x):
    x = use(x)
    use(x)
)");
  CHECK(code.reaching(1) == "parameter@1");
  CHECK(code.reaching(2) == "assignment@2");
}

TEST_CASE("both branches of an if reach what follows, in the order of the text") {
  FlowOf code(R"(
if c:
    x = 1
else:
    x = 2
use(x)
)");
  CHECK(code.reaching() == "phi(assignment@2, assignment@4)");
}

TEST_CASE("without an else, what was before reaches too") {
  FlowOf code(R"(
x = 0
if c:
    x = 1
use(x)
)");
  CHECK(code.reaching() == "phi(assignment@1, assignment@3)");
}

TEST_CASE("every branch of an elif chain reaches, and each sees what was before") {
  FlowOf code(R"(
x = 0
if a:
    x = use(x)
elif b:
    x = use(x)
elif c:
    pass
else:
    x = 3
use(x)
)");
  CHECK(code.reaching(1) == "assignment@1");
  CHECK(code.reaching(2) == "assignment@1");
  CHECK(code.reaching(3) == "phi(assignment@1, assignment@3, assignment@5, assignment@9)");
}

TEST_CASE("what an elif condition binds reaches its branch, the later ones and what follows") {
  FlowOf code(R"(
x = 0
if a:
    use(x)
elif (x := g()):
    use(x)
else:
    use(x)
use(x)
)");
  CHECK(code.reaching(1) == "assignment@1");
  CHECK(code.reaching(2) == "where[x := g()] assignment@4");
  CHECK(code.reaching(3) == "unless[x := g()] assignment@4");
  CHECK(code.reaching(4) == "phi(assignment@1, where[x := g()] assignment@4, unless[x := g()] assignment@4)");
}

TEST_CASE("a branch that leaves brings nothing") {
  FlowOf code(R"(
def f(x):
    if c:
        x = 1
        return
    elif d:
        x = 2
        raise E
    use(x)
)");
  CHECK(code.reaching() == "parameter@1");
}

TEST_CASE("a branch that ends the program brings nothing") {
  for (const char* leaving : {"sys.exit(1)", "os._exit(1)", "os.abort()", "assert False", "assert 0, 'no'"}) {
    FlowOf code("import os, sys\ndef f(x):\n    if c:\n        x = 1\n        " + std::string(leaving) +
                "\n    use(x)\n");
    INFO(leaving);
    CHECK(code.reaching() == "parameter@2");
  }
}

TEST_CASE("a branch that is never taken, or always, is told by its condition") {
  FlowOf code(R"(
def f(x):
    if True:
        x = 1
    else:
        x = 2
    use(x)
    if False:
        x = 3
    use(x)
)");
  CHECK(code.reaching(1) == "assignment@3");
  CHECK(code.reaching(2) == "assignment@3");
}

TEST_CASE("a test of the version decides where every version from the target on agrees") {
  struct Test {
    const char* condition;
    const char* after;
  };
  for (const Test& test : {
           Test{"sys.version_info[0] == 2", "assignment@1"},
           Test{"sys.version_info >= (3, 8)", "assignment@3"},
           Test{"sys.version_info < (3, 9)", "assignment@1"},
           Test{"sys.version_info >= (3, 12)", "phi(assignment@1, assignment@3)"},
           Test{"sys.version_info[0] < 3", "assignment@1"},
           Test{"sys.version_info[:2] >= (3, 0)", "assignment@3"},
           Test{"sys.version_info.major >= 3", "assignment@3"},
           Test{"not six.PY2", "assignment@3"},
           Test{"sys.version_info > (3, 9)", "phi(assignment@1, assignment@3)"},
           Test{"sys.platform == 'win32'", "phi(assignment@1, assignment@3)"},
           Test{"TYPE_CHECKING", "phi(assignment@1, assignment@3)"},
       }) {
    FlowOf code("x = 1\nif " + std::string(test.condition) + ":\n    x = 2\nuse(x)\n");
    INFO(test.condition);
    CHECK(code.reaching() == test.after);
  }
}

TEST_CASE("dead code is known as such") {
  FlowOf code(R"(
def f(x):
    if False:
        use(x)
    else:
        use(x)
    while True:
        if c:
            return use(x)
            use(x)
    use(x)
if 0:
    def g():
        use(x)
try:
    raise E
    use(x)
except E:
    use(x)
)");
  std::string dead;
  for (int i = 1; i <= 8; ++i) dead += code.flow.is_dead(code.used(i)) ? "dead " : "live ";
  CHECK(dead == "dead live live dead dead dead dead live ");
}

TEST_CASE("a conditional expression binds on one side only") {
  FlowOf code(R"(
x = 0
(x := 1) if c else use(x)
use(x)
)");
  CHECK(code.reaching(1) == "assignment@1");
  CHECK(code.reaching(2) == "phi(assignment@1, assignment@2)");
}

TEST_CASE("the condition of a conditional expression is evaluated first") {
  FlowOf code(R"(
use(x) if (x := g()) else use(x)
)");
  CHECK(code.reaching(1) == "where[x := g()] assignment@1");
  CHECK(code.reaching(2) == "unless[x := g()] assignment@1");
}

TEST_CASE("the right side of a boolean operator may not be evaluated") {
  FlowOf code(R"(
x = 0
a and (x := 1)
use(x)
a or (x := 2)
use(x)
)");
  CHECK(code.reaching(1) == "phi(assignment@1, assignment@2)");
  CHECK(code.reaching(2) == "phi(phi(assignment@1, assignment@2), assignment@4)");
}

TEST_CASE("and: the right side sees what the left side found") {
  FlowOf code(R"(
def f(x):
    isinstance(x, bytes) and use(x)
    isinstance(x, bytes) or use(x)
    use(x)
)");
  CHECK(code.reaching(1) == "where[isinstance(x, bytes)] parameter@1");
  CHECK(code.reaching(2) == "unless[isinstance(x, bytes)] parameter@1");
  CHECK(code.reaching(3) == "parameter@1");
}

TEST_CASE("a test narrows in its branch, the opposite in the other, and both meet whole") {
  FlowOf code(R"(
def f(x):
    if isinstance(x, bytes):
        use(x)
    else:
        use(x)
    use(x)
)");
  CHECK(code.reaching(1) == "where[isinstance(x, bytes)] parameter@1");
  CHECK(code.reaching(2) == "unless[isinstance(x, bytes)] parameter@1");
  CHECK(code.reaching(3) == "parameter@1");
}

TEST_CASE("after a branch that leaves, the opposite of its condition holds") {
  FlowOf code(R"(
def f(x):
    if x is None:
        return
    use(x)
)");
  CHECK(code.reaching() == "unless[x is None] parameter@1");
}

TEST_CASE("a branch that binds anew meets what the opposite leaves") {
  FlowOf code(R"(
def f(x):
    if isinstance(x, str):
        x = x.encode()
    use(x)
)");
  CHECK(code.reaching() == "phi(assignment@3, unless[isinstance(x, str)] parameter@1)");
}

TEST_CASE("not turns a condition round; and, or combine") {
  FlowOf code(R"(
def f(x, y):
    if not (x is None or y is None):
        use(x)
        use(y)
    if x is None or y is None:
        use(x)
)");
  CHECK(code.reaching(1) == "unless[x is None] parameter@1");
  CHECK(code.reaching(2) == "unless[y is None] parameter@1");
  CHECK(code.reaching(3) == "parameter@1");  // either may be None
}

TEST_CASE("comparing with None narrows like testing for it") {
  FlowOf code(R"(
def f(x):
    if x != None:
        use(x)
    if x == None:
        use(x)
)");
  CHECK(code.reaching(1) == "where[x != None] parameter@1");
  CHECK(code.reaching(2) == "where[x == None] parameter@1");
}

TEST_CASE("an assert holds from there on") {
  FlowOf code(R"(
def f(x):
    assert isinstance(x, bytes), x
    use(x)
)");
  CHECK(code.reaching() == "where[isinstance(x, bytes)] parameter@1");
}

TEST_CASE("match: each case sees the subject, and what its pattern binds") {
  FlowOf code(R"(
def f(x):
    match x:
        case bytes():
            y = use(x)
        case [y, *rest]:
            use(y)
            use(rest)
        case {"k": y, **rest}:
            use(y)
            use(rest)
        case Point(z, k=y) | Other(z, y):
            use(y)
        case str() as y:
            use(y)
        case y:
            use(y)
    use(y)
)");
  CHECK(code.reaching(1) == "where[bytes()] parameter@1");
  CHECK(code.reaching(2) == "capture@5");
  CHECK(code.reaching(3) == "capture@5");
  CHECK(code.reaching(4) == "capture@8");
  CHECK(code.reaching(5) == "capture@8");
  CHECK(code.reaching(6).ends_with("capture@11"));
  CHECK(code.reaching(7) == "capture@13");
  CHECK(code.reaching(8) == "capture@15");
  // The last case takes everything, so that nothing passes by.
  CHECK(code.reaching(9).find("unbound") == std::string::npos);
}

TEST_CASE("match: where no case fits, what was before reaches on") {
  FlowOf code(R"(
x = 0
match y:
    case 1:
        x = 1
    case 2:
        x = 2
use(x)
)");
  CHECK(code.reaching() == "phi(assignment@1, assignment@4, assignment@6)");
}

TEST_CASE("match: a wildcard takes the rest, unless it has a guard") {
  FlowOf code(R"(
x = 0
match y:
    case 1:
        x = 1
    case _:
        x = 2
use(x)
match y:
    case _ if c:
        x = 3
use(x)
)");
  CHECK(code.reaching(1) == "phi(assignment@4, assignment@6)");
  CHECK(code.reaching(2) == "phi(phi(assignment@4, assignment@6), assignment@10)");
}

TEST_CASE("match: a class or a dotted name in a pattern is read, not bound") {
  FlowOf code(R"(
def f(x, Point):
    match x:
        case Point():
            use(Point)
        case Point.origin:
            use(Point)
)");
  CHECK(code.reaching(1) == "parameter@1");
  CHECK(code.reaching(2) == "parameter@1");
}

TEST_CASE("dead code does not bring itself back to life") {
  FlowOf code(R"(
def f(x):
    if c:
        return
        x = a and b
        x = a if b else c
        [y for y in z]
        if a:
            x = 1
    use(x)
)");
  CHECK(code.reaching() == "parameter@1");
}
