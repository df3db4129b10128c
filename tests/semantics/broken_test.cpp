// Code that is being typed: every prefix of a file that uses most of the grammar.
#include <string>

#include "catch.h"
#include "semantics/model_of.h"

using namespace slicecop;
using namespace slicecop::semantics;
using syntax::Node;

namespace {

constexpr std::string_view grammar = R"(
from __future__ import annotations
import struct, os.path as p
from socket import *
from typing import Optional, Union
T = Union[bytes, bytearray]
@deco(1)(2)
class C(Base, metaclass=M):
    x: Optional["bytes"] = None
    __slots__ = ("a",)
    @property
    def f(self, a, /, b: T = b"", *c, d=1, **e) -> bytes | None:
        global g
        nonlocal h
        self.x = a = b = self.y.z = c[0], *d
        self.x[1:2], (q, [r, *s]) = e[1:], b"".join(x for x in a if (y := x))
        self.x += b[a:a + 4]
        del self.x, a[1:], b
        for i, (j, k) in enumerate(a[::2]):
            if i: continue
            elif not j or k is None and isinstance(k, (bytes, str)): break
            else: pass
        else: yield from self.x[1:]
        while (data := os.read(fd, 10)): data = data[1:]
        try: assert x, "m"
        except (A, B) as ex: raise X from ex
        except* Y: raise
        else: return lambda u, *v, w=1: u[1:]
        finally: exec("x")
        with open(a) as f1, b as (f2, f3): await f1[1:]
        async with a as b, c: pass
        async for z in y: pass
        match a[1:], b:
            case [1, C(x=2, y=z), *rest] | {"k": v, **kw} as m if m: pass
            case bytes() | None: pass
            case -1.5j | "a" "b" | A.B: pass
            case _: pass
        return {**a, 1: b[1:]}, {*a, 1}, {k: v for k, v in a.items() for _ in b[1:]}, f"{a[1:]!r:>{w}} {b=}", not a, -b ** ~c
type X[T] = list[T]
print >>f, x[1:]
print "a", x[1:]
exec code in ns
def g(a, (b, c), *d: int): return struct.unpack("<I", a[1:5])[0] if a else b[1:], type(a) is bytes, a == None
x = [y for y in z async for w in y][1:](*a, **b, c=d)[1:2, 3:][...]
)";

void ask(Model& model, Node node) {
  model.type_of(node);
  model.uses_of(node);
  model.definition_of(node);
  model.carrying_loop(node);
  model.is_non_negative(node);
  model.size_of(node);
  model.literal_of(node);
  model.is_invariant(node, model.loop_around(node));
  model.written_in(node, syntax::enclosing_statement(node));
  model.same_value(node, node);
  model.is_fed_repeatedly(node);
  model.callee_name(syntax::Call(node));
  model.unpacked_size(syntax::Call(node));
  model.width_of(syntax::Subscript(node));
  model.import_of(node);
  model.meaning_of(node.text(), node);
  (void)model.is_free("view", node);
  model.describe(model.type_of(node).type);
}

}  // namespace

TEST_CASE("every question has an answer for every node of a file") {
  ModelOf file(grammar);
  CHECK(file.tree.size() > 500);
  for (syntax::NodeId id = 0; id < file.tree.size(); ++id) ask(file.model, file.tree.node(id));
  ask(file.model, Node{});
}

TEST_CASE("every prefix of a file is survived") {
  const std::string_view text = without_first_line_end(grammar);
  for (std::size_t size = 0; size <= text.size(); ++size) {
    ModelOf file(text.substr(0, size));
    // The end is where it is broken.
    const syntax::NodeId first = file.tree.size() > 60 ? file.tree.size() - 60 : 0;
    for (syntax::NodeId id = first; id < file.tree.size(); ++id) ask(file.model, file.tree.node(id));
  }
  SUCCEED();
}

TEST_CASE("every line taken out, and every line alone, is survived") {
  const std::string text(without_first_line_end(grammar));
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = text.find('\n', start) + 1;
    for (const std::string& code : {text.substr(start, end - start), text.substr(0, start) + text.substr(end)}) {
      ModelOf file(code);
      for (syntax::NodeId id = 0; id < file.tree.size(); ++id) ask(file.model, file.tree.node(id));
    }
    start = end;
  }
  SUCCEED();
}
