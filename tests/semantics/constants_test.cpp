// Values and widths that the text fixes.
#include <string>

#include "catch.h"
#include "semantics/model_of.h"

using namespace slicecop;
using namespace slicecop::semantics;
using syntax::Kind;

namespace {

std::string words(const Width& width) {
  if (const auto exact = width.exact()) return std::to_string(*exact);
  if (width.at_most) return std::to_string(width.at_least) + ".." + std::to_string(*width.at_most);
  return width.at_least == 0 ? "?" : std::to_string(width.at_least) + "..";
}

constexpr std::string_view constants =
    "import os, struct\n"
    "SIZE = 4\n"
    "TWICE = SIZE * 2\n"
    "SAME = SIZE\n"
    "FORMAT = '<IH'\n"
    "PACKER = struct.Struct('<IQ')\n"
    "CHANGES = 1\n"
    "CHANGES = 2\n"
    "SHARED = 3\n"
    "def other():\n    global SHARED\n    SHARED = 5\n";

// The constant that the argument of `use(...)` is.
std::string constant(const std::string& expression) {
  ModelOf file(std::string(constants) + "def f(x):\n    local = 16\n    use(" + expression + ")\n");
  const auto value = file.model.constant_of(file.used());
  return value ? std::to_string(*value) : "?";
}

// The width of the slice `data[bounds]`.
std::string width(const std::string& bounds, const std::string& before = "") {
  ModelOf file(std::string(constants) + "def f(data, i, n, f, p: bytes):\n" + before + "    use(data[" + bounds +
               "])\n");
  return words(file.model.width_of(syntax::Subscript(file.used())));
}

// The size of the argument of `use(...)`.
std::string size(const std::string& expression, const std::string& before = "") {
  ModelOf file(std::string(constants) + "def f(data: bytes, n, sock, file):\n" + before + "    use(" + expression +
               ")\n");
  return words(file.model.size_of(file.used()));
}

bool non_negative(const std::string& body) {
  ModelOf file(std::string(constants) + "def f(data, unknown):\n" + body);
  return file.model.is_non_negative(file.used());
}

}  // namespace

TEST_CASE("integers of every base, with signs and underscores") {
  CHECK(constant("4") == "4");
  CHECK(constant("1_000") == "1000");
  CHECK(constant("0x_ff") == "255");
  CHECK(constant("0XFF") == "255");
  CHECK(constant("0o17") == "15");
  CHECK(constant("0b101") == "5");
  CHECK(constant("-4") == "-4");
  CHECK(constant("(((4)))") == "4");
  CHECK(constant("9223372036854775807") == "9223372036854775807");
  CHECK(constant("9223372036854775808") == "?");
  CHECK(constant("4.0") == "?");
  CHECK(constant("4j") == "?");
  CHECK(constant("'4'") == "?");
}

TEST_CASE("arithmetic, as far as it cannot overflow or round") {
  CHECK(constant("1 + 2 * 3 - 4") == "3");
  CHECK(constant("64 * 1024") == "65536");
  CHECK(constant("1 << 16") == "65536");
  CHECK(constant("2 ** 10") == "1024");
  CHECK(constant("7 // 2") == "3");
  CHECK(constant("7 % 4") == "3");
  CHECK(constant("-7 // 2") == "?");
  CHECK(constant("7 // 0") == "?");
  CHECK(constant("7 / 2") == "?");
  CHECK(constant("9223372036854775807 + 1") == "?");
  CHECK(constant("2 ** 64") == "?");
  CHECK(constant("-(-9223372036854775807 - 1)") == "?");
}

TEST_CASE("names that are bound once, here or at module level") {
  CHECK(constant("local") == "16");
  CHECK(constant("SIZE") == "4");
  CHECK(constant("TWICE + 1") == "9");
  CHECK(constant("SAME") == "4");
  CHECK(constant("CHANGES") == "?");
  CHECK(constant("SHARED") == "?");
  CHECK(constant("x") == "?");
  CHECK(constant("missing") == "?");
}

TEST_CASE("len of a literal, calcsize of a format, the size of a Struct") {
  CHECK(constant("len(b'RIFF')") == "4");
  CHECK(constant("len('text')") == "4");
  CHECK(constant("len(b'\\x00')") == "?");
  CHECK(constant("len(x)") == "?");
  CHECK(constant("struct.calcsize('<IH')") == "6");
  CHECK(constant("struct.calcsize(FORMAT)") == "6");
  CHECK(constant("struct.calcsize(x)") == "?");
  CHECK(constant("struct.Struct('>Q').size") == "8");
  CHECK(constant("PACKER.size") == "12");
}

TEST_CASE("attributes of the class that are bound once") {
  ModelOf file(R"(
class C:
    SIZE = 4
    CHANGES = 1
    def __init__(self):
        self.own = 8
    def change(self):
        self.CHANGES = 2
    def f(self):
        use(self.SIZE)
        use(self.own)
        use(self.CHANGES)
        use(C.SIZE)
)");
  CHECK(file.model.constant_of(file.used(1)) == 4);
  CHECK(file.model.constant_of(file.used(2)) == 8);
  CHECK_FALSE(file.model.constant_of(file.used(3)));
  CHECK(file.model.constant_of(file.used(4)) == 4);
}

TEST_CASE("the width of a slice between constants, or between a name and itself plus a constant") {
  CHECK(width(":4") == "4");
  CHECK(width("4:8") == "4");
  CHECK(width("0:SIZE") == "4");
  CHECK(width("-4:") == "4");
  CHECK(width("-8:-4") == "4");
  CHECK(width("8:4") == "0");
  CHECK(width("i:i + 4") == "4");
  CHECK(width("i:4 + i") == "4");
  CHECK(width("i + 4:i + 12") == "8");
  CHECK(width("i - 4:i") == "4");
  CHECK(width("i:i + SIZE") == "4");
  CHECK(width("i:i") == "0");
  CHECK(width("i * 4:(i + 1) * 4") == "4");
  CHECK(width("f.pos:f.pos + 4") == "4");
}

TEST_CASE("widths that are bounded, and those that are not") {
  CHECK(width("i:i + min(n, 4)") == "0..4");
  CHECK(width(":min(4, n)") == "0..4");
  CHECK(width("i:i + n") == "?");
  CHECK(width("i:n") == "?");
  CHECK(width("i:") == "?");
  CHECK(width(":i") == "?");
  CHECK(width(":") == "?");
  CHECK(width(":-4") == "?");
  CHECK(width("4:-4") == "?");
  CHECK(width("-4:4") == "?");
  CHECK(width("::2") == "?");
  CHECK(width("0:8:2") == "?");
  CHECK(width("f():f() + 4") == "?");
  CHECK(width("i:(i := i + 4)") == "?");
}

TEST_CASE("a slice is no wider than what it is cut from") {
  ModelOf file(
      "def f(file):\n    use(b'0123456789'[4:])\n    head = file.read(4)\n    use(b'0123456789'[:2])\n    "
      "use(b'0123'[:8])\n");
  CHECK(file.model.width_of(syntax::Subscript(file.used(1))).at_most == 6U);
  CHECK(file.model.width_of(syntax::Subscript(file.used(2))).exact() == 2U);
  CHECK(file.model.width_of(syntax::Subscript(file.used(3))).at_most == 4U);
}

TEST_CASE("sizes of values") {
  CHECK(size("b'RIFF'") == "4");
  CHECK(size("bytes(16)") == "16");
  CHECK(size("struct.pack('<IH', n, n)") == "6");
  CHECK(size("PACKER.pack(n, n)") == "12");
  CHECK(size("(4).to_bytes(4, 'big')") == "4");
  CHECK(size("os.read(n, 100)") == "0..100");
  CHECK(size("data[:100]") == "0..100");
  CHECK(size("data") == "?");
  CHECK(size("bytes(n)") == "?");
  CHECK(size("os.read(n, n)") == "?");
  CHECK(size("x", "    x = struct.pack('>Q', n)\n") == "8");
  CHECK(size("b'ab' + struct.pack('>Q', n)") == "10");
  CHECK(size("b'ab' * 4") == "8");
}

TEST_CASE("what is known not to be negative") {
  CHECK(non_negative("    use(4)\n"));
  CHECK(non_negative("    use(SIZE + 4)\n"));
  CHECK(non_negative("    use(len(data))\n"));
  CHECK(non_negative("    use(len(data) + 4)\n"));
  CHECK(non_negative("    for i in range(10):\n        use(i)\n"));
  CHECK(non_negative("    for i in range(0, len(data), 4):\n        use(i)\n"));
  CHECK(non_negative("    i = 0\n    while data:\n        use(i)\n        i += 4\n"));
  CHECK(non_negative("    i = 0\n    while data:\n        use(i)\n        i = i + len(data)\n"));
  CHECK(non_negative("    i = j = 0\n    while data:\n        use(i)\n        j += i\n        i += j\n"));
}

TEST_CASE("what may be negative") {
  CHECK_FALSE(non_negative("    use(-4)\n"));
  CHECK_FALSE(non_negative("    use(unknown)\n"));
  CHECK_FALSE(non_negative("    use(unknown + 4)\n"));
  CHECK_FALSE(non_negative("    use(SIZE - 5)\n"));
  CHECK_FALSE(non_negative("    use(data.find(b'x'))\n"));
  CHECK_FALSE(non_negative("    use(len(data) - 4)\n"));
  CHECK_FALSE(non_negative("    for i in range(-4, 4):\n        use(i)\n"));
  CHECK_FALSE(non_negative("    for i in range(10, -10, -1):\n        use(i)\n"));
  CHECK_FALSE(non_negative("    i = 0\n    while data:\n        use(i)\n        i += unknown\n"));
  CHECK_FALSE(non_negative("    i = 0\n    while data:\n        use(i)\n        i -= 4\n"));
  CHECK_FALSE(non_negative("    i = 0\n    if data:\n        i = unknown\n    use(i)\n"));
}

TEST_CASE("the size that an unpack call takes") {
  ModelOf file(std::string(constants) + R"(
class C:
    packer = struct.Struct("<I")
    def f(self, data, fmt):
        struct.unpack("<I", data)
        struct.unpack(FORMAT, data)
        struct.unpack_from(">QB", data, 4)
        struct.iter_unpack("<H", data)
        PACKER.unpack(data)
        self.packer.unpack_from(data)
        struct.Struct("<B").unpack(data)
        struct.unpack(fmt, data)
        struct.unpack("<%dI" % 4, data)
        struct.unpack("l", data)
        data.unpack(data)
)");
  std::string sizes;
  for (syntax::NodeId id = 0; id < file.tree.size(); ++id) {
    const syntax::Call call(file.tree.node(id));
    if (!call || !call.node().parent().is(Kind::expression_statement)) continue;
    const auto size = file.model.unpacked_size(call);
    sizes += (size ? std::to_string(*size) : "?") + " ";
  }
  CHECK(sizes == "4 6 9 2 12 4 1 ? ? ? ? ");
}

TEST_CASE("the definition of a name is the one expression assigned to it") {
  const auto definition = [](std::string_view code) {
    ModelOf file(code);
    return std::string(file.model.definition_of(file.used()).text());
  };
  CHECK(definition("def f():\n    x = g()\n    use(x)\n") == "g()");
  CHECK(definition("X = g()\ndef f():\n    use(X)\n") == "g()");
  CHECK(definition("def f():\n    if (x := g()):\n        use(x)\n") == "g()");
  CHECK(definition("def f():\n    use(g())\n") == "g()");
  CHECK(definition("def f():\n    x = (g())\n    use(x)\n") == "g()");
  CHECK(definition("def f():\n    if c: x = 1\n    else: x = 2\n    use(x)\n").empty());
  CHECK(definition("def f(x):\n    use(x)\n").empty());
  CHECK(definition("def f():\n    x, y = g()\n    use(x)\n").empty());
  CHECK(definition("def f():\n    x = 1\n    x += 1\n    use(x)\n").empty());
  CHECK(definition("class C:\n    def __init__(self): self.x = g()\n    def f(self): use(self.x)\n") == "g()");
}

TEST_CASE("the bindings of a name are all that may have made it") {
  ModelOf file(
      "def f(x):\n    while x:\n        use(x)\n        if c:\n            x = a()\n        else:\n            x = "
      "b()\n");
  std::string found;
  for (const syntax::Node node : file.model.bindings_of(file.used())) found += std::string(node.text()) + " ";
  CHECK(found == "x a() b() ");
}

TEST_CASE("literals by value") {
  ModelOf file(
      "S = 'text'\ndef f(x):\n    use(S)\n    use(b'raw')\n    use('')\n    use('a\\n')\n    use(f'{x}')\n    "
      "use(x)\n");
  CHECK(file.model.literal_of(file.used(1)) == "text");
  CHECK(file.model.literal_of(file.used(2)) == "raw");
  CHECK(file.model.literal_of(file.used(3)) == "");
  CHECK_FALSE(file.model.literal_of(file.used(4)));
  CHECK_FALSE(file.model.literal_of(file.used(5)));
  CHECK_FALSE(file.model.literal_of(file.used(6)));
}
