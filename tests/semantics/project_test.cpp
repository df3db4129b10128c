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

TEST_CASE("an attribute that was asked whether it is None is what the callers hand over") {
  CHECK(type("class Reader:\n"
             "    def __init__(self, raw=None):\n        self.raw = raw\n"
             "    def rest(self):\n        if self.raw is not None:\n            use(self.raw)\n",
             {{"pkg/a.py", "from .main import Reader\nReader(raw=b'')\n"}}) == "bytes");
}

TEST_CASE("what a parameter was cut down to is what it was") {
  CHECK(type("def parse(data):\n    while data:\n        data = data[4:]\n        use(data)\n",
             {{"pkg/a.py", "from .main import parse\nparse(b'')\n"}}) == "bytes");
}

TEST_CASE("an alias of a type is one in other files, too") {
  const Files files{{"pkg/types.py",
                     "from typing import Union\nBuffer = Union[bytes, bytearray]\nPlain = bytes\nChunks = list[bytes]\n"
                     "_Hidden = Union[bytes, memoryview]\n"},
                    {"pkg/again.py", "from .types import Buffer as Data\n"},
                    {"pkg/all.py", "from .types import *\n"},
                    {"pkg/listed.py",
                     "from typing import Union\n__all__ = ['_One']\n_One = Union[bytes, bytearray]\n"
                     "Other = Union[bytes, bytearray]\n"}};
  const auto declared = [&](const std::string& import, const std::string& annotation) {
    return type(import + "\ndef f(x: " + annotation + "): use(x)\n", files);
  };
  CHECK(declared("from .types import Buffer", "Buffer") == "bytes | bytearray");
  CHECK(declared("from .types import Buffer", "'Buffer | None'") == "bytes | bytearray | None");
  CHECK(declared("from .types import Plain", "Plain") == "bytes");
  CHECK(declared("from .types import Chunks", "Chunks") == "list[bytes]");
  CHECK(declared("from . import types", "types.Buffer") == "bytes | bytearray");
  CHECK(declared("from .again import Data", "Data") == "bytes | bytearray");
  CHECK(declared("from .all import Buffer", "Buffer") == "bytes | bytearray");
  CHECK(declared("from .types import *", "Buffer") == "bytes | bytearray");
  CHECK(declared("from .types import *", "_Hidden") == "Unknown");
  CHECK(declared("from .listed import *", "_One") == "bytes | bytearray");
  CHECK(declared("from .listed import *", "Other") == "Unknown");
  CHECK(declared("from .types import Missing", "Missing") == "Unknown");
}

TEST_CASE("what __all__ leaves out a star import does not bring") {
  const Files files{{"pkg/a.py", "__all__ = ['_x', 'y']\n_x = b''\ny = b''\nz = b''\n"}};
  CHECK(type("from .a import *\nuse(_x)\n", files) == "bytes");
  CHECK(type("from .a import *\nuse(y)\n", files) == "bytes");
  CHECK(type("from .a import *\nuse(z)\n", files) == "Unknown");
  CHECK(type("from .a import z\nuse(z)\n", files) == "bytes");
}

TEST_CASE("a chain of imports is followed for longer than people make it") {
  constexpr int length = 40;
  Files files;
  for (int i = 0; i < length; ++i) {
    const std::string next = "m" + std::to_string(i + 1);
    files["pkg/m" + std::to_string(i) + ".py"] = "from ." + next + " import magic, make as make_next, Thing as Next\n" +
                                                 "def make(): return make_next()\nclass Thing(Next): pass\n";
  }
  files["pkg/m" + std::to_string(length) + ".py"] =
      "magic = b'x'\ndef make(): return magic\nclass Thing:\n    data = bytearray()\n";
  CHECK(type("from .m0 import magic\nuse(magic)\n", files) == "bytes");
  CHECK(type("from .m0 import make\nuse(make())\n", files) == "bytes");
}

TEST_CASE("what another file calls back with tells what a function gets") {
  const Files files{{"pkg/splitter.py",
                     "class Splitter:\n"
                     "    def __init__(self, on_part=None):\n"
                     "        self.on_part = on_part\n        self.on_end = None\n"
                     "    def feed(self, raw: bytes):\n"
                     "        for part in raw.split(b'x'): self.on_part(part)\n"
                     "        self.on_end(bytearray(raw))\n"
                     "def each(raw: bytes, callback):\n"
                     "    while raw: callback(raw, 4)\n"}};
  const std::string import = "from .splitter import Splitter, each\n";
  CHECK(type(import + "def got(part): use(part)\nSplitter(got)\n", files) == "bytes");
  CHECK(type(import + "def got(part): use(part)\nSplitter(on_part=got)\n", files) == "bytes");
  CHECK(type(import + "def got(part, size): use(part)\neach(b'', got)\n", files) == "bytes");
  CHECK(type(import + "class C:\n    def __init__(self): self.s = Splitter(self.got)\n"
                      "    def got(self, part): use(part)\n",
             files) == "bytes");
  CHECK(type(import + "def got(rest): use(rest)\ns = Splitter()\ns.on_end = got\n", files) == "bytearray");
  CHECK(type(import + "class C(Splitter):\n    def __init__(self): self.on_end = self.got\n"
                      "    def got(self, rest): use(rest)\n",
             files) == "bytearray");
  CHECK(type(import + "def got(rest): use(rest)\ns = Splitter()\ns.on_other = got\n", files) == "Unknown");
}

TEST_CASE("a method that the base in another file calls gets what it hands over") {
  const Files files{{"pkg/base.py",
                     "class Base:\n"
                     "    def received(self, raw: bytes): self.handle(raw)\n"
                     "    def handle(self, data): raise NotImplementedError\n"}};
  CHECK(type("from .base import Base\nclass C(Base):\n    def handle(self, data): use(data)\n", files) == "bytes");
}

TEST_CASE("where not all callers were looked at, others may hand over something else") {
  Files files{{"pkg/a.py", "from .main import parse\nparse(b'', 4)\n"}};
  for (int i = 0; i < 60; ++i) files["pkg/b" + std::to_string(i) + ".py"] = "from .main import parse\nparse(b'', 4)\n";
  CHECK(type("def parse(data, size):\n    use(data)\n", files) == "bytes");
}

TEST_CASE("a stub beside the file does not hide who calls it") {
  const Files files{{"pkg/main.pyi", "def parse(data, size): ...\n"},
                    {"pkg/a.py", "from .main import parse\nparse(b'', 4)\n"}};
  CHECK(type("def parse(data, size):\n    use(data)\n", files) == "bytes");
}
