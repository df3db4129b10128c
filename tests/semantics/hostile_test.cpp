// Shapes that nobody writes by hand: every question is asked about every node of them. What is tested is that this
// ends, soon, and without deep recursion (run under the sanitizers, it would run out of stack).
#include <ctime>
#include <functional>
#include <string>

#include "catch.h"
#include "semantics/model_of.h"

using namespace slicecop;
using namespace slicecop::semantics;
using syntax::Kind;
using syntax::Node;

namespace {

// Of the processor, in seconds. Generous: the slowest of them takes half of it under the sanitizers.
constexpr double most_time = 20;

void ask_everything(Model& model, Node node) {
  if (const syntax::Subscript subscript(node); subscript) {
    model.type_of(subscript.value());
    model.width_of(subscript);
    model.uses_of(node);
    model.size_of(node);
    model.written_in(subscript.value(), syntax::enclosing_statement(node));
    model.definition_of(subscript.value());
    model.bindings_of(subscript.value());
    model.is_invariant(node, model.loop_around(node));
    for (const Node part : subscript.slice().node().children()) model.is_non_negative(part);
  }
  if (node.is_any(Kind::assignment, Kind::augmented_assignment)) {
    model.carrying_loop(node);
    model.uses_of(node.child(syntax::Field::right));
    model.type_of(node.child(syntax::Field::right));
  }
  if (const syntax::Call call(node); call) {
    model.callee_name(call);
    model.unpacked_size(call);
  }
  if (node.is(Kind::function_definition)) model.is_fed_repeatedly(node);
  if (node.is(Kind::identifier)) {
    model.type_of(node);
    model.constant_of(node);
  }
}

// Returns whether it took no longer than allowed.
bool survives(const std::string& code) {
  const std::clock_t start = std::clock();
  ModelOf file(code);
  for (syntax::NodeId id = 0; id < file.tree.size(); ++id) ask_everything(file.model, file.tree.node(id));
  const double taken = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  UNSCOPED_INFO(taken << " s for " << code.size() << " bytes");
  return taken < most_time;
}

std::string repeated(int times, const std::function<std::string(int)>& piece) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece(i);
  return text;
}

std::string repeated(int times, const std::string& piece) {
  return repeated(times, [&](int) { return piece; });
}

std::string indented(int levels, const std::string& line) {
  std::string text(static_cast<std::size_t>(levels), ' ');
  return text.append(line).append("\n");
}

std::string number(int value) { return std::to_string(value); }

}  // namespace

TEST_CASE("ten thousand nested parentheses, wherever an expression may stand") {
  const std::string deep = repeated(10'000, "(") + "x[1:]" + repeated(10'000, ")");
  for (const std::string& code : {
           "x = " + deep + "\n",
           "def f(x):\n  return " + deep + "\n",
           "def f(x):\n  assert " + deep + "\n",
           "def f(x):\n  if " + deep + ":\n    pass\n",
           "def f(x):\n  raise " + deep + "\n",
           "def f(x):\n  for y in " + deep + ":\n    pass\n",
           "def f(x):\n  with " + deep + " as y:\n    pass\n",
           "def f(x, y=" + deep + "):\n  pass\n",
           "def f(x):\n  x[" + deep + "] = 1\n",
           "def f(x):\n  del x[" + deep + "]\n",
           "def f(x):\n  (x := " + deep + ")\n",
           "def f(x):\n  match " + deep + ":\n    case 1: pass\n",
           "@" + deep + "\ndef f(x):\n  pass\n",
           "class C(" + deep + "):\n  pass\n",
           "x = lambda y: " + deep + "\n",
           "x = [y for y in " + deep + "]\n",
           "x: " + deep + " = 1\n",
       }) {
    INFO(code.substr(0, 40));
    CHECK(survives(code));
  }
}

TEST_CASE("other deep expressions") {
  CHECK(survives("x = " + repeated(5'000, "not ") + "x\n"));
  CHECK(survives("x = " + repeated(5'000, "-") + "x\n"));
  CHECK(survives("x = x" + repeated(5'000, ".a") + "[1:]\n"));
  CHECK(survives("x = x" + repeated(5'000, "[1:]") + "\n"));
  CHECK(survives("x = x" + repeated(5'000, "()") + "\n"));
  CHECK(survives("x = " + repeated(5'000, "f(") + "x[1:]" + repeated(5'000, ")") + "\n"));
  CHECK(survives("x = " + repeated(5'000, "[") + repeated(5'000, "]") + "\n"));
  CHECK(survives("x = " + repeated(3'000, "lambda: ") + "x[1:]\n"));
  CHECK(survives("x = " + repeated(2'000, "x[1:] if x else ") + "x\n"));
  CHECK(survives("x = x" + repeated(3'000, " + x[1:]") + "\n"));
  CHECK(survives("x = x" + repeated(3'000, " and x[1:]") + "\n"));
  CHECK(survives("x = x" + repeated(1'000, " or x and x[1:]") + "\n"));
  CHECK(survives("x = x" + repeated(3'000, " < x[1:]") + "\n"));
  CHECK(survives(repeated(1'000, "x = ") + "x[1:]\n"));
  CHECK(survives("x: " + repeated(3'000, "list[") + "int" + repeated(3'000, "]") + "\nx[1:]\n"));
}

TEST_CASE("five thousand branches of one if") {
  const auto chain = [](const std::string& condition, const std::string& body) {
    return "def f(x, y):\n  if y == 0:\n    pass\n" +
           repeated(5'000, [&](int i) { return "  elif " + condition + number(i) + ":\n    " + body + "\n"; }) +
           "  x[1:]\n";
  };
  CHECK(survives(chain("y == ", "x = x[1:]")));
  CHECK(survives(chain("x is y", "x[1:]")));
  CHECK(survives(chain("x and y", "y = x[1:]")));
}

TEST_CASE("five thousand cases of one match") {
  CHECK(survives("def f(x):\n  match x:\n" +
                 repeated(5'000, [](int i) { return "    case C" + number(i) + "(y): x[1:]\n"; }) + "  x[1:]\n"));
}

TEST_CASE("two hundred nested ifs, loops, tries, functions and classes") {
  const auto nested = [](const std::string& head, const std::string& body, const std::string& tail = "") {
    std::string code = "def f(x):\n";
    for (int i = 1; i <= 200; ++i) code += indented(i, head) + indented(i + 1, body);
    if (!tail.empty()) {
      for (int i = 200; i >= 1; --i) code += indented(i, tail) + indented(i + 1, body);
    }
    return code;
  };
  CHECK(survives(nested("if x:", "x = x[1:]")));
  CHECK(survives(nested("if isinstance(x, bytes):", "x = x[1:]", "else:")));
  CHECK(survives(nested("while x:", "x = x[1:]")));
  CHECK(survives(nested("for y in x:", "x = y[1:]; z = x[2:]")));
  CHECK(survives(nested("try:", "x = x[1:]", "except E:")));
  CHECK(survives(nested("try:", "x = x[1:]", "finally:")));
  CHECK(survives(nested("with x as y:", "x = y[1:]")));
  CHECK(survives(nested("def g(y=x):", "x[1:]")));
  CHECK(survives(nested("class C:", "x = x[1:]")));
}

TEST_CASE("three thousand assignments in one function") {
  CHECK(survives("def f(x):\n" + repeated(3'000, "  x = x[1:]\n")));
  CHECK(survives("def f(x):\n" + repeated(3'000, "  x += x[1:]\n")));
  CHECK(survives("def f(x):\n" +
                 repeated(3'000, [](int i) { return "  x" + number(i + 1) + " = x" + number(i) + "[1:]\n"; })));
  CHECK(survives("def f(self):\n" + repeated(3'000, "  self.x = self.x[1:]\n")));
  CHECK(survives("def f(self):\n" + repeated(3'000, [](int i) { return "  self.x" + number(i) + " = self.x[1:]\n"; })));
  CHECK(survives("def f(x):\n  while x:\n" + repeated(3'000, "    x = x[1:]\n")));
  CHECK(survives(repeated(3'000, "x = x[1:]\n")));
  CHECK(survives(
      repeated(3'000, [](int i) { return "x" + number(i + 1) + " = x" + number(i) + " + x" + number(i) + "\n"; })));
}

TEST_CASE("every way through a loop meets again: no path is walked twice") {
  CHECK(survives("def f(x):\n  while x:\n" + repeated(300, "    if c: x = x[1:]\n    else: x = x[2:]\n")));
  CHECK(
      survives("def f(x, y):\n  while x:\n" + repeated(150, "    if c: x, y = y[1:], x\n    elif d: y = x + y[3:]\n")));
  CHECK(survives(
      "class C:\n  def f(self):\n    while self.x:\n" +
      repeated(150, "      if c: self.x, self.y = self.y[1:], self.x\n      elif d: self.y = self.x + self.y[3:]\n")));
}

TEST_CASE("counters that are made of each other") {
  std::string code = "def f(data):\n  a = b = c = d = e = g = h = 0\n  while data:\n";
  for (const char* name : {"a", "b", "c", "d", "e", "g", "h"})
    code += "    " + std::string(name) + " += a + b + c + d + e + g + h\n";
  CHECK(survives(code + "    data[a:b]\n    data[c + d:e + g + h]\n"));
}

TEST_CASE("functions and attributes that are made of each other") {
  CHECK(survives(repeated(400, [](int i) {
    return "def f" + number(i) + "(x):\n  return f" + number(i + 1) + "(x) + f" + number((i * 7) % 400) + "(x)[1:]\n";
  })));
  CHECK(survives("class C:\n" + repeated(300, [](int i) {
                   return "  def f" + number(i) + "(self):\n    self.x" + number(i) + " = self.x" +
                          number((i * 7) % 300) + "[1:] + self.f" + number((i * 3) % 300) + "()\n    return self.x" +
                          number(i) + "[2:]\n";
                 })));
  CHECK(
      survives(repeated(300, [](int i) { return "class C" + number(i) + "(C" + number((i + 1) % 300) + "): pass\n"; }) +
               "C0().x[1:]\n"));
  CHECK(survives(
      repeated(300,
               [](int i) { return "class D" + number(i + 1) + "(D" + number(i) + "): x" + number(i) + " = b''\n"; }) +
      "D300().y[1:]\n"));
}

TEST_CASE("fifty nested comprehensions") {
  CHECK(survives("def f(x):\n  return " + repeated(50, "[") + "x[1:]" + repeated(50, " for x in x]") + "\n"));
  CHECK(survives("def f(x):\n  return [x[1:]" + repeated(300, " for x in x if x") + "]\n"));
  CHECK(survives("def f(x):\n  return " + repeated(50, "[(x := x[1:]) for _ in ") + "x" + repeated(50, "]") + "\n"));
}

TEST_CASE("thousands of uses of one name, arguments of one call, elements of one list, scopes") {
  CHECK(survives("def f(x):\n" + repeated(10'000, "  g(x[1:])\n")));
  CHECK(survives("def f(x):\n  g(x" + repeated(5'000, ", x[1:]") + ")\n"));
  CHECK(survives("def f(x):\n  y = [x" + repeated(5'000, ", x[1:]") + "]\n"));
  CHECK(survives("x = b''\n" + repeated(5'000, [](int i) { return "def f" + number(i) + "(): return x[1:]\n"; })));
  CHECK(survives(repeated(5'000, [](int i) { return "def f" + number(i) + "():\n  global x\n  x = x[1:]\n"; })));
  CHECK(survives(repeated(5'000, [](int i) { return "f" + number(i) + " = lambda x=x: x[1:]\n"; })));
  CHECK(survives("def f(x, " + repeated(3'000, [](int i) { return "a" + number(i) + "=b'', "; }) + "):\n  x[1:]\n"));
}

TEST_CASE("numbers beyond 64 bits and at their edges") {
  CHECK(
      survives("x[9223372036854775807 + y + 9223372036854775807:y + 9223372036854775807 + 9223372036854775807]\n"
               "x[-(-9223372036854775807 - 1):][:-(-9223372036854775807 - 1)]\n"
               "x[-9223372036854775807 - 1:9223372036854775807]\n"
               "x[y - 9223372036854775807 - 1:y + 9223372036854775807]\n"
               "x[99999999999999999999999:2 ** 62 * 4]\n"
               "for i in range(-9223372036854775807, 9223372036854775807):\n  x[i:]\n"
               "for i in range(9223372036854775807, -9223372036854775807, -9223372036854775807 - 1):\n  x[i:]\n"
               "[x[i:] for i in range(4294967296) for j in range(4294967296) for k in range(4)]\n"
               "y = (1, 2)[99999999999999999999]\n"));
}
