// Where a value goes.
#include <string>

#include "catch.h"
#include "semantics/model_of.h"

using namespace slicecop;
using namespace slicecop::semantics;

namespace {

std::string name_of(UseKind kind) {
  switch (kind) {
    case UseKind::buffer_sink:
      return "buffer sink";
    case UseKind::bytes_sink:
      return "bytes sink";
    case UseKind::silent_sink:
      return "silent sink";
    case UseKind::parsed:
      return "parsed";
    case UseKind::kept:
      return "kept";
    case UseKind::converted:
      return "converted";
    case UseKind::decoded:
      return "decoded";
    case UseKind::compared:
      return "compared";
    case UseKind::hashed:
      return "hashed";
    case UseKind::iterated:
      return "iterated";
    case UseKind::indexed:
      return "indexed";
    case UseKind::sliced:
      return "sliced";
    case UseKind::measured:
      return "measured";
    case UseKind::assigned_into:
      return "assigned into";
    case UseKind::written:
      return "written";
    case UseKind::returned:
      return "returned";
    case UseKind::stored:
      return "stored";
    case UseKind::joined:
      return "joined";
    case UseKind::rebound:
      return "rebound";
    case UseKind::unknown:
      return "unknown";
  }
  return "?";
}

constexpr std::string_view preamble =
    "import array, asyncio, base64, collections, hashlib, io, json, os, queue, re, socket, struct, sys, typing, zlib\n"
    "from somewhere import anything\n"
    "def f(data: bytes, sock: socket.socket, file: io.BufferedWriter, view: memoryview, grow: bytearray, items: list, "
    "writer: asyncio.StreamWriter, i: int, numbers: array.array):\n";

// Where the slice goes, the first one of that text in these lines.
std::string uses(std::string_view lines, std::string_view slice = "data[4:]", stubs::PythonVersion version = 9) {
  std::string code(preamble);
  for (std::size_t start = 0; start < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', start), lines.size());
    code += "    " + std::string(lines.substr(start, end - start)) + "\n";
    start = end + 1;
  }
  ModelOf file(code, version);
  const Uses found = file.model.uses_of(file.find(syntax::Kind::subscript, slice));
  std::string text;
  for (const Use& use : found.all) text += (text.empty() ? "" : ", ") + name_of(use.kind);
  return text + (found.complete ? "" : " and more");
}

}  // namespace

TEST_CASE("arguments: what the parameter takes") {
  CHECK(uses("zlib.crc32(data[4:])") == "buffer sink");
  CHECK(uses("sock.send(data[4:])") == "buffer sink");
  CHECK(uses("sock.sendto(data[4:], ('host', 80))") == "buffer sink");
  CHECK(uses("file.write(data[4:])") == "buffer sink");
  CHECK(uses("hashlib.sha256(data[4:]).digest()") == "buffer sink");
  CHECK(uses("hashlib.new('md5', data=data[4:])") == "buffer sink");
  CHECK(uses("os.write(1, data[4:])") == "buffer sink");
  CHECK(uses("base64.b64encode(data[4:])") == "buffer sink");
  CHECK(uses("b''.join([data[4:], b''])") == "buffer sink");
  CHECK(uses("b''.join((data[4:], b''))") == "buffer sink");
  CHECK(uses("b''.join(data[4:] for _ in items)") == "buffer sink");
  CHECK(uses("b''.join([data[4:] for _ in items])") == "buffer sink");
  CHECK(uses("file.writelines([data[4:]])") == "buffer sink");
  CHECK(uses("sock.sendmsg([data[4:]])") == "buffer sink");
  CHECK(uses("grow.extend(data[4:])") == "buffer sink");
  CHECK(uses("re.match(rb'x', data[4:])") == "buffer sink");
  CHECK(uses("writer.write(data[4:])") == "kept");
  CHECK(uses("io.BytesIO(data[4:])") == "kept");
  CHECK(uses("memoryview(data[4:])") == "kept");
  CHECK(uses("struct.unpack('<I', data[4:])") == "parsed");
  CHECK(uses("int.from_bytes(data[4:], 'big')") == "parsed");
  CHECK(uses("bytes(data[4:])") == "converted");
  CHECK(uses("bytearray(data[4:])") == "converted");
  CHECK(uses("str(data[4:], 'ascii')") == "decoded");
  CHECK(uses("json.loads(data[4:])") == "bytes sink");
  CHECK(uses("struct.pack('4s', data[4:])") == "bytes sink");
  CHECK(uses("str(data[4:])") == "silent sink");
  CHECK(uses("print(data[4:])") == "silent sink");
  CHECK(uses("isinstance(data[4:], bytes)") == "silent sink");
  CHECK(uses("len(data[4:])") == "measured");
  CHECK(uses("hash(data[4:])") == "hashed");
  CHECK(uses("list(data[4:])") == "iterated");
  CHECK(uses("items.append(data[4:])") == "stored");
  CHECK(uses("queue.Queue().put(data[4:])") == "stored");
  CHECK(uses("anything(data[4:])") == "unknown");
  CHECK(uses("anything.method(name=data[4:])") == "unknown");
  CHECK(uses("anything(*data[4:])") == "iterated");
  CHECK(uses("typing.cast(bytes, data[4:]).decode()") == "decoded");
}

TEST_CASE("which argument, and whether it is one of several") {
  CHECK(uses("max(data[4:])") == "iterated");
  CHECK(uses("max(data[4:], b'x')") == "bytes sink");
  CHECK(uses("sorted([data[4:], b'x'])") == "bytes sink");
  CHECK(uses("set([data[4:]])") == "hashed");
  CHECK(uses("list([data[4:]])") == "stored");
  CHECK(uses("data.startswith((b'x', data[4:]))") == "buffer sink");
  CHECK(uses("os.writev(1, [data[4:]])") == "buffer sink");
  CHECK(uses("struct.unpack(data[4:], b'')") == "bytes sink");
  CHECK(uses("next(iter(data[4:]))") == "iterated");
  CHECK(uses("iter(data[4:]).__length_hint__()") == "unknown");
  CHECK(uses("items.index(data[4:])") == "compared");
  CHECK(uses("items.extend(data[4:])") == "iterated");
}

TEST_CASE("an array of bytes takes bytes; others would take the items of a view one by one") {
  CHECK(uses("array.array('B', data[4:])") == "converted");
  CHECK(uses("array.array('I', data[4:])") == "silent sink");
  CHECK(uses("array.array(anything, data[4:])") == "silent sink");
}

TEST_CASE("a match holds on to what was searched") {
  CHECK(uses("if re.match(rb'x', data[4:]): pass") == "buffer sink");
  CHECK(uses("re.match(rb'x', data[4:]).group(1)") == "buffer sink");
  CHECK(uses("m = re.match(rb'x', data[4:])\nif m: print(m.start(), m[1])") == "buffer sink");
  CHECK(uses("if m := re.match(rb'x', data[4:]): m.groups()") == "buffer sink");
  CHECK(uses("for m in re.finditer(rb'x', data[4:]): print(m.span())") == "buffer sink");
  CHECK(uses("[m.end() for m in re.finditer(rb'x', data[4:])]") == "buffer sink");
  CHECK(uses("re.match(rb'x', data[4:]).string") == "unknown");
  CHECK(uses("m = re.match(rb'x', data[4:])\nprint(m.string)") == "unknown");
  CHECK(uses("m = re.match(rb'x', data[4:])\nanything.group(m)") == "unknown");
  CHECK(uses("return re.match(rb'x', data[4:])") == "unknown");
  CHECK(uses("for m in re.finditer(rb'x', data[4:]): items.append(m)") == "unknown");
  CHECK(uses("m = re.match(rb'x', data[4:])\nwhile m: m = re.match(rb'x', m)") == "unknown");
}

TEST_CASE("a match that lives on in a name keeps a buffer that others may write") {
  CHECK(uses("if re.match(rb'x', grow[4:]): pass", "grow[4:]") == "buffer sink");
  CHECK(uses("re.match(rb'x', grow[4:]).group(1)", "grow[4:]") == "buffer sink");
  CHECK(uses("m = re.match(rb'x', grow[4:])\nm.group()", "grow[4:]") == "kept");
  CHECK(uses("for m in re.finditer(rb'x', grow[4:]): m.group()", "grow[4:]") == "kept");
}

TEST_CASE("before 3.12, a template with groups is put in by way of the subject's own join") {
  CHECK(uses("re.sub(rb'x', b'y', data[4:])") == "buffer sink");
  CHECK(uses("re.sub(rb'x', lambda m: b'y', data[4:])") == "buffer sink");
  CHECK(uses("re.sub(rb'(x)', rb'y\\1', data[4:])") == "bytes sink");
  CHECK(uses("re.compile(rb'(x)').sub(rb'y\\1', data[4:])") == "bytes sink");
  CHECK(uses("re.sub(rb'x', repl=anything, string=data[4:])") == "bytes sink");
  CHECK(uses("re.sub(rb'(x)', rb'y\\1', data[4:])", "data[4:]", 12) == "buffer sink");
  CHECK(uses("re.match(rb'x', data[4:]).expand(rb'y')") == "unknown");
  CHECK(uses("re.match(rb'x', data[4:]).expand(rb'y')", "data[4:]", 12) == "buffer sink");
}

TEST_CASE("every second byte is no contiguous buffer") {
  CHECK(uses("zlib.crc32(data[::2])", "data[::2]") == "bytes sink");
  CHECK(uses("x = data[::2]\nzlib.crc32(x)", "data[::2]") == "bytes sink");
  CHECK(uses("x = data[::2]\ny = x[4:]\nzlib.crc32(y)", "x[4:]") == "bytes sink");
  CHECK(uses("b'x' + data[::-1]", "data[::-1]") == "bytes sink");
  CHECK(uses("data[::2] == b'x'", "data[::2]") == "compared");
  CHECK(uses("data[::2][0]", "data[::2]") == "indexed");
}

TEST_CASE("a function of this file is looked into") {
  CHECK(uses("def g(part): return zlib.crc32(part)\ng(data[4:])") == "buffer sink");
  CHECK(uses("def g(x, *, part=b''): zlib.crc32(part)\ng(1, part=data[4:])") == "buffer sink");
  CHECK(uses("def g(part):\n    if part: zlib.crc32(part[1:])\ng(data[4:])") == "unknown");
  CHECK(uses("def g(part): return part\ng(data[4:])") == "unknown");
  CHECK(uses("def g(part): return part.decode()\ng(data[4:])") == "unknown");
  CHECK(uses("def g(part): return lambda: zlib.crc32(part)\ng(data[4:])") == "unknown");
  CHECK(uses("def g(part: bytes): zlib.crc32(part)\ng(data[4:])") == "bytes sink");
  CHECK(uses("def g(part: bytes | memoryview): zlib.crc32(part)\ng(data[4:])") == "buffer sink");
  CHECK(uses("def g(*parts): zlib.crc32(parts[0])\ng(data[4:])") == "unknown");
  CHECK(uses("def g(x, part): zlib.crc32(part)\ng(*items, data[4:])") == "unknown");
}

TEST_CASE("but not into one that runs later, that others define anew, or that has another name for the buffer") {
  CHECK(uses("def g(part): yield zlib.crc32(part)\ng(data[4:])") == "unknown");
  CHECK(uses("async def g(part): zlib.crc32(part)\ng(data[4:])") == "unknown");
  CHECK(uses("@anything\ndef g(part): zlib.crc32(part)\ng(data[4:])") == "unknown");
  CHECK(uses("class C:\n    def g(self, part): zlib.crc32(part)\nC().g(data[4:])") == "unknown");
  CHECK(uses("def g(part): zlib.crc32(part)\nif i: g = anything\ng(data[4:])") == "unknown");
  CHECK(uses("def g(part): grow.clear(); zlib.crc32(part)\ng(grow[4:])", "grow[4:]") == "unknown");
  CHECK(uses("def g(part): zlib.crc32(part)\ng(grow[4:])", "grow[4:]") == "buffer sink");
}

TEST_CASE("parts of an array have items of its own type") {
  CHECK(uses("zlib.crc32(numbers[4:])", "numbers[4:]") == "buffer sink");
  CHECK(uses("numbers[4:] == data", "numbers[4:]") == "silent sink");
  CHECK(uses("for number in numbers[4:]: pass", "numbers[4:]") == "silent sink");
  CHECK(uses("numbers[4:][0]", "numbers[4:]") == "silent sink");
}

TEST_CASE("match compares with values, and tells a view from bytes by class or sequence") {
  CHECK(uses("match data[4:]:\n    case b'x' | b'y': pass\n    case _: pass") == "compared");
  CHECK(uses("match data[4:]:\n    case b'x': pass\n    case bytes(): pass") == "silent sink");
  CHECK(uses("match data[4:]:\n    case [1, 2]: pass") == "silent sink");
  CHECK(uses("match data[4:]:\n    case other: pass") == "silent sink");
}

TEST_CASE("a parameter that is filled is written, not read") {
  CHECK(uses("open('name', 'rb').readinto(data[4:])") == "written");
  CHECK(uses("sock.recv_into(data[4:], 10)") == "written");
  CHECK(uses("struct.pack_into('<I', data[4:], 0, 1)") == "written");
  CHECK(uses("sock.recvmsg_into([data[4:]])") == "written");
  CHECK(uses("os.readv(1, [data[4:]])") == "written");
}

TEST_CASE("methods and attributes of the value itself") {
  CHECK(uses("data[4:].decode()") == "decoded");
  CHECK(uses("data[4:].find(b'x')") == "bytes sink");
  CHECK(uses("data[4:].split(b',')") == "bytes sink");
  CHECK(uses("data[4:].hex()") == "buffer sink");
  CHECK(uses("data[4:].nbytes") == "measured");
  CHECK(uses("data[4:].tobytes()") == "converted");
}

TEST_CASE("operators") {
  CHECK(uses("data[4:] == b'x'") == "compared");
  CHECK(uses("data[4:] in items") == "compared");
  CHECK(uses("data[4:] in (b'x', b'y')") == "compared");
  CHECK(uses("data[4:] in {b'x', b'y'}") == "hashed");
  CHECK(uses("data[4:] in {b'x': 1}") == "hashed");
  CHECK(uses("data[4:] in anything") == "hashed");
  CHECK(uses("data[4:] in b'xyz'") == "buffer sink");
  CHECK(uses("b'x' < data[4:]") == "bytes sink");
  CHECK(uses("b'x' <= data[4:] == b'y'") == "bytes sink, compared");
  CHECK(uses("b'x' == data[4:] in items") == "compared, compared");
  CHECK(uses("b'x' in data[4:]") == "silent sink");
  CHECK(uses("data[4:] is None") == "measured");
  CHECK(uses("not data[4:]") == "measured");
  CHECK(uses("b'x' + data[4:]") == "joined");
  CHECK(uses("data[4:] + b'x'") == "bytes sink");
  CHECK(uses("data[4:] * 2") == "bytes sink");
  CHECK(uses("b'%s' % data[4:]") == "buffer sink");
  CHECK(uses("b'%s %5.2b %%' % (data[4:], data)") == "buffer sink");
  CHECK(uses("b'%r' % data[4:]") == "silent sink");
  CHECK(uses("b'%s %a' % (data[4:], 1)") == "silent sink");
  CHECK(uses("b'%(key)s' % data[4:]") == "silent sink");
  CHECK(uses("data % data[4:]") == "unknown");
  CHECK(uses("'%s' % data[4:]") == "silent sink");
  CHECK(uses("f'{data[4:]}'") == "silent sink");
  CHECK(uses("f'{data[4:]!r:>4}'") == "silent sink");
}

TEST_CASE("indexing, slicing, iterating") {
  CHECK(uses("data[4:][0]") == "indexed");
  CHECK(uses("data[4:][:4]") == "sliced");
  CHECK(uses("items[data[4:]]") == "hashed");
  CHECK(uses("for byte in data[4:]: pass") == "iterated");
  CHECK(uses("[byte for byte in data[4:]]") == "iterated");
  CHECK(uses("a, b = data[4:]") == "iterated");
  CHECK(uses("{data[4:]: 1}") == "hashed");
  CHECK(uses("{1: data[4:]}") == "stored");
  CHECK(uses("{data[4:]}") == "hashed");
}

TEST_CASE("what leaves the function or is put somewhere") {
  CHECK(uses("return data[4:]") == "returned");
  CHECK(uses("return 1, data[4:]") == "returned");
  CHECK(uses("return (1, data[4:])") == "returned");
  CHECK(uses("return {'k': data[4:]}") == "stored");
  CHECK(uses("yield data[4:]") == "returned");
  CHECK(uses("x = yield data[4:]") == "returned");
  CHECK(uses("items.x = data[4:]") == "stored");
  CHECK(uses("items['k'] = data[4:]") == "stored");
  CHECK(uses("x = [data[4:]]") == "stored");
  CHECK(uses("x = (data[4:], 1)") == "stored");
  CHECK(uses("raise ValueError(data[4:])").find("unknown") != std::string::npos);
}

TEST_CASE("assignments into buffers") {
  CHECK(uses("grow[2:] = data[4:]") == "assigned into");
  CHECK(uses("view[2:6] = data[4:]") == "assigned into");
  CHECK(uses("grow += data[4:]") == "assigned into");
  CHECK(uses("data += data[4:]") == "joined");
  CHECK(uses("items[2:] = data[4:]") == "iterated");
}

TEST_CASE("a value that is dropped or only tested") {
  CHECK(uses("data[4:]") == "measured");
  CHECK(uses("if data[4:]: pass") == "measured");
  CHECK(uses("while data[4:]: pass") == "measured");
  CHECK(uses("assert data[4:]") == "measured");
}

TEST_CASE("a name is followed to all uses that this binding reaches, and to no other") {
  CHECK(uses("x = data[4:]\nzlib.crc32(x)\nprint(x)") == "buffer sink, silent sink");
  CHECK(uses("x = data[4:]\nx = b''\nprint(x)").empty());
  CHECK(uses("x = data[4:]\nif i: x = b''\nsock.send(x)") == "buffer sink");
  CHECK(uses("x = b''\nprint(x)\nx = data[4:]\nsock.send(x)") == "buffer sink");
  CHECK(uses("x = y = data[4:]\nsock.send(x)\nprint(y)") == "buffer sink, silent sink");
  CHECK(uses("x = data[4:]\ny = x\nz = y\nsock.send(z)") == "buffer sink");
  CHECK(uses("x, y = data[4:], 1\nsock.send(x)\nprint(y)") == "buffer sink");
  CHECK(uses("(x, y) = (data[4:], 1)\nsock.send(x)\nprint(y)") == "buffer sink");
  CHECK(uses("x = data[4:] if i else b''\nsock.send(x)") == "buffer sink");
  CHECK(uses("x = grow or data[4:]\nsock.send(x)") == "measured, buffer sink");
  CHECK(uses("if x := data[4:]:\n    sock.send(x)") == "measured, buffer sink");
  CHECK(uses("x = data[4:]\nwhile i:\n    sock.send(x)\n    x = x[1:]") == "buffer sink, sliced");
  CHECK(uses("x = data[4:]\nx += b'y'\nprint(x)") == "rebound");
  CHECK(uses("x = data[4:]\ndel x").empty());
  CHECK(uses("x: bytes = data[4:]\nsock.send(x)") == "buffer sink");
}

TEST_CASE("a name that nested code sees is not followed to the end") {
  CHECK(uses("x = data[4:]\ndef g(): return x\nsock.send(x)") == "buffer sink and more");
  CHECK(uses("x = data[4:]\ng = lambda: x\nsock.send(x)") == "buffer sink and more");
  CHECK(uses("x = data[4:]\n[x for _ in items]") == "stored");
}

TEST_CASE("the uses of a for target") {
  ModelOf file(
      "import zlib\nfrom somewhere import chunks\ndef f():\n    for chunk in chunks():\n        zlib.crc32(chunk)\n    "
      "    print(chunk)\n");
  const Uses found = file.model.uses_of(file.find(syntax::Kind::identifier, "chunk"));
  REQUIRE(found.all.size() == 2);
  CHECK(found.all[0].kind == UseKind::buffer_sink);
  CHECK(found.all[1].kind == UseKind::silent_sink);
  CHECK(found.complete);
}

TEST_CASE("the place of a use is the node that uses it") {
  ModelOf file("import zlib\ndef f(data: bytes):\n    x = data[4:]\n    zlib.crc32(x)\n    x == b''\n    return x\n");
  const Uses found = file.model.uses_of(file.find(syntax::Kind::subscript, "data[4:]"));
  REQUIRE(found.all.size() == 3);
  CHECK(found.all[0].where.text() == "zlib.crc32(x)");
  CHECK(found.all[1].where.text() == "x == b''");
  CHECK(found.all[2].where.text() == "return x");
}

TEST_CASE("an item or a slice that is written is told from one that is read") {
  CHECK(uses("x = data[4:]\nx[0] = 1") == "written");
  CHECK(uses("x = data[4:]\nx[0] += 1") == "written");
  CHECK(uses("x = data[4:]\ny, x[0] = 1, 2") == "written");
  CHECK(uses("x = data[4:]\nfor x[0] in items: pass") == "written");
  CHECK(uses("x = data[4:]\ndel x[0]") == "written");
  CHECK(uses("x = data[4:]\ny = x[1:] + b'y'") == "sliced");
  CHECK(uses("x = data[4:]\ny = x[0] * 2") == "indexed");
  CHECK(uses("x = data[4:]\ny = x[0] and 2") == "indexed");
}
