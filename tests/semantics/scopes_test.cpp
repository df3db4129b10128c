// Scopes and what they bind, by Python's rules.
#include "semantics/scopes.h"

#include <string>

#include "catch.h"
#include "semantics/flow_of.h"

using namespace slicecop;
using namespace slicecop::semantics;

namespace {

struct Code : FlowOf {
  using FlowOf::FlowOf;

  // The scope of the n-th `use(...)`, by the line that opens it; 0 is the module.
  std::size_t scope(int number = 1) { return line(scopes.scope_of(used(number))); }

  // Where the variable that the n-th `use(...)` names lives.
  std::size_t owner(int number = 1) {
    const Atom atom = atoms.intern(used(number).text());
    return line(scopes.resolve(atom, scopes.scope_of(used(number))));
  }

  bool binds(std::string_view name, ScopeId id) { return scopes.bindings(id).names.contains(atoms.intern(name)); }

 private:
  [[nodiscard]] std::size_t line(ScopeId id) const {
    return id == module_scope ? 0 : line_of(tree.node(scopes[id].node));
  }
};

}  // namespace

TEST_CASE("a function, a class and a lambda make scopes; a comprehension and a block make none") {
  Code code(R"(
use(a)
def f():
    use(a)
    if c:
        use(a)
class C:
    use(a)
g = (
    lambda: use(a))
[use(a) for a in b]
)");
  CHECK(code.scope(1) == 0);
  CHECK(code.scope(2) == 2);
  CHECK(code.scope(3) == 2);
  CHECK(code.scope(4) == 6);
  CHECK(code.scope(5) == 9);
  CHECK(code.scope(6) == 0);
}

TEST_CASE("defaults, annotations, decorators and bases belong to the scope around") {
  Code code(R"(
@deco(use(a))
def f(x: use(a) = use(a)) -> use(a):
    pass
@deco(use(a))
class C(use(a), k=use(a)):
    def m(self, x=use(a)):
        pass
    n = lambda y=use(a): use(y)
)");
  for (int i = 1; i <= 7; ++i) CHECK(code.scope(i) == 0);
  CHECK(code.scope(8) == 5);
  CHECK(code.scope(9) == 5);
  CHECK(code.scope(10) == 8);
}

TEST_CASE("a function in a default value is nested in the scope around") {
  Code code(R"(
def f(x=lambda y: use(x)):
    x = 1
)");
  CHECK(code.owner() == 0);
}

TEST_CASE("a name means the nearest function around that binds it") {
  Code code(R"(
x = 1
def f():
    x = 2
    def g():
        use(x)
        def h():
            use(y)
    y = 3
def k():
    use(x)
)");
  CHECK(code.owner(1) == 2);
  CHECK(code.owner(2) == 2);
  CHECK(code.owner(3) == 0);
}

TEST_CASE("the names of a class are hidden from what is nested in it") {
  Code code(R"(
def f():
    x = 0
    class C:
        x = 1
        use(x)
        def m(self):
            use(x)
        n = lambda self: use(x)
)");
  CHECK(code.owner(1) == 3);
  CHECK(code.owner(2) == 1);
  CHECK(code.owner(3) == 1);
}

TEST_CASE("global leads to the module past everything between") {
  Code code(R"(
def f():
    x = 1
    def g():
        global x
        x = 2
        use(x)
    use(x)
)");
  CHECK(code.owner(1) == 0);
  CHECK(code.owner(2) == 1);
  CHECK(code.scopes.is_bound_elsewhere(code.atoms.intern("x"), module_scope));
  CHECK_FALSE(code.scopes.is_bound_elsewhere(code.atoms.intern("y"), module_scope));
}

TEST_CASE("nonlocal leads to the nearest function that binds the name") {
  Code code(R"(
def f():
    x = 1
    def g():
        def h():
            nonlocal x
            x = 2
            use(x)
)");
  CHECK(code.owner() == 1);
  CHECK(code.scopes.is_bound_elsewhere(code.atoms.intern("x"), 1));
  const auto where = code.scopes.binding_elsewhere(code.atoms.intern("x"), 1);
  REQUIRE(where.size() == 1);
  CHECK(code.line_of(code.tree.node(code.scopes[where[0]].node)) == 4);
}

TEST_CASE("everything that binds a name makes it local") {
  Code code(R"(
def f():
    a = b = 1
    c += 1
    d: int
    for e in x: pass
    with x as g, x as (h, [i, *j]): pass
    import k.sub, x.y as l
    from x import m, y as n
    def o(): pass
    class p: pass
    try: pass
    except E as q: pass
    (r := 1)
    [(s := t) for t in x]
    match x:
        case [u, {"k": v, **w}, C(y=z), *A] as B: pass
    del D
    x1.y1 = x2[0] = 1
    type T = int
)");
  for (const char* name : {"a", "b", "c", "d", "e", "g", "h", "i", "j", "k", "l", "m", "n",
                           "o", "p", "q", "r", "s", "u", "v", "w", "z", "A", "B", "D", "T"}) {
    INFO(name);
    CHECK(code.binds(name, 1));
  }
  for (const char* name : {"t", "x", "y", "C", "E", "sub", "x1", "x2", "y1", "_", "int"}) {
    INFO(name);
    CHECK_FALSE(code.binds(name, 1));
  }
}

TEST_CASE("parameters of every form are names of the function") {
  Code code("def f(a, b=1, /, c: int = 2, *d, e: int, g=3, **h): pass\nk = lambda i, *j: i\ndef l(*, m): pass\n");
  for (const char* name : {"a", "b", "c", "d", "e", "g", "h"}) {
    INFO(name);
    CHECK(code.binds(name, 1));
  }
  CHECK(code.scopes.bindings(1).names.size() == 7);
  CHECK(code.binds("i", 2));
  CHECK(code.binds("j", 2));
  CHECK(code.binds("m", 3));
}

TEST_CASE("what a nested scope binds is not bound around it") {
  Code code(R"(
def f():
    def g():
        x = 1
    class C:
        y = 2
    h = lambda z: (w := z)
)");
  for (const char* name : {"x", "y", "z", "w"}) {
    INFO(name);
    CHECK_FALSE(code.binds(name, 1));
  }
  CHECK(code.binds("g", 1));
  CHECK(code.binds("C", 1));
  CHECK(code.binds("h", 1));
}

TEST_CASE("a star import is remembered: any name may be bound by it") {
  CHECK(Code("from x import *\n").scopes.bindings(module_scope).star_import);
  CHECK_FALSE(Code("from x import y\n").scopes.bindings(module_scope).star_import);
}

TEST_CASE("the first annotation of a name is its declaration") {
  Code code("x = 1\nx: bytes = b''\nx: str\n");
  const auto& declared = code.scopes.bindings(module_scope).declared;
  REQUIRE(declared.contains(code.atoms.intern("x")));
  CHECK(code.tree.node(declared.at(code.atoms.intern("x"))).text() == "bytes");
}

TEST_CASE("attributes that are bound are listed with the names, in order of the text") {
  Code code("def f(self):\n    self.a = 1\n    b = self.c = 2\n    self.d[0] = 3\n    del self.e\n");
  std::string found;
  for (const Binding& binding : code.scopes.bindings(1).all)
    found += std::string(code.tree.node(binding.target).text()) + " ";
  CHECK(found == "self self.a b self.c self.e ");
}

TEST_CASE("a name that nested code mentions is captured") {
  Code code(R"(
def f(a, b, c, d):
    def g():
        return a
    h = lambda: b
    [c for _ in c]
    class C:
        x = d
)");
  CHECK(code.scopes.is_captured(code.atoms.intern("a"), 1));
  CHECK(code.scopes.is_captured(code.atoms.intern("b"), 1));
  CHECK_FALSE(code.scopes.is_captured(code.atoms.intern("c"), 1));
  CHECK(code.scopes.is_captured(code.atoms.intern("d"), 1));
}

TEST_CASE("a scope is found by the node that makes it") {
  const Code code("def f():\n    class C:\n        pass\n");
  for (ScopeId id = 0; id < code.scopes.size(); ++id) CHECK(code.scopes.scope_at(code.scopes[id].node) == id);
  CHECK(code.scopes.scope_at(code.scopes[1].node + 1) == no_scope);
}
