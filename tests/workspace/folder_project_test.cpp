// A project on disk: what one file tells about another, and that it does not depend on what is linted.
#include "workspace/folder_project.h"

#include <array>
#include <string>
#include <vector>

#include "catch.h"
#include "config/resolver.h"
#include "engine/context.h"
#include "scratch_folder.h"
#include "workspace/run.h"

using namespace slicecop;
using tests::ScratchFolder;

namespace {

// Every slice of what is known to be a buffer.
void check_slice(engine::Context& context, syntax::Subscript subscript) {
  semantics::Model& model = context.model();
  if (!subscript.slice() || !model.buffer_of(subscript.value()).slices_copy()) return;
  context.report({.where = subscript.node(), .message = "seen", .typed = {}, .cost = {}});
}
constexpr engine::Rule slice_rule{.group = engine::Group::slices, .visit = engine::on<check_slice>};
constexpr std::array<engine::NamedRule, 1> rules{{{.name = "slice", .rule = &slice_rule}}};

// "path:line", of the files under these paths.
std::vector<std::string> found(const ScratchFolder& scratch, std::vector<std::string> paths,
                               const config::Options& options = {}, unsigned jobs = 1) {
  config::Resolver resolver(
      {.rules = rules, .command_line = options, .working_folder = scratch.path(), .isolated = false});
  const workspace::Discovered discovered =
      workspace::discover({.paths = std::move(paths), .user_rules = nullptr}, resolver);
  std::vector<std::string> lines;
  for (const workspace::CheckedFile& file :
       workspace::check_files(discovered, jobs, {.project = workspace::FolderProject{}})) {
    for (const engine::Finding& finding : file.findings) {
      const auto line = file.source->lines().line_of(finding.range.start) + 1;
      lines.push_back(file.shown + ":" + std::to_string(line));
    }
  }
  return lines;
}

using Lines = std::vector<std::string>;

// A framer whose parameter only its caller knows, a reader that returns bytes only there, and two files that use them.
void write_example(const ScratchFolder& scratch) {
  scratch.make_repository(".");
  scratch.write("pkg/__init__.py", "from .reader import whole\n");
  scratch.write("pkg/reader.py", "def whole(path):\n    with open(path, 'rb') as file:\n        return file.read()\n");
  scratch.write("pkg/framer.py",
                "def frames(data, size):\n"
                "    while data:\n"
                "        yield data[:size]\n"
                "        data = data[size:]\n");
  scratch.write("pkg/caller.py",
                "from .framer import frames\nfrom .reader import whole\nall = list(frames(whole('x'), 4))\n");
  scratch.write("tool.py",
                "from pkg import whole\n"
                "def cut(path):\n"
                "    data = whole(path)\n"
                "    while data:\n"
                "        data = data[4:]\n");
}

}  // namespace

TEST_CASE("the caller in another file tells what a parameter is, an import what a function returns") {
  const ScratchFolder scratch;
  write_example(scratch);
  CHECK(found(scratch, {"."}) == Lines{"pkg/framer.py:3", "pkg/framer.py:4", "tool.py:5"});
}

TEST_CASE("findings are the same alone, in any subset, in the tree, and for any number of threads") {
  const ScratchFolder scratch;
  write_example(scratch);
  CHECK(found(scratch, {"pkg/framer.py"}) == Lines{"pkg/framer.py:3", "pkg/framer.py:4"});
  CHECK(found(scratch, {"tool.py"}) == Lines{"tool.py:5"});
  CHECK(found(scratch, {"pkg/framer.py", "pkg/reader.py"}) == Lines{"pkg/framer.py:3", "pkg/framer.py:4"});
  CHECK(found(scratch, {"."}, {}, 2) == found(scratch, {"."}));
}

TEST_CASE("so are those that rest on callbacks, aliases and loops in other files") {
  const ScratchFolder scratch;
  scratch.make_repository(".");
  scratch.write("pkg/__init__.py", "");
  scratch.write("pkg/types.py", "from typing import Union\nBuffer = Union[bytes, bytearray]\n");
  scratch.write("pkg/again.py", "from .types import *\n");
  scratch.write("pkg/splitter.py",
                "class Splitter:\n"
                "    def __init__(self, on_part):\n        self.on_part = on_part\n"
                "    def feed(self, raw: bytes):\n        self.on_part(raw)\n");
  scratch.write("pkg/client.py",
                "from .again import Buffer\nfrom .splitter import Splitter\n"
                "def got(part):\n    return part[4:]\n"
                "def read(data: Buffer):\n    return data[4:]\n"
                "Splitter(got)\n");
  const Lines expected{"pkg/client.py:4", "pkg/client.py:6"};
  CHECK(found(scratch, {"pkg/client.py"}) == expected);
  CHECK(found(scratch, {"pkg/splitter.py", "pkg/client.py"}) == expected);
  CHECK(found(scratch, {"."}) == expected);
  CHECK(found(scratch, {"."}, {}, 2) == expected);
}

TEST_CASE("of a name that many files call only those count that import the module, and others may differ") {
  const ScratchFolder scratch;
  scratch.make_repository(".");
  scratch.write("pkg/__init__.py", "");
  scratch.write("pkg/framer.py", "def read(data):\n    return data[4:]\n");
  scratch.write("pkg/caller.py", "from .framer import read\nread(b'')\n");
  CHECK(found(scratch, {"pkg/framer.py"}) == Lines{"pkg/framer.py:2"});
  for (int i = 0; i < 50; ++i) scratch.write("pkg/other" + std::to_string(i) + ".py", "import os\nos.read(4, 4)\n");
  CHECK(found(scratch, {"pkg/framer.py"}).empty());
}

TEST_CASE("other files are read for the version that the project is for") {
  const ScratchFolder scratch;
  scratch.write("pyproject.toml", "[project]\nname = 'x'\nrequires-python = '>=3.12'\n[tool.slicecop]\n");
  scratch.write("made.py",
                "import sys\n"
                "if sys.version_info >= (3, 11):\n    data = b''\nelse:\n    data = ''\n");
  scratch.write("use.py", "from made import data\ndef f():\n    return data[4:]\n");
  CHECK(found(scratch, {"use.py"}) == Lines{"use.py:3"});
  scratch.write("pyproject.toml", "[project]\nname = 'x'\nrequires-python = '>=3.9'\n[tool.slicecop]\n");
  CHECK(found(scratch, {"use.py"}).empty());
}

TEST_CASE("with project-types off each file is judged alone") {
  const ScratchFolder scratch;
  write_example(scratch);
  config::Options alone;
  alone.project_types = false;
  CHECK(found(scratch, {"."}, alone).empty());
}

TEST_CASE("loose files belong together where they lie in one folder") {
  const ScratchFolder scratch;
  scratch.write("framer.py", "def frames(data):\n    return data[4:]\n");
  scratch.write("deep/caller.py", "import sys\nsys.path.append('..')\nfrom framer import frames\nframes(b'')\n");
  CHECK(found(scratch, {"framer.py"}).empty());
  scratch.write("caller.py", "from framer import frames\nframes(b'')\n");
  CHECK(found(scratch, {"framer.py"}) == Lines{"framer.py:2"});
}

TEST_CASE("a module that cannot be read tells nothing") {
  const ScratchFolder scratch;
  write_example(scratch);
  scratch.write("pkg/reader.py", "# -*- coding: utf-16 -*-\n");
  CHECK(found(scratch, {"tool.py"}).empty());
}

TEST_CASE("modules that import each other end") {
  const ScratchFolder scratch;
  scratch.make_repository(".");
  scratch.write("a.py", "from b import x\ny = x\n");
  scratch.write("b.py", "from a import y\nx = y\n");
  scratch.write("c.py", "from a import y\ndef f():\n    data = y\n    while data:\n        data = data[4:]\n");
  CHECK(found(scratch, {"."}).empty());
}

TEST_CASE("folders of tests inside of a project hold test code, and a project in such a folder does not") {
  const ScratchFolder scratch;
  scratch.make_repository("tests/project");
  scratch.write("tests/project/pkg/__init__.py", "");
  scratch.write("tests/project/pkg/tests/__init__.py", "");
  scratch.write("tests/project/pkg/testing.py", "");
  scratch.write("tests/project/test/support/pty.py", "");
  const workspace::FolderProject project;
  const auto is_test = [&](const std::string& path) {
    return project.is_in_test_folder(scratch.path("tests/project/" + path));
  };
  CHECK(is_test("pkg/tests/__init__.py"));
  CHECK(is_test("test/support/pty.py"));
  CHECK_FALSE(is_test("pkg/__init__.py"));
  CHECK_FALSE(is_test("pkg/testing.py"));
}
