// How many bytes slices take and values hold.
#include <string>

#include "catch.h"
#include "semantics/model_of.h"
#include "semantics/some_constants.h"

using namespace slicecop;
using namespace slicecop::semantics;

namespace {

std::string words(const Width& width) {
  if (const auto exact = width.exact()) return std::to_string(*exact);
  if (width.at_most) return std::to_string(width.at_least) + ".." + std::to_string(*width.at_most);
  return width.at_least == 0 ? "?" : std::to_string(width.at_least) + "..";
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

}  // namespace

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

TEST_CASE("a copy is as large as what it is made of") {
  CHECK(size("bytearray(file.read(65))") == "0..65");
  CHECK(size("bytes(data[:4])") == "0..4");
  CHECK(size("bytes(n)") == "?");
}

TEST_CASE("widths that are bounded, and those that are not") {
  CHECK(width("i:i + min(n, 4)") == "0..4");
  CHECK(width(":min(4, n)") == "0..4");
  CHECK(width("i:i + (n & 7)") == "0..7");
  CHECK(width("i:i + n % 16") == "0..15");
  CHECK(width("i:i + ((n & 7) + 1) * 2") == "0..16");
  CHECK(width("i:i + data[i]") == "0..255");
  CHECK(width("i:i + ((data[i] & 15) * 4 + 1)") == "0..61");
  CHECK(width("i:i + k", "    if n:\n        k = n & 3\n    else:\n        k = (n & 3) * 2\n") == "0..6");
  CHECK(width("i:i + k", "    k = 3\n    if n:\n        k += n\n") == "?");
  CHECK(width("i:i + k", "    k = 3\n    while n:\n        k, n = n, k\n") == "?");
  CHECK(width("i:i + k", "    k = 3\n    for k in n: pass\n") == "?");
  CHECK(width("i - 2:i + data[i] - 2") == "0..255");
  CHECK(width("4:4 + data[3]") == "0..255");
  CHECK(width("i:i + k", "    import struct\n    t, k = struct.unpack('<IB', data)\n") == "0..255");
  CHECK(width("i:i + k", "    import struct\n    k, t = struct.unpack('<IB', data)\n") == "?");
  CHECK(width("i:i + k", "    import struct\n    k = struct.unpack('B', data)[0]\n") == "0..255");
  CHECK(width("i:i + n", "    if n != 6: return\n") == "0..6");
  CHECK(width(":n", "    if n > 100: raise ValueError\n") == "0..100");
  CHECK(width("i:i + n", "    if n < 100: raise ValueError\n") == "?");
  CHECK(width("4:n - 4", "    n = data[0]\n") == "?");
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

TEST_CASE("digests and addresses have the size of their standards") {
  CHECK(size("hashlib.sha256(data).digest()") == "0..64");
  CHECK(size("hashlib.new('md5', data).digest()") == "0..64");
  CHECK(size("hmac.new(data, data, 'sha1').digest()") == "0..64");
  CHECK(size("hmac.digest(data, data, 'sha1')") == "0..64");
  CHECK(size("hashlib.blake2s(data).digest()") == "0..32");
  CHECK(size("socket.inet_aton(n)") == "0..4");
  CHECK(size("hashlib.shake_128(data).digest(999)") == "?");
  CHECK(size("unknown.digest()") == "?");
}
