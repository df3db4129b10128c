// Which code is that of a test.
#include "semantics/test_code.h"

#include <string>
#include <string_view>

#include "catch.h"
#include "syntax/parse.h"
#include "syntax/views.h"

using namespace slicecop;

namespace {

/// Knows one folder of tests and no other file.
class ProjectWithTests final : public semantics::Project {
 public:
  [[nodiscard]] Summary module(std::string_view /*importer*/, std::string_view /*name*/) const override {
    return nullptr;
  }
  [[nodiscard]] Callers callers(std::string_view /*path*/, std::string_view /*name*/) const override { return {}; }
  [[nodiscard]] bool is_in_test_folder(std::string_view path) const override { return path.starts_with("tests/"); }
};

// Of the place where `here` stands.
bool is_test_code(const std::string& code, std::string_view path = "module.py") {
  const ProjectWithTests project;
  const syntax::Tree tree = *syntax::parse(code);
  for (syntax::NodeId id = 0; id < tree.size(); ++id) {
    if (tree.node(id).text() == "here") return semantics::TestCode(tree, project, path).holds(tree.node(id));
  }
  FAIL("nothing is asked about");
  return false;
}

bool makes_tests(const std::string& imports) { return is_test_code(imports + "def test():\n    here\n"); }

}  // namespace

TEST_CASE("a test is in a module that imports a test framework") {
  CHECK(makes_tests("import unittest\n"));
  CHECK(makes_tests("import os, unittest.mock as mock\n"));
  CHECK(makes_tests("import pytest\n"));
  CHECK(makes_tests("from unittest import TestCase\n"));
  CHECK(makes_tests("from twisted.trial import unittest\n"));
  CHECK(makes_tests("from django.test import TestCase as Base\n"));
  CHECK(makes_tests("from test.support import os_helper\n"));
  CHECK(makes_tests("try:\n    import unittest2\nexcept ImportError:\n    import unittest\n"));
  CHECK(makes_tests("import sys\nif sys.version_info < (3,):\n    pass\nelse:\n    import unittest\n"));
}

TEST_CASE("all code in a folder of tests is test code") {
  CHECK(is_test_code("def helper():\n    here\n", "tests/helper.py"));
  CHECK_FALSE(is_test_code("def helper():\n    here\n", "helper.py"));
}

TEST_CASE("a module that may run its own tests, or none, has no test code") {
  CHECK_FALSE(makes_tests(""));
  CHECK_FALSE(makes_tests("import os\nfrom .test import things\nfrom testing import unit\n"));
  CHECK_FALSE(makes_tests("def check():\n    import unittest\n"));
  CHECK_FALSE(makes_tests("class Check:\n    import pytest\n"));
  CHECK_FALSE(makes_tests("if __name__ == '__main__':\n    import unittest\n    unittest.main()\n"));
  CHECK_FALSE(makes_tests("unittest = 1\nimport pytest_free\n"));
}

TEST_CASE("tests are named as unittest and pytest name them") {
  const std::string more = "import unittest\nclass Production:\n    def run(self):\n        return 'much more of it'\n";
  CHECK(is_test_code(more + "def test_it():\n    here\n"));
  CHECK(is_test_code(more + "@mark\ndef test_it():\n    here\n"));
  CHECK(is_test_code(more + "class TestIt:\n    x = here\n"));
  CHECK(is_test_code(more + "class ItTestsMixin:\n    x = here\n"));
  CHECK(is_test_code(more + "class It(unittest.TestCase):\n    x = here\n"));
  CHECK(is_test_code(more + "class It:\n    def test(self): here\n"));
  CHECK_FALSE(is_test_code(more + "class It:\n    def attest(self): here\n"));
  CHECK_FALSE(is_test_code(more + "def it():\n    here\n"));
}

TEST_CASE("a helper is test code where at least half of the module are tests") {
  const std::string helper = "import unittest\nclass Server:\n    def run(self): here\n";
  CHECK(is_test_code(helper + "class ServerTest(unittest.TestCase):\n    def test(self): Server().run()\n"));
  CHECK_FALSE(is_test_code(helper + "def test(): pass\n"));
}
