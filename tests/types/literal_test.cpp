#include "types/literal.h"

#include "catch.h"
#include "syntax/parse.h"

using namespace slicecop;
using namespace slicecop::types;

namespace {

std::string spelt(const std::string& source) {
  const auto tree = syntax::parse(source);
  const std::optional<Literal> literal = read_literal(tree->root().first_child().first_child());
  return literal ? literal->spelling : "nothing";
}

}  // namespace

TEST_CASE("strings are in double quotes, whatever the source has") {
  CHECK(spelt("'rb'") == "\"rb\"");
  CHECK(spelt("\"rb\"") == "\"rb\"");
  CHECK(spelt("'''rb'''") == "\"rb\"");
  CHECK(spelt("u'rb'") == "\"rb\"");
  CHECK(spelt("'r' 'b'") == "\"rb\"");
  CHECK(spelt("('r'\n 'b')") == "nothing");  // the caller takes parentheses off
  CHECK(spelt("''") == "\"\"");
  CHECK(spelt("b'PNG'") == "b\"PNG\"");
  CHECK(spelt("B'PN' b'G'") == "b\"PNG\"");
}

TEST_CASE("escapes are written where a character cannot stand as itself, and nowhere else") {
  CHECK(spelt(R"('\x41\u0042\103')") == R"("ABC")");
  CHECK(spelt(R"('\n\t\r\0')") == R"("\n\t\r\x00")");
  CHECK(spelt(R"('say "no"')") == R"("say \"no\"")");
  CHECK(spelt(R"('it\'s')") == R"("it's")");
  CHECK(spelt(R"(r'\d')") == R"("\\d")");
  CHECK(spelt(R"('\d')") == R"("\\d")");
  CHECK(spelt(R"('\é')") == R"("\\é")");
  CHECK(spelt(R"('é\xe9')") == R"("éé")");
  CHECK(spelt(R"('\U0001F600')") == "\"\xF0\x9F\x98\x80\"");
  CHECK(spelt(R"(b'\x89PNG\377\u0041')") == R"(b"\x89PNG\xff\\u0041")");
  CHECK(spelt("'a\\\nb'") == "\"ab\"");
}

TEST_CASE("integers are decimal, booleans are themselves") {
  CHECK(spelt("1_000") == "1000");
  CHECK(spelt("0x1F") == "31");
  CHECK(spelt("0o17") == "15");
  CHECK(spelt("0b101") == "5");
  CHECK(spelt("-8") == "-8");
  CHECK(spelt("-0") == "0");
  CHECK(spelt("True") == "True");
  CHECK(spelt("18446744073709551615") == "18446744073709551615");
}

TEST_CASE("all else is no literal") {
  CHECK(spelt("f'rb'") == "nothing");
  CHECK(spelt("'a' f'b'") == "nothing");
  CHECK(spelt("'\\N{BULLET}'") == "nothing");
  CHECK(spelt("'\\x4'") == "nothing");
  CHECK(spelt("'\\ud800'") == "nothing");
  CHECK(spelt("18446744073709551616") == "nothing");
  CHECK(spelt("10j") == "nothing");
  CHECK(spelt("1.5") == "nothing");
  CHECK(spelt("+1") == "nothing");
  CHECK(spelt("~1") == "nothing");
  CHECK(spelt("None") == "nothing");
  CHECK(spelt("name") == "nothing");
}

TEST_CASE("a literal tells its class") {
  const auto tree = syntax::parse("b'x'\nTrue\n");
  const syntax::Node first = tree->root().first_child();
  CHECK(read_literal(first.first_child())->known == Known::bytes);
  CHECK(read_literal(first.next_sibling().first_child())->known == Known::bool_);
}
