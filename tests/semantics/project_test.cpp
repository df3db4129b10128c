// What other files of the project tell: the types that they export, and what they hand to a function.
#include <map>
#include <string>

#include "catch.h"
#include "semantics/map_project.h"
#include "semantics/model.h"
#include "syntax/views.h"

using namespace slicecop;
using namespace slicecop::semantics;

namespace {

using Files = std::map<std::string, std::string>;

// The type of the argument of `use(...)` in `main`, which is the file `path` of a project with these other files.
std::string type(const std::string& main, Files files, const std::string& path = "pkg/main.py") {
  files[path] = main;
  const MapProject project(files);
  const syntax::Tree tree = *syntax::parse(files[path]);
  Model model(tree, project, {.path = path, .target_version = 9});
  for (syntax::NodeId id = 0; id < tree.size(); ++id) {
    const syntax::Call call(tree.node(id));
    if (call && call.function().text() == "use") return model.describe(model.type_of(call.positional(0)).type);
  }
  return "nothing is asked about";
}

}  // namespace

TEST_CASE("constants, functions and classes of another module") {
  const Files other{{"pkg/other.py",
                     "MAGIC = b'RIFF'\n"
                     "def read(path):\n    with open(path, 'rb') as file:\n        return file.read()\n"
                     "async def fetch() -> bytes: ...\n"
                     "class Packet:\n"
                     "    kind: str\n"
                     "    def __init__(self, raw: bytes):\n        self.raw = raw\n        self.pending = bytearray()\n"
                     "    def body(self): return self.raw[4:]\n"
                     "    @property\n    def head(self): return self.raw[:4]\n"
                     "    @staticmethod\n    def empty(): return b''\n"
                     "    @classmethod\n    def make(cls): return cls(b'')\n"}};
  CHECK(type("from .other import MAGIC\nuse(MAGIC)\n", other) == "bytes");
  CHECK(type("from pkg.other import MAGIC as M\nuse(M)\n", other) == "bytes");
  CHECK(type("from . import other\nuse(other.MAGIC)\n", other) == "bytes");
  CHECK(type("import pkg.other\nuse(pkg.other.MAGIC)\n", other) == "bytes");
  CHECK(type("import pkg.other as o\nuse(o.read('x'))\n", other) == "bytes");
  CHECK(type("from .other import read\nuse(read('x'))\n", other) == "bytes");
  CHECK(type("from .other import fetch\nasync def f(): use(await fetch())\n", other) == "bytes");
  CHECK(type("from .other import Packet\nuse(Packet(b'').raw)\n", other) == "bytes");
  CHECK(type("from .other import Packet\nuse(Packet(b'').pending)\n", other) == "bytearray");
  CHECK(type("from .other import Packet\nuse(Packet(b'').kind)\n", other) == "str");
  CHECK(type("from .other import Packet\nuse(Packet(b'').body())\n", other) == "bytes");
  CHECK(type("from .other import Packet\nuse(Packet(b'').head)\n", other) == "bytes");
  CHECK(type("from .other import Packet\nuse(Packet.empty())\n", other) == "bytes");
  CHECK(type("from .other import Packet\nuse(Packet.make())\n", other) == "Packet");
  CHECK(type("from .other import Packet\ndef f(p: Packet): use(p.raw)\n", other) == "bytes");
  CHECK(type("from .other import missing\nuse(missing)\n", other) == "Unknown");
  CHECK(type("from .elsewhere import MAGIC\nuse(MAGIC)\n", other) == "Unknown");
}

TEST_CASE("a class of another module as a base") {
  const Files other{{"pkg/base.py",
                     "class Base:\n"
                     "    def __init__(self):\n        self.buffer = b''\n"
                     "    def feed(self, data: bytes): pass\n"}};
  CHECK(type("from .base import Base\nclass C(Base):\n    def f(self): use(self.buffer)\n", other) == "bytes");
  CHECK(type("from .base import Base\nclass C(Base):\n    def feed(self, data): use(data)\n", other) == "bytes");
  CHECK(type("from .base import Base\nclass C(Base):\n    def f(self): use(self.other)\n", other) == "Unknown");
}

TEST_CASE("what a module imports itself is followed") {
  const Files files{{"pkg/__init__.py", "from .a import *\n"},
                    {"pkg/a.py", "from .b import make as create, Thing\nx = create()\n_hidden = b''\n"},
                    {"pkg/b.py", "import os\ndef make(): return os.urandom(4)\nclass Thing:\n    data = bytearray()\n"},
                    {"pkg/c.py", "from .b import Thing\nclass More(Thing): pass\nmade = More()\n"}};
  CHECK(type("from .a import create\nuse(create())\n", files) == "bytes");
  CHECK(type("from .a import x\nuse(x)\n", files) == "bytes");
  CHECK(type("import pkg\nuse(pkg.x)\n", files) == "bytes");
  CHECK(type("from pkg import x\nuse(x)\n", files) == "bytes");
  CHECK(type("from pkg import _hidden\nuse(_hidden)\n", files) == "Unknown");
  CHECK(type("from .c import made\nuse(made.data)\n", files) == "bytearray");
}

TEST_CASE("a package's own modules go before a library's stubs of it") {
  const std::string main = "from json.decoder import JSONDecoder\nuse(JSONDecoder().strict)\n";
  CHECK(type(main, {{"json/decoder.py", "class JSONDecoder:\n    strict = bytearray()\n"}}) == "bool");
  CHECK(type(main, {{"json/decoder.py", "class JSONDecoder:\n    strict = bytearray()\n"}}, "json/main.py") ==
        "bytearray");
  // A folder that has a library's name by chance.
  CHECK(type(main, {}, "json/main.py") == "bool");
}

TEST_CASE("a cycle of imports ends") {
  const Files files{{"pkg/a.py", "from .b import x\nfrom .b import y as z\n"},
                    {"pkg/b.py", "from .a import x\nfrom .a import z as y\n"}};
  CHECK(type("from .a import x, z\nuse(x)\n", files) == "Unknown");
}

TEST_CASE("the calls in the project tell what a parameter gets") {
  const std::string function = "def parse(data, size):\n    use(data)\n";
  CHECK(type(function, {{"pkg/a.py", "from .main import parse\nparse(b'', 4)\n"}}) == "bytes");
  CHECK(type(function, {{"pkg/a.py", "from pkg import main\nmain.parse(bytearray(4), 4)\n"}}) == "bytearray");
  CHECK(type(function, {{"pkg/a.py", "from .main import parse\nparse(size=4, data=b'')\n"}}) == "bytes");
  CHECK(type(function, {{"pkg/a.py", "from .main import parse\nparse(open('x', 'rb').read(), 4)\n"}}) == "bytes");
  CHECK(type(function, {{"pkg/a.py", "from .main import parse\nparse(*x)\n"}}) == "Unknown");
  CHECK(type(function, {{"pkg/a.py", "from .other import parse\nparse(b'', 4)\n"},
                        {"pkg/other.py", "def parse(x, y): 0\n"}}) == "Unknown");
  CHECK(type(function, {}) == "Unknown");
}

TEST_CASE("callers that do not agree on a buffer tell nothing") {
  const std::string function = "def parse(data):\n    use(data)\n";
  const std::string import = "from .main import parse\n";
  CHECK(type(function, {{"pkg/a.py", import + "parse('')\n"}}) == "Unknown");
  CHECK(type(function, {{"pkg/a.py", import + "parse('')\n"}, {"pkg/b.py", import + "parse(b'')\n"}}) == "Unknown");
  CHECK(type(function, {{"pkg/a.py", import + "parse(bytearray())\n"}, {"pkg/b.py", import + "parse(b'')\n"}}) ==
        "bytes | bytearray");
  CHECK(type(function, {{"pkg/a.py", import + "def f(x): parse(x)\n"}, {"pkg/b.py", import + "parse(b'')\n"}}) ==
        "bytes");
}

TEST_CASE("methods and constructors are called from other files, too") {
  const std::string decoder =
      "class Decoder:\n"
      "    def __init__(self, raw):\n        self.raw = raw\n"
      "    def feed(self, data):\n        FEED\n"
      "    def rest(self):\n        REST\n";
  const auto asked = [&](const std::string& where, const std::string& what) {
    std::string code = decoder;
    code.replace(code.find(where), where.size(), "use(" + what + ")");
    return type(code, {{"pkg/a.py",
                        "from .main import Decoder\n"
                        "class Ours(Decoder):\n    def more(self): self.feed(b'')\n"
                        "decoder = Decoder(b'')\n"
                        "decoder.feed(b'')\n"}});
  };
  CHECK(asked("FEED", "data") == "bytes");
  CHECK(asked("REST", "self.raw") == "bytes");
}

TEST_CASE("what a parameter was cut down to is what it was") {
  CHECK(type("def parse(data):\n    while data:\n        data = data[4:]\n        use(data)\n",
             {{"pkg/a.py", "from .main import parse\nparse(b'')\n"}}) == "bytes");
}
