// Which loop multiplies a copy, and what comes back to the same binding on a later pass.
#include <string>

#include "catch.h"
#include "semantics/model_of.h"

using namespace slicecop;
using namespace slicecop::semantics;
using syntax::Kind;
using syntax::Node;

namespace {

// The line of the loop around the n-th `use(...)`; 0 for none.
std::size_t around(ModelOf& file, int number = 1) {
  const Loop loop = file.model.loop_around(file.used(number).parent().parent());
  return loop ? file.line_of(loop.node) : 0;
}

std::size_t around(std::string_view code) {
  ModelOf file(code);
  return around(file);
}

// The line of the loop that carries the first target `target`; 0 for none.
std::size_t carried(std::string_view code, std::string_view target = "data") {
  ModelOf file(code);
  for (syntax::NodeId id = 0; id < file.tree.size(); ++id) {
    const Node node = file.tree.node(id);
    if (node.text() != target || !node.is_any(Kind::identifier, Kind::attribute)) continue;
    Node at = node;
    while (at.parent().is_any(Kind::pattern_list, Kind::tuple_pattern)) at = at.parent();
    const bool named = at.parent().is(Kind::named_expression) && at.field() == syntax::Field::name;
    const bool bound =
        at.parent().is_any(Kind::assignment, Kind::augmented_assignment) && at.field() == syntax::Field::left;
    if (!named && !bound) continue;
    // The first binding may be the one above the loop.
    const Loop loop = file.model.carrying_loop(node);
    if (loop) return file.line_of(loop.node);
  }
  return 0;
}

}  // namespace

TEST_CASE("the body of a loop runs on every pass; what stands beside it does not") {
  ModelOf file(R"(
def f(x):
    for i in use(x):
        use(x)
    else:
        use(x)
    while use(x):
        use(x)
    else:
        use(x)
    use(x)
)");
  CHECK(around(file, 1) == 0);
  CHECK(around(file, 2) == 2);
  CHECK(around(file, 3) == 0);
  CHECK(around(file, 4) == 6);
  CHECK(around(file, 5) == 6);
  CHECK(around(file, 6) == 0);
  CHECK(around(file, 7) == 0);
}

TEST_CASE("a comprehension is a loop, but for its first iterable") {
  ModelOf file("[use(x) for y in use(x) if use(x) for z in use(x)]\n");
  CHECK(around(file, 1) == 1);
  CHECK(around(file, 2) == 0);
  CHECK(around(file, 3) == 1);
  CHECK(around(file, 4) == 1);
}

TEST_CASE("a loop around a function is none for its body") {
  CHECK(around("for i in y:\n    def f():\n        use(x)\n") == 0);
  CHECK(around("for i in y:\n    g = lambda: use(x)\n") == 0);
  CHECK(around("for i in y:\n    class C:\n        z = use(x)\n") == 0);
}

TEST_CASE("a loop that runs once is none") {
  CHECK(around("for i in y:\n    use(x)\n    break\n") == 0);
  CHECK(around("def f():\n    while True:\n        use(x)\n        return\n") == 0);
  CHECK(around("for i in y:\n    use(x)\n    if i: break\n") == 1);
  CHECK(around("for i in y:\n    if i: continue\n    use(x)\n    break\n") == 0);
  CHECK(around("for i in y:\n    use(x)\n    if i: continue\n    break\n") == 1);
  CHECK(around("for i in y:\n    if use(x): continue\n    break\n") == 1);
  CHECK(around("for i in y:\n    for j in z:\n        continue\n    use(x)\n    break\n") == 0);
}

TEST_CASE("a loop over the digits of a number is none") {
  CHECK(around("while n:\n    use(x)\n    n >>= 8\n") == 0);
  CHECK(around("while n > 0:\n    use(x)\n    n = n // 16\n") == 0);
  CHECK(around("while n:\n    n, digit = divmod(n, 10)\n    use(x)\n") == 0);
  CHECK(around("while n:\n    use(x)\n    n -= 8\n") == 1);
  CHECK(around("while n:\n    use(x)\n    m >>= 8\n") == 1);
  CHECK(around("while f(n):\n    use(x)\n    n >>= 8\n") == 1);
}

TEST_CASE("a loop over the function's own arguments is none") {
  CHECK(around("def f(*parts):\n    for part in parts: use(x)\n") == 0);
  CHECK(around("def f(parts):\n    for part in parts: use(x)\n") == 2);
  CHECK(around("def f(*parts):\n    for part in other: use(x)\n") == 2);
}

TEST_CASE("what leads out of the loop runs once in it") {
  CHECK(around("for i in y:\n    if i:\n        use(x)\n        break\n") == 0);
  CHECK(around("for i in y:\n    if i:\n        if use(x): pass\n        break\n    z()\n") == 0);
  CHECK(around("for i in y:\n    if i:\n        if use(x): continue\n        break\n") == 1);
  CHECK(around("for i in y:\n    if i:\n        use(x)\n    else:\n        break\n") == 1);
  // A break leaves one loop, a return all of them.
  CHECK(around("for i in y:\n    for j in i:\n        if j:\n            use(x)\n            break\n") == 1);
  CHECK(around("def f():\n    for i in y:\n        for j in i:\n            if j:\n                return use(x)\n") ==
        0);
  CHECK(around("for i in y:\n    if i:\n        raise E(use(x))\n") == 0);
  CHECK(around("for i in y:\n    try:\n        if i:\n            raise E(use(x))\n    except E: pass\n") == 1);
}

TEST_CASE("a loop that takes a known number of passes of at most eight is none") {
  CHECK(around("for i in (1, 2, 3): use(x)\n") == 0);
  CHECK(around("for i in range(8): use(x)\n") == 0);
  CHECK(around("for i in range(9): use(x)\n") == 1);
  CHECK(around("N = 4\nfor i in range(N): use(x)\n") == 0);
  CHECK(around("for i in range(0, 64, 8): use(x)\n") == 0);
  CHECK(around("for i in range(64, 0, -8): use(x)\n") == 0);
  CHECK(around("for i in range(0, 65, 8): use(x)\n") == 1);
  CHECK(around("for i in range(4, 0): use(x)\n") == 0);
  CHECK(around("for i in range(n): use(x)\n") == 1);
  CHECK(around("for i in [*y]: use(x)\n") == 1);
  CHECK(around("[use(x) for i in range(4)]\n") == 0);
  CHECK(around("[use(x) for i in range(4) for j in range(4)]\n") == 1);
  CHECK(around("for i in z:\n    for j in range(4):\n        use(x)\n") == 1);
}

TEST_CASE("the number of passes is told where it is constant") {
  ModelOf file("for i in range(100): use(x)\nfor i in y: use(x)\n");
  CHECK(file.model.loop_around(file.used(1)).passes == 100U);
  CHECK_FALSE(file.model.loop_around(file.used(2)).passes);
}

TEST_CASE("an expression is invariant where the loop binds nothing that it mentions") {
  ModelOf file(R"(
def f(data, size, self):
    for i in range(100):
        size = size + 1
        self.x = 1
        use(data)
        use(size)
        use(i)
        use(self.x)
        use(self.y)
        use(data + self.y)
        use(data.z())
        [use(j) for j in data]
)");
  const auto invariant = [&](int number) {
    return file.model.is_invariant(file.used(number), file.model.loop_around(file.used(1)));
  };
  CHECK(invariant(1));
  CHECK_FALSE(invariant(2));
  CHECK_FALSE(invariant(3));
  CHECK_FALSE(invariant(4));
  CHECK(invariant(5));
  CHECK(invariant(6));
  CHECK_FALSE(invariant(7));
  CHECK_FALSE(invariant(8));
}

TEST_CASE("carried: cut from itself") {
  CHECK(carried("def f(data, n):\n    while data:\n        data = data[n:]\n") == 2);
  CHECK(carried("def f(data, n):\n    for i in n:\n        data = data[i:]\n") == 2);
  CHECK(carried("def f(data, n):\n    while data:\n        head, data = data[:n], data[n:]\n") == 2);
  CHECK(carried("def f(data, n):\n    while data:\n        (head, data) = (data[:n], data[n:])\n") == 2);
  CHECK(carried("def f(data, n):\n    while (data := data[n:]):\n        pass\n") == 2);
  CHECK(carried("def f(data, n):\n    while data:\n        if n:\n            data = data[n:]\n") == 2);
  CHECK(carried("def f(data, n):\n    while data:\n        rest = data[n:]\n        data = rest\n") == 2);
  CHECK(carried("def f(data, n):\n    while data:\n        try:\n            data = data[n:]\n        except E:\n      "
                "      pass\n") == 2);
  CHECK(
      carried("def f(data, n):\n    while True:\n        data = data[n:]\n        if not data:\n            break\n") ==
      2);
  CHECK(carried("data = b''\nwhile data:\n    data = data[1:]\n") == 2);
}

TEST_CASE("carried: grown by itself") {
  CHECK(carried("def f(items):\n    data = b''\n    for i in items:\n        data += i\n") == 3);
  CHECK(carried("def f(items):\n    data = b''\n    for i in items:\n        data = data + i\n") == 3);
  CHECK(carried("def f(items):\n    data = b''\n    for i in items:\n        data = b''.join([data, i])\n") == 3);
  CHECK(carried("def f(items):\n    data = b''\n    for i in items:\n        data = b'%s%s' % (data, i)\n") == 3);
}

TEST_CASE("carried: an attribute") {
  CHECK(carried("def f(self):\n    while self.data:\n        self.data = self.data[4:]\n", "self.data") == 2);
  CHECK(carried("def f(self, items):\n    for i in items:\n        self.data += i\n", "self.data") == 2);
}

TEST_CASE("carried: the innermost loop that brings it back") {
  CHECK(carried("def f(data):\n    while a:\n        while b:\n            data = data[1:]\n") == 3);
  CHECK(carried("def f(data):\n    while a:\n        for i in range(3):\n            data = data[1:]\n") == 2);
  // Begun anew on each pass of the outer loop.
  CHECK(carried("def f(items):\n    for i in items:\n        data = i.read()\n        while data:\n            data = "
                "data[1:]\n") == 4);
}

TEST_CASE("not carried: what is made anew on each pass") {
  CHECK(carried("def f(items, n):\n    for i in items:\n        data = i[n:]\n") == 0);
  CHECK(carried("def f(items, n):\n    for data in items:\n        data = data[n:]\n") == 0);
  CHECK(carried("def f(items):\n    for i in items:\n        data = b''\n        data += i\n") == 0);
  CHECK(carried("def f(items, data):\n    for i in items:\n        data = data[1:]\n        break\n") == 0);
  CHECK(carried("def f(items, data):\n    for i in items:\n        data = data[1:]\n        handle(data)\n        data "
                "= i\n") == 0);
  CHECK(carried("def f(data):\n    data = data[1:]\n    while a:\n        pass\n") == 0);
  CHECK(carried("def f(data, n):\n    while n:\n        rest = data[n:]\n", "rest") == 0);
  CHECK(carried("def f(data, sock):\n    while len(data) < 4:\n        data = sock.recv(4 - len(data))\n") == 0);
  CHECK(carried("def f(data, other):\n    while a:\n        data = other[len(data):]\n") == 0);
  CHECK(carried("def f(data, items):\n    for i in items:\n        x, data = data, i\n") == 0);
}

TEST_CASE("not carried: taken out of the loop by leaving it") {
  CHECK(carried("def f(data, items):\n    for i in items:\n        if i:\n            data = data[i:]\n            "
                "break\n") == 0);
  CHECK(carried("def f(data, items):\n    for i in items:\n        if i:\n            data = data[i:]\n            "
                "return data\n") == 0);
}

TEST_CASE("functions that are fed repeatedly") {
  ModelOf file(R"(
class C:
    def feed(self, data): pass
    def __init__(self, data): pass
    def __call__(self, data): pass
    def once(self): pass
    def drain(self): pass
    def all(self):
        while self.more:
            self.drain()
def function(data): pass
def handed(data): pass
def handed_nothing(): pass
def looped(): pass
def threaded(data): pass
@register("data")
def decorated(data): pass
def main(link):
    link.on_data(handed, handed_nothing)
    Thread(target=threaded)
    function(link)
    while link:
        looped()
    def nested(data): pass
    return nested
)");
  std::string fed;
  for (syntax::NodeId id = 0; id < file.tree.size(); ++id) {
    const syntax::FunctionDefinition function(file.tree.node(id));
    if (function && file.model.is_fed_repeatedly(function.node())) fed += std::string(function.name().text()) + " ";
  }
  CHECK(fed == "feed __call__ drain handed looped decorated nested ");
}

TEST_CASE("what outlives a call") {
  ModelOf file(R"(
import collections
counts = {}
def f(self, given, name):
    global total
    state = self.states[name]
    made = {}
    spare = State(self)
    for stream in self.streams:
        use(stream.data)
    use(self.data)
    use(self.states[name])
    use(self.stream(name).data)
    use(state["data"])
    use(given["data"])
    use(counts[name])
    use(total)
    use(made[name])
    use(spare.data)
    use(collections.Counter().data)
    use(name)
)");
  std::string outlives;
  for (int number = 1; file.used(number); ++number) {
    if (file.model.outlives_call(file.used(number))) outlives += std::string(file.used(number).text()) + "; ";
  }
  CHECK(outlives ==
        "stream.data; self.data; self.states[name]; self.stream(name).data; state[\"data\"]; counts[name]; total; ");
}
