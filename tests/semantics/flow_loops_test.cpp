// Which definition reaches a use in and after loops: the head of a loop joins what comes in and what comes back.
#include "catch.h"
#include "semantics/flow_of.h"

using slicecop::semantics::FlowOf;

TEST_CASE("in a loop, what the last pass bound comes back") {
  FlowOf code(R"(
x = 0
while c:
    use(x)
    x = 1
    use(x)
use(x)
)");
  CHECK(code.reaching(1) == "loop(assignment@1, assignment@4)");
  CHECK(code.reaching(2) == "assignment@4");
  CHECK(code.reaching(3) == "loop(assignment@1, assignment@4)");
}

TEST_CASE("a name that the loop leaves alone is the same inside it") {
  FlowOf code(R"(
x = 0
for i in y:
    use(x)
)");
  CHECK(code.reaching() == "assignment@1");
}

TEST_CASE("a for loop binds its target on every pass; after it, none may have run") {
  FlowOf code(R"(
for x in y:
    use(x)
use(x)
)");
  CHECK(code.reaching(1) == "loop target@1");
  CHECK(code.reaching(2) == "loop(unbound, loop target@1)");
}

TEST_CASE("the iterable is read once, before the loop binds anything") {
  FlowOf code(R"(
x = 0
for x in use(x):
    pass
)");
  CHECK(code.reaching() == "assignment@1");
}

TEST_CASE("every target of a pattern is bound") {
  FlowOf code(R"(
for a, (b, *c) in y:
    use(a)
    use(b)
    use(c)
)");
  CHECK(code.reaching(1) == "loop target@1");
  CHECK(code.reaching(2) == "loop target@1");
  CHECK(code.reaching(3) == "loop target@1");
}

TEST_CASE("a reassignment from itself leads back to the head") {
  FlowOf code(R"(
def f(data):
    while data:
        data = data[1:]
    use(data)
)");
  CHECK(code.reaching() == "unless[data] loop(parameter@1, assignment@3)");
}

TEST_CASE("the condition of a while is read on every pass") {
  FlowOf code(R"(
x = 0
while use(x):
    x = 1
)");
  CHECK(code.reaching() == "loop(assignment@1, assignment@3)");
}

TEST_CASE("a walrus in the condition of a while reaches the body and what follows") {
  FlowOf code(R"(
while (x := g()):
    use(x)
use(x)
)");
  CHECK(code.reaching(1) == "where[x := g()] assignment@1");
  CHECK(code.reaching(2) == "unless[x := g()] assignment@1");
}

TEST_CASE("break carries what is bound there out of the loop, continue to its head") {
  FlowOf code(R"(
x = 0
while c:
    use(x)
    if a:
        x = 1
        break
    if b:
        x = 2
        continue
    x = 3
use(x)
)");
  CHECK(code.reaching(1) == "loop(assignment@1, assignment@8, assignment@10)");
  CHECK(code.reaching(2) == "phi(assignment@5, loop(assignment@1, assignment@8, assignment@10))");
}

TEST_CASE("a loop without an end is left by break alone") {
  FlowOf code(R"(
x = 0
while True:
    x = 1
    if c:
        x = 2
        break
use(x)
)");
  CHECK(code.reaching() == "assignment@5");
}

TEST_CASE("else runs where the loop was not broken off") {
  FlowOf code(R"(
x = 0
for i in y:
    if c:
        x = 1
        break
    x = 2
else:
    use(x)
    x = 3
use(x)
)");
  CHECK(code.reaching(1) == "loop(assignment@1, assignment@6)");
  CHECK(code.reaching(2) == "phi(assignment@4, assignment@9)");
}

TEST_CASE("break leaves the inner loop only") {
  FlowOf code(R"(
x = 0
while a:
    while b:
        x = 1
        break
    use(x)
use(x)
)");
  CHECK(code.reaching(1) == "phi(assignment@4, loop(loop(assignment@1, ^)))");
  CHECK(code.reaching(2) == "loop(assignment@1, phi(assignment@4, loop(^)))");
}

TEST_CASE("break in the else of an inner loop leaves the outer one") {
  FlowOf code(R"(
x = 0
while a:
    for i in y:
        pass
    else:
        x = 1
        break
    x = 2
use(x)
)");
  CHECK(code.reaching().find("assignment@6") != std::string::npos);
}

TEST_CASE("an attribute that a loop rebinds has a head of its own") {
  FlowOf code(R"(
def f(self):
    while c:
        use(self.buf)
        self.buf = self.buf[1:]
    use(self.buf)
)");
  CHECK(code.reaching(1) == "loop(.buf of parameter@1, assignment@4)");
  CHECK(code.reaching(2) == "loop(.buf of parameter@1, assignment@4)");
}

TEST_CASE("in a loop that moves a name on, its attributes are those of the new object") {
  FlowOf code(R"(
def f(node):
    first = node.data
    while node:
        use(node.data)
        node = node.next
    use(node.data)
)");
  CHECK(code.reaching(1) == ".data of where[node] loop(parameter@1, assignment@5)");
  CHECK(code.reaching(2) == ".data of unless[node] loop(parameter@1, assignment@5)");
}

TEST_CASE("an attribute bound in a loop that moves its object on is not carried from one object to the next") {
  FlowOf code(R"(
def f(node):
    while node:
        use(node.data)
        node.data = b""
        use(node.data)
        node = node.next
)");
  CHECK(code.reaching(1) == ".data of where[node] loop(parameter@1, assignment@6)");
  CHECK(code.reaching(2) == "assignment@4");
}

TEST_CASE("nested loops: the inner head joins what the outer one brings") {
  FlowOf code(R"(
x = 0
for i in y:
    for j in z:
        x = use(x)
)");
  CHECK(code.reaching() == "loop(loop(assignment@1, ^), assignment@4)");
}

TEST_CASE("a comprehension keeps its variables to itself") {
  FlowOf code(R"(
x = 0
[use(x) for x in use(x)]
use(x)
{use(x): y for x, y in z if use(y)}
)");
  CHECK(code.reaching(1) == "loop target@2");
  CHECK(code.reaching(2) == "assignment@1");
  CHECK(code.reaching(3) == "assignment@1");
  CHECK(code.reaching(4) == "loop target@4");
  CHECK(code.reaching(5) == "loop target@4");
}

TEST_CASE("later clauses of a comprehension see the earlier ones") {
  FlowOf code(R"(
[use(b) for a in x if use(a) for b in use(a)]
)");
  CHECK(code.reaching(1) == "loop target@1");
  CHECK(code.reaching(2) == "loop target@1");
  // `if use(a)` told nothing of a.
  CHECK(code.reaching(3) == "loop target@1");
}

TEST_CASE("the condition of a comprehension narrows its body") {
  FlowOf code(R"(
[use(a) for a in x if isinstance(a, bytes)]
)");
  CHECK(code.reaching() == "where[isinstance(a, bytes)] loop target@1");
}

TEST_CASE("a walrus in a comprehension binds outside, and comes back on the next pass") {
  FlowOf code(R"(
x = b""
[x := use(x) + c for c in y]
use(x)
)");
  CHECK(code.reaching(1) == "loop(assignment@1, assignment@2)");
  CHECK(code.reaching(2).find("assignment@2") != std::string::npos);
  CHECK(code.reaching(2).find("assignment@1") != std::string::npos);
}

TEST_CASE("nested comprehensions with the same name keep them apart") {
  FlowOf code(R"(
[[use(x) for x in use(x)] for x in use(x)]
)");
  const auto inner = code.flow.reaching(code.used(1));
  const auto outer = code.flow.reaching(code.used(2));
  CHECK(code.reaching(1) == "loop target@1");
  CHECK(code.reaching(2) == "loop target@1");
  CHECK(inner != outer);
  CHECK(code.reaching(3) == "outer");
}
