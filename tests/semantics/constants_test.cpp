// Values that the text fixes.
#include <string>

#include "catch.h"
#include "semantics/model_of.h"
#include "semantics/some_constants.h"

using namespace slicecop;
using namespace slicecop::semantics;
using syntax::Kind;

namespace {

// The constant that the argument of `use(...)` is.
std::string constant(const std::string& expression) {
  ModelOf file(std::string(constants) + "def f(x):\n    local = 16\n    use(" + expression + ")\n");
  const auto value = file.model.constant_of(file.used());
  return value ? std::to_string(*value) : "?";
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
