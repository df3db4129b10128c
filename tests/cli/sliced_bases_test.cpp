// Which slices are listed by `slicecop types`, and at which place.

#include "cli/sliced_bases.h"

#include <string>
#include <string_view>
#include <vector>

#include "catch.h"

using namespace slicecop;

namespace {

std::vector<cli::SlicedBase> bases_in(std::string_view code) {
  const auto document = engine::Document::parse(text::SourceFile::from_utf8("a.py", std::string(code)));
  REQUIRE(document);
  return cli::sliced_bases(*document, {}, semantics::EmptyProject{});
}

std::vector<std::string> texts_in(std::string_view code) {
  std::vector<std::string> texts;
  for (const cli::SlicedBase& base : bases_in(code)) texts.push_back(base.text);
  return texts;
}
using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("slices that are read") {
  CHECK(texts_in("a[1:]\nb[:2]\nc[1:2:3]\nd[:]\n") == Texts{"a", "b", "c", "d"});
  CHECK(texts_in("x = f(a.b[1:], (c)[2:])\n") == Texts{"a.b", "c"});
  CHECK(texts_in("return_(a[1:] if b[1:] else c[1:])\n") == Texts{"a", "b", "c"});
  CHECK(texts_in("f'{a[1:]}'\n") == Texts{"a"});
}

TEST_CASE("of nested slices each base once") { CHECK(texts_in("a[1:][2:]\n") == Texts{"a[1:]", "a"}); }

TEST_CASE("subscripts that are no slices") {
  CHECK(texts_in("a[1]\nb[1, 2:3]\nc[1:, 2]\nd[slice(1, 2)]\ne['x:y']\n").empty());
}

TEST_CASE("slices that are written") {
  CHECK(texts_in("a[1:] = b[2:]\n") == Texts{"b"});
  CHECK(texts_in("a[1:], x = y\n").empty());
  CHECK(texts_in("(a[1:], [b[1:], *c[1:]]) = y\n").empty());
  CHECK(texts_in("a[1:] += b[1:]\n") == Texts{"b"});
  CHECK(texts_in("del a[1:]\n").empty());
  CHECK(texts_in("del a[1:], b[1:]\n").empty());
  CHECK(texts_in("for a[1:] in b[1:]: pass\n") == Texts{"b"});
  CHECK(texts_in("a[1:][2:] = x\n") == Texts{"a"});
  CHECK(texts_in("[x for a[1:] in b[1:]]\n") == Texts{"b"});
  CHECK(texts_in("with f(a[1:]) as b[1:]: pass\n") == Texts{"a"});
}

TEST_CASE("annotations are no slices") {
  CHECK(texts_in("x: List[a:b] = c[1:]\n") == Texts{"c"});
  CHECK(texts_in("def f(x: Dict[a:b]) -> List[c:d]:\n    return x[1:]\n") == Texts{"x"});
}

TEST_CASE("places are those of the base, in code points") {
  const auto bases = bases_in("日本 = 1\nx = '日本' + data[\n    1:]\n");
  REQUIRE(bases.size() == 1);
  CHECK(bases[0].start == text::Position{2, 12});
  CHECK(bases[0].end == text::Position{2, 16});
}

TEST_CASE("types and their evidence") {
  const auto bases = bases_in("def f(data: bytes, other):\n    data[1:]\n    other[1:]\nx = b''\nx[1:]\n");
  REQUIRE(bases.size() == 3);
  CHECK(bases[0].type == "bytes");
  CHECK(bases[0].evidence == types::Evidence::annotation);
  CHECK(bases[1].type == "Unknown");
  CHECK(bases[1].evidence == types::Evidence::none);
  CHECK(bases[2].type == "bytes");
}
