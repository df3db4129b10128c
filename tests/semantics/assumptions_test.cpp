// Types that lie outside of what binds a name: what calls hand over and what is done with a value. Their evidence, and
// that working them out ends and stays cheap.
#include <sstream>
#include <string>

#include "catch.h"
#include "semantics/model_of.h"

using namespace slicecop;
using namespace slicecop::semantics;
using types::Evidence;

TEST_CASE("the evidence of what calls hand over") {
  ModelOf file(R"(
def f(data, other):
    use(data)
    use(data[4:])
    use(other)
def g(raw: bytes):
    f(raw, 4)
)");
  CHECK(file.type(1) == "bytes");
  CHECK(file.evidence(1) == Evidence::call);
  CHECK(file.evidence(2) == Evidence::call);
  CHECK(file.evidence(3) == Evidence::none);
}

TEST_CASE("what a body proves counts for more than what calls hand over") {
  ModelOf file(R"(
import zlib
def f(data):
    use(data)
    zlib.crc32(data)
f("text")
f(b"x")
)");
  CHECK(file.type() == "Buffer");
  CHECK(file.evidence() == Evidence::consumer);
}

TEST_CASE("what is written counts for more than either") {
  ModelOf file(R"(
import zlib
def f(data: str):
    use(data)
    zlib.crc32(data)
f(b"x")
)");
  CHECK(file.type() == "str");
}

TEST_CASE("the place of a proof in another method") {
  ModelOf file(R"(
import zlib
class C:
    def __init__(self, data):
        self.data = data
    def a(self):
        use(self.data)
    def b(self):
        zlib.crc32(self.data)
)");
  CHECK(file.model.type_of(file.used()).because.text() == "zlib.crc32(self.data)");
}

TEST_CASE("the answer does not depend on what was asked before") {
  const char* code = R"(
import zlib
def f(data):
    use(data)
    g(data[4:])
def g(data):
    use(data)
    h(data)
def h(data):
    use(data)
    zlib.crc32(data)
    f(data)
)";
  for (int first = 1; first <= 3; ++first) {
    ModelOf file(code);
    CHECK(file.type(first) == "Buffer");
    for (int other = 1; other <= 3; ++other) CHECK(file.type(other) == "Buffer");
  }
}

namespace {

// `count` functions that each call the next two with their own parameter, in a ring.
std::string ring_of_functions(int count) {
  std::ostringstream code;
  code << "import os\n";
  for (int i = 0; i < count; ++i) {
    code << "def f" << i << "(data, n):\n    f" << (i + 1) % count << "(data[n:], n)\n    return f" << (i + 2) % count
         << "(data, n)\n";
  }
  code << "f0(os.urandom(4), 4)\ndef last(data, n):\n    use(f1(data, n))\n";
  return code.str();
}

}  // namespace

TEST_CASE("functions that call each other in a ring end") {
  ModelOf file(ring_of_functions(600));
  for (syntax::NodeId id = 0; id < file.tree.size(); ++id) {
    if (file.tree[id].kind == syntax::Kind::subscript) {
      file.model.type_of(syntax::Subscript(file.tree.node(id)).value());
    }
  }
  CHECK(file.type() == "Unknown");  // nobody returns anything
}

TEST_CASE("a container that is filled from itself ends") {
  ModelOf file(R"(
def f(data: bytes):
    parts = []
    parts.append(data)
    parts.append(parts[0][1:])
    table = {"a": b"", "b": 4}
    table["a"] = table["b"]
    table["b"] = table["a"]
    use(parts[0])
    use(table["a"])
)");
  CHECK(file.type(1) == "bytes");
  CHECK(file.type(2) == "int | bytes");
}

TEST_CASE("an attribute that is handed on through many methods ends") {
  std::ostringstream code;
  code << "class C:\n    def __init__(self, data):\n        self.data = data\n";
  for (int i = 0; i < 300; ++i) {
    code << "    def m" << i << "(self, data):\n        self.data = data[" << i << ":]\n        self.m" << (i + 1) % 300
         << "(self.data)\n";
  }
  code << "        use(self.data)\n";
  const std::string text = code.str();
  ModelOf file(text);
  CHECK(file.type() == "Unknown");
}
