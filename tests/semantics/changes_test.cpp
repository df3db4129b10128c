// What may change a buffer in a stretch of code.
#include <string>

#include "catch.h"
#include "semantics/model_of.h"

using namespace slicecop;
using namespace slicecop::semantics;
using syntax::Kind;

namespace {

std::string in_words(const std::optional<Change>& change) {
  if (!change) return "nothing";
  switch (change->kind) {
    case ChangeKind::items:
      return "items";
    case ChangeKind::resized:
      return "resized";
    case ChangeKind::closed:
      return "closed";
    case ChangeKind::rebound:
      return "rebound";
    case ChangeKind::shared:
      return "shared";
    case ChangeKind::unknown:
      return "unknown";
  }
  return "?";
}

constexpr std::string_view preamble =
    "import io, mmap, os, socket, struct, zlib\nfrom somewhere import anything\nfrom zlib import crc32 as use\n"
    "def f(self, data: bytearray, view: memoryview, raw: bytes, mm: mmap.mmap, sock: socket.socket, file, items, "
    "unknown):\n";

// The gravest change of `base` in the body of the loop.
std::string change(const std::string& body, std::string_view base = "data") {
  ModelOf file(std::string(preamble) + "    use(" + std::string(base) + ")\n    while items:\n" + body);
  for (syntax::NodeId id = 0; id < file.tree.size(); ++id) {
    const syntax::Node node = file.tree.node(id);
    if (node.is(Kind::while_statement)) {
      return in_words(file.model.written_in(file.used(), node.child(syntax::Field::body)));
    }
  }
  return "no loop";
}

// The gravest change of what `use` is handed in the body of the function, once that was called.
std::string change_after_use(const std::string& body) {
  ModelOf file(std::string(preamble) + body);
  return in_words(file.model.changed_after(file.used(), file.used()));
}

}  // namespace

TEST_CASE("reading changes nothing") {
  CHECK(change("        zlib.crc32(data[4:])\n") == "nothing");
  CHECK(change("        x = data[0] + len(data)\n") == "nothing");
  CHECK(change("        sock.send(data)\n") == "nothing");
  CHECK(change("        struct.unpack_from('<I', data)\n") == "nothing");
  CHECK(change("        data.find(b'x')\n") == "nothing");
  CHECK(change("        items.data = 1\n") == "nothing");
  CHECK(change("        anything(data=1)\n") == "nothing");
}

TEST_CASE("items are written") {
  CHECK(change("        data[0] = 1\n") == "items");
  CHECK(change("        data[0] += 1\n") == "items");
  CHECK(change("        view[0:4] = b'1234'\n", "view") != "nothing");
  CHECK(change("        file.readinto(data)\n") == "items");
  CHECK(change("        sock.recv_into(data, 4)\n") == "items");
  CHECK(change("        struct.pack_into('<I', data, 0, 1)\n") == "items");
  CHECK(change("        data.reverse()\n") == "items");
  CHECK(change("        x, data[0] = 1, 2\n") == "items");
  CHECK(change("        for data[0] in items: pass\n") == "items");
}

TEST_CASE("the size changes") {
  CHECK(change("        data.append(1)\n") == "resized");
  CHECK(change("        data.extend(b'x')\n") == "resized");
  CHECK(change("        data += b'x'\n") == "resized");
  CHECK(change("        del data[:4]\n") == "resized");
  CHECK(change("        del data[0], items[1]\n") == "resized");
  CHECK(change("        data[:4] = b''\n") == "resized");
  CHECK(change("        data.clear()\n") == "resized");
  CHECK(change("        data.pop()\n") == "resized");
  CHECK(change("        mm.resize(4)\n", "mm") == "resized");
}

TEST_CASE("the name stands for another object") {
  CHECK(change("        data = anything()\n") == "rebound");
  CHECK(change("        data = data[4:]\n") == "rebound");
  CHECK(change("        x, data = 1, 2\n") == "rebound");
  CHECK(change("        for data in items: pass\n") == "rebound");
  CHECK(change("        with items as data: pass\n") == "rebound");
  CHECK(change("        if (data := anything()): pass\n") == "rebound");
  CHECK(change("        del data\n") == "rebound");
  CHECK(change("        raw += b'x'\n", "raw") == "rebound");
  CHECK(change("        self = 1\n", "self.data") == "rebound");
  CHECK(change("        self.data = 1\n", "self.data") == "rebound");
}

TEST_CASE("it is closed") {
  CHECK(change("        mm.close()\n", "mm") == "closed");
  CHECK(change("        view.release()\n", "view") == "closed");
}

TEST_CASE("code that nobody knows may do anything with what it is handed") {
  CHECK(change("        anything(data)\n") == "unknown");
  CHECK(change("        anything(x=data)\n") == "unknown");
  CHECK(change("        unknown.method(data)\n") == "unknown");
  CHECK(change("        self.method()\n", "self.data") == "unknown");
  CHECK(change("        anything(raw)\n", "raw") == "nothing");  // bytes stay what they are
}

TEST_CASE("another name for the same object changes it too") {
  CHECK(change("        x = data\n        x.append(1)\n") == "resized");
  CHECK(change("        x = data\n        x[0] = 1\n") == "items");
}

TEST_CASE("of several changes the gravest is told") {
  CHECK(change("        data[0] = 1\n        data.append(1)\n") == "resized");
  CHECK(change("        data.append(1)\n        data = data[4:]\n") == "resized");
  CHECK(change("        data[0] = 1\n        data = b''\n") == "rebound");
  CHECK(change("        mm[0] = 1\n        mm.close()\n        mm.resize(4)\n", "mm") == "closed");
}

TEST_CASE("what happens outside the region does not count") {
  ModelOf file(
      "def f(data: bytearray):\n    data.append(1)\n    while data:\n        use(data)\n        len(data)\n    "
      "data.append(2)\n");
  CHECK_FALSE(file.model.written_in(file.used(), file.find(Kind::call, "len(data)")));
}

TEST_CASE("the names that a buffer was given before count, and what it is another name for") {
  CHECK(change_after_use("    x = data\n    use(data)\n    x.append(1)\n") == "resized");
  CHECK(change_after_use("    x = data\n    use(x)\n    data.append(1)\n") == "resized");
  CHECK(change_after_use("    x = data\n    x.append(1)\n    use(data)\n") == "nothing");
  CHECK(change_after_use("    x = data\n    use(x)\n    data = b''\n") == "nothing");
}

TEST_CASE("a view that has a name lives to the end of the function") {
  CHECK(change_after_use("    use(data)\n    data.append(1)\n") == "resized");
  CHECK(change_after_use("    if items:\n        use(data)\n    data.append(1)\n") == "resized");
  CHECK(change_after_use("    data.append(1)\n    use(data)\n") == "nothing");
  CHECK(change_after_use("    data.append(use(data))\n") == "resized");
}

TEST_CASE("and all through the loops around it") {
  CHECK(change_after_use("    for x in items:\n        data.append(1)\n        use(data)\n") == "resized");
  CHECK(change_after_use("    while data.pop():\n        use(data)\n") == "resized");
  CHECK(change_after_use("    x = [use(data) for x in items if data.pop()]\n") == "resized");
  CHECK(change_after_use("    for x in items: data.append(1)\n    use(data)\n") == "nothing");
}

TEST_CASE("another branch is another time") {
  CHECK(change_after_use("    if items:\n        use(data)\n    else:\n        data.append(1)\n") == "nothing");
  CHECK(change_after_use("    if items: pass\n    elif use(data): pass\n    else: pass\n    data.pop()\n") ==
        "resized");
  CHECK(change_after_use("    while items:\n        if items:\n            use(data)\n        else:\n            "
                         "data.append(1)\n") == "resized");
  CHECK(change_after_use("    try:\n        use(data)\n    finally:\n        data.clear()\n") == "resized");
}

TEST_CASE("a with statement closes what it was given") {
  CHECK(change_after_use("    with mmap.mmap(-1, 4) as m:\n        use(m)\n") == "closed");
  CHECK(change_after_use("    with mm:\n        for x in items:\n            use(mm)\n") == "closed");
  CHECK(change_after_use("    with file, io.BytesIO() as out:\n        use(out)\n") == "closed");
  CHECK(change_after_use("    use(view)\n    with view: pass\n") == "closed");
  CHECK(change_after_use("    with file:\n        use(data)\n") == "nothing");
}

TEST_CASE("an mmap belongs to other processes, too") {
  CHECK(change_after_use("    use(mm)\n") == "shared");
  CHECK(change_after_use("    use(mm)\n    mm.close()\n") == "closed");
}

TEST_CASE("what other code has may change while this code waits") {
  CHECK(change_after_use("    use(data)\n    yield 1\n") == "unknown");
  CHECK(change_after_use("    use(self.data)\n    yield 1\n") == "unknown");
  CHECK(change_after_use("    x = bytearray(4)\n    use(x)\n    yield 1\n") == "nothing");
  CHECK(change_after_use("    use(raw)\n    yield 1\n") == "nothing");
}

TEST_CASE("what functions of this file have by its name may change in any call of them") {
  const auto after = [](const std::string& statement) {
    ModelOf file(
        "import zlib\nfrom zlib import crc32 as use\nbuffer = bytearray(4)\ndef g(): pass\ndef f():\n    use(buffer)\n "
        "   " +
        statement);
    return in_words(file.model.written_in(file.used(), file.find(Kind::call, statement)));
  };
  CHECK(after("g()") == "unknown");
  CHECK(after("zlib.crc32(b'x')") == "nothing");
  CHECK(change_after_use("    x = bytearray(4)\n    def g(): x.clear()\n    use(x)\n    g()\n") == "unknown");
}

TEST_CASE("what is handed over to be filled is written") {
  CHECK(change_after_use("    use(data)\n    os.readv(1, [data])\n") == "items");
  CHECK(change_after_use("    use(data)\n    sock.recvmsg_into([data])\n") == "items");
}
