// Lines that a fix puts above or below a statement, or takes away, keep the indentation and the line ends around them.

#include "engine/rewrite.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "catch.h"
#include "engine/document.h"
#include "engine/patterns/imported_module.h"

using namespace slicecop;
using engine::ModuleName;
using syntax::Kind;
using syntax::Node;

namespace {

engine::Document parsed(std::string_view text) {
  return *engine::Document::parse(text::SourceFile::from_utf8("test.py", std::string(text)));
}

/// The statement that is called `f()`.
Node marked(const engine::Document& document) {
  for (syntax::NodeId id = 0; id < document.tree().size(); ++id) {
    const Node node = document.tree().node(id);
    if (node.is(Kind::expression_statement) && node.text() == "f()") return node;
  }
  return {};
}

std::string made(const engine::Document& document, const std::optional<text::Edit>& edit) {
  return edit ? text::apply(document.file().text(), std::array{*edit}) : "nothing";
}

std::string above(std::string_view text) {
  const engine::Document document = parsed(text);
  return made(document, engine::line_above(marked(document), "x = 1"));
}

std::string below(std::string_view text) {
  const engine::Document document = parsed(text);
  return made(document, engine::line_below(marked(document), "x = 1"));
}

std::string without(std::string_view text) {
  const engine::Document document = parsed(text);
  return made(document, engine::without_lines(marked(document)));
}

std::string with_import(std::string_view text) {
  const engine::Document document = parsed(text);
  return made(document, engine::import_module(document.tree(), "shutil"));
}

ModuleName name_of(std::string_view text) {
  const engine::Document document = parsed(text);
  return engine::module_name("shutil", marked(document));
}

}  // namespace

TEST_CASE("a line above and below a statement stands as the statement does") {
  CHECK(above("if a:\n    f()\n") == "if a:\n    x = 1\n    f()\n");
  CHECK(below("if a:\n    f()\nb\n") == "if a:\n    f()\n    x = 1\nb\n");
  CHECK(above("if a:\r\n\tf()\r\n") == "if a:\r\n\tx = 1\r\n\tf()\r\n");
  CHECK(below("if a:\r\n\tf()\r\n") == "if a:\r\n\tf()\r\n\tx = 1\r\n");
  CHECK(below("a\nf()") == "a\nf()\nx = 1");
  CHECK(above("if a: f()\n") == "nothing");
  CHECK(below("f(); b\n") == "nothing");
  CHECK(below("f()  # why\n") == "nothing");
}

TEST_CASE("a statement goes with its line, and with an empty one that would look lost") {
  CHECK(without("a\nf()\nb\n") == "a\nb\n");
  CHECK(without("a\nf()\n\nb\n") == "a\n\nb\n");
  CHECK(without("a\n\nf()\n\nb\n") == "a\n\nb\n");
  CHECK(without("a\r\n\r\nf()\r\n\r\nb\r\n") == "a\r\n\r\nb\r\n");
  CHECK(without("if a:\n    f()\n\n    b\n") == "if a:\n    b\n");
  CHECK(without("a\nf()") == "a\n");
  CHECK(without("a; f()\n") == "nothing");
  CHECK(without("f()  # why\n") == "nothing");
}

TEST_CASE("an import goes where it is in order among those of its group") {
  CHECK(with_import("import os\nimport zlib\n\nf()\n") == "import os\nimport shutil\nimport zlib\n\nf()\n");
  CHECK(with_import("import os\n\nf()\n") == "import os\nimport shutil\n\nf()\n");
  CHECK(with_import("\"\"\"Text.\"\"\"\nfrom a import b\nimport os\n\nimport numpy\nf()\n") ==
        "\"\"\"Text.\"\"\"\nfrom a import b\nimport os\nimport shutil\n\nimport numpy\nf()\n");
  CHECK(with_import("import os  # why\nf()\n") == "nothing");
  CHECK(with_import("f()\n") == "nothing");
}

TEST_CASE("the name of a module is the module's where nothing else has it") {
  CHECK(name_of("import os, shutil\nf()\nshutil.copy(a, b)\nc.shutil(shutil=1)\n") == ModuleName::imported);
  CHECK(name_of("from shutil import copy\nimport shutil as sh\nf()\n") == ModuleName::unused);
  CHECK(name_of("f()\nimport shutil\n") == ModuleName::other);
  CHECK(name_of("import shutil\nf()\nshutil = 1\n") == ModuleName::other);
  CHECK(name_of("from package import shutil\nf()\n") == ModuleName::other);
  CHECK(name_of("def g():\n    import shutil\nf()\n") == ModuleName::other);
  CHECK(name_of("import shutil\ndef g(shutil):\n    f()\n") == ModuleName::other);
  CHECK(name_of("from os import *\nf()\n") == ModuleName::other);
}
