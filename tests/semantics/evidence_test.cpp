// Where the knowledge of a type comes from, what is a buffer, what library functions are called, and other small
// questions.
#include <array>
#include <string>

#include "catch.h"
#include "semantics/model_of.h"

using namespace slicecop;
using namespace slicecop::semantics;
using syntax::Kind;
using types::Evidence;

TEST_CASE("evidence") {
  ModelOf file(R"(
import zlib
class C:
    def __init__(self, raw: bytes):
        self.raw = raw
    def f(self, a: bytes, b, c, d):
        use(b"x")
        use(a)
        use(zlib.compress(a))
        use(self.raw)
        use(self.g())
        if isinstance(b, bytes):
            use(b)
        zlib.crc32(c)
        use(c)
        use(d)
    def g(self):
        return b"x"
)");
  CHECK(file.evidence(1) == Evidence::literal);
  CHECK(file.evidence(2) == Evidence::annotation);
  CHECK(file.evidence(3) == Evidence::stub);
  CHECK(file.evidence(4) == Evidence::attribute);
  CHECK(file.evidence(5) == Evidence::call);
  CHECK(file.evidence(6) == Evidence::isinstance);
  CHECK(file.evidence(7) == Evidence::consumer);
  CHECK(file.evidence(8) == Evidence::none);
}

TEST_CASE("the place of the proof") {
  ModelOf file(
      "import zlib\ndef f(a: bytes, b, c):\n    use(a)\n    if isinstance(b, bytes):\n        use(b)\n    "
      "zlib.crc32(c[4:])\n    use(c)\n");
  CHECK(file.model.type_of(file.used(1)).because.text() == "bytes");
  CHECK(file.model.type_of(file.used(2)).because.text() == "isinstance(b, bytes)");
  CHECK(file.model.type_of(file.used(3)).because.text() == "zlib.crc32(c[4:])");
}

TEST_CASE("what kind of buffer a value is") {
  ModelOf file(R"(
import array, ctypes, mmap, zlib
from typing import Optional, Union
class Raw(bytes): pass
class Own(bytes):
    def __getitem__(self, i): ...
def f(a: bytes, b: Optional[bytearray], c: Union[bytes, memoryview], d: mmap.mmap, e: array.array, g: str, h: Union[bytes, str], i,
      j: Raw, k: Own, l: None, m):
    use(a)
    use(b)
    use(c)
    use(d)
    use(e)
    use(g)
    use(h)
    zlib.crc32(i)
    use(i)
    use(j)
    use(k)
    use(l)
    use(m)
)");
  const auto kinds = [&](int number) { return int{file.model.buffer_of(file.used(number)).kinds}; };
  CHECK(kinds(1) == Buffer::bytes);
  CHECK(kinds(2) == Buffer::bytearray);
  CHECK(file.model.buffer_of(file.used(2)).optional);
  CHECK_FALSE(file.model.buffer_of(file.used(1)).optional);
  CHECK(kinds(3) == (Buffer::bytes | Buffer::view));
  CHECK_FALSE(file.model.buffer_of(file.used(3)).slices_copy());
  CHECK(kinds(4) == Buffer::mmap);
  CHECK(kinds(5) == Buffer::array);
  CHECK(kinds(6) == 0);
  CHECK(kinds(7) == 0);
  CHECK(kinds(8) == Buffer::consumed);
  CHECK(kinds(9) == Buffer::bytes);
  CHECK(kinds(10) == 0);  // its slices are what it says
  CHECK(kinds(11) == 0);
  CHECK(kinds(12) == 0);
}

TEST_CASE("library functions by the name that their users know") {
  ModelOf file(R"(
import os, struct, socket, io, hashlib, asyncio
from struct import unpack as u
from somewhere import foreign
def own(): ...
def f(sock: socket.socket, file: io.BufferedReader, writer: asyncio.StreamWriter, data: bytes, unknown):
    struct.unpack("<I", data)
    u("<I", data)
    sock.send(data)
    file.read(4)
    os.read(0, 4)
    hashlib.sha256(data).update(data)
    writer.write(data)
    bytes(4)
    len(data)
    b"".join([data])
    io.BytesIO(data)
    struct.Struct("<I").unpack(data)
    own()
    foreign()
    unknown.read(4)
)");
  std::string names;
  for (syntax::NodeId id = 0; id < file.tree.size(); ++id) {
    const syntax::Call call(file.tree.node(id));
    if (!call || !call.node().parent().is(Kind::expression_statement)) continue;
    names += std::string(file.model.callee_name(call)) + "\n";
  }
  CHECK(names ==
        "struct.unpack\nstruct.unpack\nsocket.socket.send\nio.BufferedIOBase.read\nos.read\nhashlib.HASH.update\n"
        "asyncio.streams.StreamWriter.write\nbuiltins.bytes\nbuiltins.len\nbuiltins.bytes.join\nio.BytesIO\n"
        "struct.Struct.unpack\n\n\n\n");
}

TEST_CASE("what a name would stand for") {
  ModelOf file("from struct import unpack_from\ndef f(memoryview):\n    use(1)\ndef g():\n    use(2)\n");
  CHECK(file.model.meaning_of("unpack_from", file.used(1)) == "struct.unpack_from");
  CHECK(file.model.meaning_of("memoryview", file.used(1)).empty());
  CHECK(file.model.meaning_of("memoryview", file.used(2)) == "builtins.memoryview");
  CHECK(file.model.meaning_of("nothing", file.used(2)).empty());
}

TEST_CASE("a name is free where the function around mentions it nowhere") {
  const ModelOf file(
      "view = 1\ndef f(data):\n    use(data)\n    def g():\n        other = 1\ndef h(data):\n    view = 1\n    "
      "use(data)\n");
  CHECK(file.model.is_free("view", file.used(1)));
  CHECK_FALSE(file.model.is_free("other", file.used(1)));
  CHECK_FALSE(file.model.is_free("data", file.used(1)));
  CHECK_FALSE(file.model.is_free("view", file.used(2)));
}

TEST_CASE("the import that binds a name") {
  ModelOf file(
      "import struct\nfrom struct import unpack as u\nx = 1\ndef f():\n    use(struct)\n    use(u)\n    use(x)\n    "
      "use(missing)\n");
  CHECK(file.model.import_of(file.used(1)).text() == "struct");
  CHECK(file.model.import_of(file.used(2)).text() == "unpack as u");
  CHECK_FALSE(file.model.import_of(file.used(3)));
  CHECK_FALSE(file.model.import_of(file.used(4)));
}

TEST_CASE("the same value: no assignment lies between") {
  ModelOf file(
      "def f(data, self, c):\n    use(data)\n    use(data)\n    use(self.x)\n    use(self.x)\n    data = data[1:]\n    "
      "self.x = 1\n"
      "    use(data)\n    use(self.x)\n    use(c)\n");
  CHECK(file.model.same_value(file.used(1), file.used(2)));
  CHECK(file.model.same_value(file.used(3), file.used(4)));
  CHECK_FALSE(file.model.same_value(file.used(1), file.used(5)));
  CHECK_FALSE(file.model.same_value(file.used(3), file.used(6)));
  CHECK_FALSE(file.model.same_value(file.used(1), file.used(7)));
}

TEST_CASE("instances of a class, None aside") {
  ModelOf file(
      "import io\ndef f(a: io.BytesIO, b: 'io.BytesIO | None', c: 'io.BytesIO | str', d):\n    use(a)\n    use(b)\n    "
      "use(c)\n    use(d)\n");
  const auto is_file = [&](int number) {
    return file.model.is_instance(file.model.type_of(file.used(number)).type, types::Known::buffered_io_base);
  };
  CHECK(is_file(1));
  CHECK(is_file(2));
  CHECK_FALSE(is_file(3));
  CHECK_FALSE(is_file(4));
}

TEST_CASE("an answer does not depend on what was asked before") {
  constexpr std::string_view code =
      "import zlib\ndef f(data, other):\n    head = data[:100]\n    tail = head[4:]\n    while tail:\n        "
      "zlib.crc32(tail)\n"
      "        tail = tail[4:]\n        other, data = data, other\n    use(data)\n    use(head)\n    use(tail)\n    "
      "use(other)\n";
  ModelOf first(code);
  std::array<std::string, 4> forwards;
  for (int i = 0; i < 4; ++i) forwards[static_cast<std::size_t>(i)] = first.type(i + 1);
  ModelOf second(code);
  std::array<std::string, 4> backwards;
  for (int i = 3; i >= 0; --i) backwards[static_cast<std::size_t>(i)] = second.type(i + 1);
  CHECK(forwards == backwards);
}

TEST_CASE("the target version decides what the library has, and which code is dead") {
  constexpr std::string_view code =
      "import sys, hashlib\nuse(hashlib.file_digest(open('x', 'rb'), 'md5').digest())\nif sys.version_info >= (3, "
      "12):\n    use(b'')\nelse:\n    use(b'')\n";
  ModelOf old(code, 9);
  CHECK(old.type(1) == "Unknown");
  CHECK(old.type(2) == "bytes");
  CHECK(old.type(3) == "bytes");
  ModelOf recent(code, 12);
  CHECK(recent.type(1) == "bytes");
  CHECK(recent.type(2) == "bytes");
  CHECK(recent.type(3) == "Unknown");
}

TEST_CASE("a value that was made in hundreds of steps is known at the end, and without asking for those between") {
  std::string code = "def f(data: bytes):\n    x = data\n";
  for (int i = 0; i < 500; ++i) code += "    x = x[4:]\n";
  code += "    use(x)\n";
  CHECK(ModelOf(code).type() == "bytes");
}

// Each step can be come to on two ways, and all of them lie too deep for one question.
TEST_CASE("a value that grows under hundreds of conditions is known at the end") {
  std::string code = "def f(data: bytes, flags):\n    out = b''\n    size = 0\n";
  for (int i = 0; i < 1'500; ++i) code += "    if flags[size]:\n        out += data[4:]\n    size += len(out)\n";
  code += "    use(out)\n    use(size)\n";
  ModelOf file(code);
  CHECK(file.type() == "bytes");
  CHECK(file.type(2) == "int");
}

TEST_CASE("functions that call each other in a long row are known from either end") {
  std::string code;
  for (int i = 0; i < 300; ++i) {
    code.append("def f")
        .append(std::to_string(i))
        .append("(x):\n    return f")
        .append(std::to_string(i + 1))
        .append("(x)\n");
  }
  code += "def f300(x):\n    return b''\nuse(f0(1))\n";
  CHECK(ModelOf(code).type() == "bytes");
}
