// Which file an import means.
#include "workspace/module_file.h"

#include <string>

#include "catch.h"
#include "scratch_folder.h"

using namespace slicecop;
using tests::ScratchFolder;

namespace {

// From the project's root; "none" where there is no such module.
std::string imported(const ScratchFolder& scratch, const std::string& importer, const std::string& name) {
  const auto path = workspace::module_file(scratch.path(importer), name, scratch.path());
  return path ? path->substr(scratch.path().size() + 1) : "none";
}

}  // namespace

TEST_CASE("relative imports go up from the importer") {
  const ScratchFolder scratch;
  for (const char* file : {"a/__init__.py", "a/m.py", "a/b/__init__.py", "a/b/n.py"}) scratch.write(file, "");
  CHECK(imported(scratch, "a/m.py", ".b") == "a/b/__init__.py");
  CHECK(imported(scratch, "a/m.py", ".b.n") == "a/b/n.py");
  CHECK(imported(scratch, "a/m.py", ".") == "a/__init__.py");
  CHECK(imported(scratch, "a/b/n.py", "..m") == "a/m.py");
  CHECK(imported(scratch, "a/b/n.py", "..") == "a/__init__.py");
  CHECK(imported(scratch, "a/b/__init__.py", ".n") == "a/b/n.py");
  CHECK(imported(scratch, "a/m.py", ".missing") == "none");
  CHECK(imported(scratch, "a/m.py", "...................x") == "none");
}

TEST_CASE("absolute imports start beside the package, in the root and in its src") {
  const ScratchFolder scratch;
  for (const char* file : {"src/a/__init__.py", "src/a/m.py", "src/other/__init__.py", "tests/t.py", "tests/helper.py",
                           "setup_tools.py"}) {
    scratch.write(file, "");
  }
  CHECK(imported(scratch, "src/a/m.py", "a.m") == "src/a/m.py");
  CHECK(imported(scratch, "src/a/m.py", "other") == "src/other/__init__.py");
  CHECK(imported(scratch, "tests/t.py", "a.m") == "src/a/m.py");
  CHECK(imported(scratch, "tests/t.py", "helper") == "tests/helper.py");
  CHECK(imported(scratch, "tests/t.py", "setup_tools") == "setup_tools.py");
  CHECK(imported(scratch, "tests/t.py", "nowhere") == "none");
}

TEST_CASE("a stub goes before its module, and a folder is a package") {
  const ScratchFolder scratch;
  for (const char* file : {"a.py", "a.pyi", "b/__init__.py", "b/__init__.pyi", "c/m.py", "d.py", "d/readme.txt"}) {
    scratch.write(file, "");
  }
  CHECK(imported(scratch, "x.py", "a") == "a.pyi");
  CHECK(imported(scratch, "x.py", "b") == "b/__init__.pyi");
  CHECK(imported(scratch, "x.py", "c") == "c/__init__.py");
  CHECK(imported(scratch, "x.py", "c.m") == "c/m.py");
  CHECK(imported(scratch, "x.py", "d") == "d.py");
}

TEST_CASE("what is installed in the project's own environment") {
  const ScratchFolder scratch;
  scratch.write(".venv/lib/python3.12/site-packages/dependency/__init__.py", "");
  scratch.write("m.py", "");
  CHECK(imported(scratch, "m.py", "dependency") == ".venv/lib/python3.12/site-packages/dependency/__init__.py");
}
