// Which modules are the code of a test.
#include "semantics/test_code.h"

#include <string_view>

#include "catch.h"
#include "syntax/parse.h"

using namespace slicecop;

namespace {

bool is_test_code(std::string_view code) { return semantics::is_test_code(*syntax::parse(code)); }

}  // namespace

TEST_CASE("a module that imports a test framework is test code") {
  CHECK(is_test_code("import unittest\n"));
  CHECK(is_test_code("import os, unittest.mock as mock\n"));
  CHECK(is_test_code("import pytest\n"));
  CHECK(is_test_code("from unittest import TestCase\n"));
  CHECK(is_test_code("from twisted.trial import unittest\n"));
  CHECK(is_test_code("from django.test import TestCase as Base\n"));
  CHECK(is_test_code("from test.support import os_helper\n"));
  CHECK(is_test_code("try:\n    import unittest2\nexcept ImportError:\n    import unittest\n"));
  CHECK(is_test_code("import sys\nif sys.version_info < (3,):\n    pass\nelse:\n    import unittest\n"));
}

TEST_CASE("a module that may run its own tests is not") {
  CHECK_FALSE(is_test_code(""));
  CHECK_FALSE(is_test_code("import os\nfrom .test import things\nfrom testing import unit\n"));
  CHECK_FALSE(is_test_code("def check():\n    import unittest\n"));
  CHECK_FALSE(is_test_code("class Check:\n    import pytest\n"));
  CHECK_FALSE(is_test_code("if __name__ == '__main__':\n    import unittest\n    unittest.main()\n"));
  CHECK_FALSE(is_test_code("unittest = 1\nimport pytest_free\n"));
}
