// Whether a function is called again and again, and where the evidence stands.
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

// Where the function `asked` of `main` is called again and again: "line 4", "a.py:4", "overrides X.y"; with "same"
// where it is the same object each time.
std::string evidence(const std::string& main, Files files = {}) {
  files["pkg/main.py"] = main;
  const MapProject project(files);
  const syntax::Tree tree = *syntax::parse(files["pkg/main.py"]);
  Model model(tree, project, {.path = "pkg/main.py", .target_version = 9});
  for (syntax::NodeId id = 0; id < tree.size(); ++id) {
    const syntax::FunctionDefinition function(tree.node(id));
    if (!function || function.name().text() != "asked") continue;
    const auto found = model.called_repeatedly(function.node());
    if (!found) return "none";
    const std::string_view before = tree.text().substr(0, found->call ? found->call.range().start : 0);
    const std::string place = found->call        ? "line " + std::to_string(1 + std::ranges::count(before, '\n'))
                              : found->overrides ? "overrides " + found->elsewhere
                                                 : found->elsewhere;
    return place + (found->same_object ? ", same" : "");
  }
  return "nothing is asked about";
}

}  // namespace

TEST_CASE("a call in a loop") {
  CHECK(evidence("def asked(x): 0\nfor x in y: asked(x)\n") == "line 2");
  CHECK(evidence("def asked(state, x): 0\nfor x in y: asked(state, x)\n") == "line 2, same");
  CHECK(evidence("def asked(x): 0\nasked(4)\n") == "none");
  CHECK(evidence("def asked(x): 0\nfor x in (1, 2): asked(x)\n") == "none");
}

TEST_CASE("of one object, or of another on each pass") {
  const std::string parser = "class Parser:\n    def asked(self): 0\n";
  CHECK(evidence(parser + "    def run(self):\n        while True: self.asked()\n") == "line 4, same");
  CHECK(evidence(parser + "def run(parser: Parser):\n    while True: parser.asked()\n") == "line 4, same");
  CHECK(evidence(parser + "def run(all: list[Parser]):\n    for one in all: one.asked()\n") == "line 4");
  CHECK(evidence(parser + "for x in y: Parser().asked()\n") == "line 3");
}

TEST_CASE("a call in a function that is itself called in a loop") {
  const std::string parser =
      "class Parser:\n"
      "    def asked(self): 0\n"
      "    def step(self): self.asked()\n";
  CHECK(evidence(parser + "    def run(self):\n        while True: self.step()\n") == "line 5, same");
  CHECK(evidence(parser) == "none");
  CHECK(evidence("class P:\n    def asked(self): 0\ndef step():\n    p = P()\n    p.asked()\nfor x in y: step()\n") ==
        "line 6");
  CHECK(evidence("def asked(n):\n    if n: asked(n - 1)\nasked(4)\n") == "none");
}

TEST_CASE("a method that takes data, of a library's class") {
  CHECK(evidence("import asyncio\nclass P(asyncio.Protocol):\n    def data_received(self, data): self.asked()\n"
                 "    def asked(self): 0\n") == "overrides Protocol.data_received, same");
  CHECK(evidence("import asyncio\nclass P(asyncio.Protocol):\n    def connection_made(self, t): self.asked()\n"
                 "    def asked(self): 0\n") == "none");
}

TEST_CASE("a callback") {
  const std::string feeder =
      "class Feeder:\n"
      "    def __init__(self, callback): self.callback = callback\n"
      "    def run(self):\n        while True: self.callback()\n";
  CHECK(evidence(feeder + "def asked(): 0\nFeeder(asked)\n") == "line 4");
  CHECK(evidence(feeder + "class C:\n    def __init__(self): Feeder(self.asked)\n    def asked(self): 0\n") ==
        "line 4, same");
  CHECK(evidence("def asked(): 0\ndef run(all):\n    for one in all: one()\nrun([asked])\n") == "none");
  CHECK(evidence("import asyncio\nclass C:\n    def run(self, loop: asyncio.AbstractEventLoop, fd: int):\n"
                 "        loop.add_reader(fd, self.asked)\n    def asked(self): 0\n") == "line 4, same");
}

TEST_CASE("a loop in another file of the project") {
  const std::string parser = "class Parser:\n    def asked(self): 0\n";
  CHECK(evidence(parser, {{"pkg/a.py",
                           "from .main import Parser\n\n"
                           "def run():\n    parser = Parser()\n    while True:\n        parser.asked()\n"}}) ==
        "pkg/a.py:6, same");
  CHECK(evidence(parser, {{"pkg/a.py", "from .main import Parser\nfor x in y: Parser().asked()\n"}}) == "pkg/a.py:2");
  CHECK(evidence(parser, {{"pkg/a.py", "from .main import Parser\nParser().asked()\n"}}) == "none");
  CHECK(evidence("from .loop import run\ndef asked(data): 0\nrun(asked)\n",
                 {{"pkg/loop.py", "def run(callback):\n    while True:\n        callback(b'')\n"}}) == "pkg/loop.py:3");
  CHECK(evidence("from .base import Base\nclass C(Base):\n    def asked(self, data): 0\n",
                 {{"pkg/base.py",
                   "class Base:\n    def asked(self, data): 0\n    def run(self):\n"
                   "        while True: self.asked(b'')\n"}}) == "pkg/base.py:4, same");
}
