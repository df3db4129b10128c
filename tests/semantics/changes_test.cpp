// What may change a buffer in a stretch of code.
#include <string>

#include "catch.h"
#include "semantics/model_of.h"

using namespace slicecop;
using namespace slicecop::semantics;
using syntax::Kind;

namespace {

// The gravest change of `base` in the body of the function.
std::string change(const std::string& body, std::string_view base = "data") {
  ModelOf file(
      "import mmap, socket, struct, zlib\nfrom somewhere import anything\n"
      "def f(self, data: bytearray, view: memoryview, raw: bytes, mm: mmap.mmap, sock: socket.socket, file, items, "
      "unknown):\n    use(" +
      std::string(base) + ")\n    while items:\n" + body);
  for (syntax::NodeId id = 0; id < file.tree.size(); ++id) {
    if (!file.tree.node(id).is(Kind::while_statement)) continue;
    const auto found = file.model.written_in(file.used(), file.tree.node(id).child(syntax::Field::body));
    if (!found) return "nothing";
    switch (found->kind) {
      case ChangeKind::items:
        return "items";
      case ChangeKind::resized:
        return "resized";
      case ChangeKind::closed:
        return "closed";
      case ChangeKind::rebound:
        return "rebound";
      case ChangeKind::unknown:
        return "unknown";
    }
  }
  return "no loop";
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
