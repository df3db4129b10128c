// What carries data by the chunk, and what is small whoever makes it.
#include <string>

#include "catch.h"
#include "semantics/model_of.h"

using namespace slicecop;
using namespace slicecop::semantics;

namespace {

bool is_bulk(std::string_view body) {
  ModelOf file("def f(x, data: bytes, parts):\n" + std::string(body));
  return file.model.is_bulk(file.used());
}

bool is_small(const std::string& made) {
  ModelOf file("def f(x, data: bytes):\n    made = " + made + "\n    use(made)\n");
  return file.model.is_small_by_making(file.used());
}

}  // namespace

TEST_CASE("what is read, received or handed in comes in bulk") {
  CHECK(is_bulk("    use(x.read())\n"));
  CHECK(is_bulk("    use(x.recv(65536))\n"));
  CHECK(is_bulk("    chunk, address = x.recvfrom(65536)\n    use(chunk)\n"));
  CHECK(is_bulk("    use(data)\n"));
  CHECK(is_bulk("    use(x.decompress(data[4:]))\n"));
  CHECK(is_bulk("    use(x.queue.get())\n"));
  CHECK(is_bulk("    use(x.body)\n"));
  CHECK(is_bulk("    part = yield\n    use(part)\n"));
}

TEST_CASE("a part, a copy and what is made of a chunk are as bulky as their source") {
  CHECK(is_bulk("    use(bytes(data[4:]))\n"));
  CHECK(is_bulk("    use(data.strip())\n"));
  CHECK(is_bulk("    use(x.encoded(data[x.a:x.b]))\n"));
  CHECK(is_bulk("    use(x.body()[x.a:x.b])\n"));
  CHECK(is_bulk("    use(b'\\0' + data)\n"));
  CHECK_FALSE(is_bulk("    use(data[:4])\n"));
  CHECK_FALSE(is_bulk("    use(x.encoded(data[4:12]))\n"));
}

TEST_CASE("items of whole things come in bulk, parts of what was split do not") {
  CHECK(is_bulk("    for part in parts:\n        use(part)\n"));
  CHECK(is_bulk("    for part in sorted(parts):\n        use(part)\n"));
  CHECK_FALSE(is_bulk("    for part in parts:\n        use(b'/' + part)\n"));
  CHECK_FALSE(is_bulk("    for part in data.split(b'/'):\n        use(part)\n"));
  CHECK_FALSE(is_bulk("    for part in iter(data.splitlines()):\n        use(part)\n"));
  CHECK_FALSE(is_bulk("    for name, part in parts.items():\n        use(part)\n"));
}

TEST_CASE("fields, characters and what is computed are no bulk") {
  CHECK_FALSE(is_bulk("    use(x.read(1))\n"));
  CHECK_FALSE(is_bulk("    use(x.readline())\n"));
  CHECK_FALSE(is_bulk("    use(x.to_wire())\n"));
  CHECK_FALSE(is_bulk("    use(b'literal')\n"));
  CHECK_FALSE(is_bulk("    name = x.name.encode()\n    use(name)\n"));
}

TEST_CASE("keys, digests and decoded digits are small") {
  CHECK(is_small("x.digest()"));
  CHECK(is_small("binascii.unhexlify(x)"));
  CHECK(is_small("x.encode()[4:]"));
  CHECK_FALSE(is_small("x.read()"));
  CHECK_FALSE(is_small("data"));
  CHECK_FALSE(is_small("x.encode() if x else data"));
}
