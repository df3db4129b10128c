// From text to Tree: what is kept, what is left out, and what hostile input does to it.

#include "syntax/parse.h"

#include <string>
#include <vector>

#include "catch.h"
#include "syntax/views.h"

using namespace slicecop::syntax;

namespace {

Tree parsed(std::string_view text) {
  auto tree = parse(text);
  REQUIRE(tree);
  return std::move(*tree);
}

std::vector<Node> all_of(const Tree& tree, Kind kind) {
  std::vector<Node> found;
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (tree[id].kind == kind) found.push_back(tree.node(id));
  }
  return found;
}

std::string repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

// Every node lies inside its parent, siblings follow each other, and `after` closes exactly the descendants.
void check_shape(const Tree& tree) {
  for (NodeId id = 1; id < tree.size(); ++id) {
    const NodeData& node = tree[id];
    const NodeData& parent = tree[node.parent];
    REQUIRE(node.parent < id);
    REQUIRE(parent.start <= node.start);
    REQUIRE(node.end <= parent.end);
    REQUIRE(node.after > id);
    REQUIRE(node.after <= parent.after);
  }
}

}  // namespace

TEST_CASE("a tree holds the nodes of a statement with their fields") {
  const Tree tree = parsed("chunk = data[4:n]\n");
  check_shape(tree);
  const Assignment assignment(all_of(tree, Kind::assignment).at(0));
  CHECK(assignment.left().text() == "chunk");
  const Subscript subscript(assignment.right());
  CHECK(subscript.value().text() == "data");
  CHECK(subscript.slice().lower().text() == "4");
  CHECK(subscript.slice().upper().text() == "n");
  CHECK_FALSE(subscript.slice().step());
}

TEST_CASE("the parts of a slice are told apart by its colons") {
  const auto slice_of = [](std::string_view text, auto&& check) {
    const Tree tree = parsed(text);
    check(Slice(all_of(tree, Kind::slice).at(0)));
  };
  slice_of("x[:]\n", [](Slice s) { CHECK((!s.lower() && !s.upper() && !s.step())); });
  slice_of("x[a:]\n", [](Slice s) { CHECK((s.lower().text() == "a" && !s.upper())); });
  slice_of("x[:b]\n", [](Slice s) { CHECK((!s.lower() && s.upper().text() == "b")); });
  slice_of("x[::c]\n", [](Slice s) { CHECK((!s.lower() && !s.upper() && s.step().text() == "c")); });
}

TEST_CASE("comments are a list of ranges and no nodes") {
  const Tree tree = parsed("x = 1  # one\n# two\n");
  REQUIRE(tree.comments().size() == 2);
  CHECK(tree.text().substr(tree.comments()[0].start, tree.comments()[0].size()) == "# one");
  CHECK(all_of(tree, Kind::comment).empty());
}

TEST_CASE("strings keep only the expressions inside them") {
  const Tree tree = parsed("f\"{data[1:]} text {{}}\" b'\\x00'\n");
  CHECK(all_of(tree, Kind::interpolation).size() == 1);
  CHECK(all_of(tree, Kind::string_content).empty());
  CHECK(is_bytes_literal(all_of(tree, Kind::string).at(1)));
  CHECK_FALSE(is_bytes_literal(all_of(tree, Kind::string).at(0)));
}

TEST_CASE("a lone carriage return ends a line") {
  const Tree tree = parsed("a = 1\rb = 2\r\nc = 3\n");
  CHECK_FALSE(tree.root().has_error());
  CHECK(all_of(tree, Kind::assignment).size() == 3);
}

TEST_CASE("broken code gives a tree whose whole parts can be used") {
  const Tree tree = parsed("def f(:\n  pass\n\nx = data[1:]\nprint 'two'\n");
  check_shape(tree);
  CHECK(tree.root().has_error());
  const Node good = all_of(tree, Kind::subscript).at(0);
  CHECK_FALSE(enclosing_statement(good).has_error());
}

TEST_CASE("anything at all can be parsed") {
  for (const std::string& text :
       {std::string(), std::string("\0\0\0", 3), std::string("\xff\xfe\x80"), std::string("\f\t  \r\r\n"),
        std::string("x = ("), std::string(R"(""")"), std::string("if x:\n"), std::string("\\")}) {
    const Tree tree = parsed(text);
    CHECK(tree.size() >= 1);
    check_shape(tree);
  }
}

TEST_CASE("ten thousand nested brackets neither crash nor take long") {
  const std::string text = "x = " + repeated("(", 10'000) + "1" + repeated(")", 10'000) + "\n";
  const auto tree = parse(text);
  if (!tree) {
    CHECK(tree.error() == ParseFailure::too_complex);
    return;
  }
  check_shape(*tree);
  CHECK(tree->root().height() == 127);
  CHECK(unparenthesized(all_of(*tree, Kind::parenthesized_expression).at(0)).text() == "1");
}

TEST_CASE("an elif chain of five thousand branches is flat") {
  const std::string text = "if a:\n  pass\n" + repeated("elif b:\n  pass\n", 5'000);
  const Tree tree = parsed(text);
  CHECK(all_of(tree, Kind::elif_clause).size() == 5'000);
  CHECK(tree.root().height() < 10);
}

TEST_CASE("a line of three megabytes is one statement") {
  const std::string text = "x = [" + repeated("0x1234, ", 400'000) + "]\n";
  const Tree tree = parsed(text);
  CHECK(all_of(tree, Kind::integer).size() == 400'000);
}

TEST_CASE("the smallest node around a range is found") {
  const Tree tree = parsed("f(data[1:2])\n");
  CHECK(tree.smallest_covering({2, 11}).is(Kind::subscript));
  CHECK(tree.smallest_covering({7, 8}).is(Kind::integer));
}
