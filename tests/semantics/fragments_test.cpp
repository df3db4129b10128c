// What is a line of a file, and what another part that is mostly short.
#include <string>

#include "catch.h"
#include "semantics/model_of.h"

using namespace slicecop;
using namespace slicecop::semantics;

namespace {

std::string kind(std::string_view body) {
  ModelOf file("def f(path, data: bytes, unknown):\n    file = open(path, 'rb')\n" + std::string(body));
  const syntax::Node used = file.used();
  return file.model.is_line(used) ? "line" : file.model.is_fragment(used) ? "fragment" : "neither";
}

}  // namespace

TEST_CASE("what a file gives line by line is a line") {
  CHECK(kind("    for line in file:\n        use(line)\n") == "line");
  CHECK(kind("    line = file.readline()\n    use(line)\n") == "line");
  CHECK(kind("    for line in unknown.readlines():\n        use(line)\n") == "line");
  CHECK(kind("    lines = data.splitlines()\n    for line in lines:\n        use(line)\n") == "line");
  CHECK(kind("    [use(line) for line in file]\n") == "line");
}

TEST_CASE("what is left of a line is a line") {
  CHECK(kind("    for line in file:\n        text = line.strip()[4:]\n        use(text)\n") == "line");
  CHECK(kind("    for line in file:\n        line = line.rstrip()\n        while line: line = line[1:]\n        "
             "use(line)\n") == "line");
}

TEST_CASE("what was split, encoded or is gone over is a fragment") {
  CHECK(kind("    head, rest = data.split(b'x', 1)\n    use(rest)\n") == "fragment");
  CHECK(kind("    parts = data.split()\n    part = parts[0]\n    use(part)\n") == "fragment");
  CHECK(kind("    for item in unknown:\n        use(item)\n") == "fragment");
  CHECK(kind("    text = unknown.encode()\n    use(text)\n") == "fragment");
  CHECK(kind("    for part in data.split():\n        use(part)\n") == "fragment");
}

TEST_CASE("anything else is neither") {
  CHECK(kind("    use(data)\n") == "neither");
  CHECK(kind("    data = file.read()\n    use(data)\n") == "neither");
  CHECK(kind("    for chunk in iter(unknown, b''):\n        use(chunk)\n") == "neither");
  CHECK(kind("    use(data[4:])\n") == "neither");
}

TEST_CASE("what a call made that neither reads nor receives is computed") {
  const auto computed = [](const std::string& made) {
    ModelOf file("def f(x, data):\n    made = " + made + "\n    use(made)\n");
    return file.model.is_computed(file.used());
  };
  CHECK(computed("x.sign(data)"));
  CHECK(computed("make()"));
  CHECK_FALSE(computed("x.read()"));
  CHECK_FALSE(computed("x.recv(10)"));
  CHECK_FALSE(computed("receive_all(x)"));
  CHECK_FALSE(computed("data"));
}
