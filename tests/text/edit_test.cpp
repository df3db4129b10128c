#include "text/edit.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "catch.h"

namespace slicecop::text {
namespace {

using Edits = std::vector<Edit>;

Edit edit(std::uint32_t start, std::uint32_t end, std::string content) {
  return {.range = {.start = start, .end = end}, .content = std::move(content)};
}

TEST_CASE("edits replace, delete and insert") {
  CHECK(text::apply("data[n:]", Edits{edit(0, 4, "view")}) == "view[n:]");
  CHECK(text::apply("data[n:]", Edits{edit(4, 8, "")}) == "data");
  CHECK(text::apply("data", Edits{edit(0, 0, "<"), edit(4, 4, ">")}) == "<data>");
  CHECK(text::apply("", Edits{edit(0, 0, "x")}) == "x");
  CHECK(text::apply("data", Edits{}) == "data");
}

TEST_CASE("the order in which edits are listed does not matter") {
  Edits edits{edit(2, 4, "CD"), edit(4, 4, "+"), edit(0, 2, ""), edit(2, 2, "-"), edit(4, 6, "EF")};
  std::ranges::sort(edits);
  do {
    CHECK(disjoint(edits));
    CHECK(text::apply("abcdefg", edits) == "-CD+EFg");
  } while (std::ranges::next_permutation(edits).found);
}

TEST_CASE("edits that touch the same byte or insert at the same place are not disjoint") {
  CHECK(disjoint(Edits{}));
  CHECK(disjoint(Edits{edit(0, 2, ""), edit(2, 4, "")}));
  CHECK(disjoint(Edits{edit(2, 2, ""), edit(2, 4, "")}));
  CHECK(disjoint(Edits{edit(4, 4, ""), edit(2, 4, "")}));
  CHECK_FALSE(disjoint(Edits{edit(0, 3, ""), edit(2, 4, "")}));
  CHECK_FALSE(disjoint(Edits{edit(2, 4, ""), edit(3, 3, "")}));
  CHECK_FALSE(disjoint(Edits{edit(2, 2, "a"), edit(2, 2, "b")}));
  CHECK_FALSE(disjoint(Edits{edit(2, 4, "a"), edit(2, 4, "a")}));
  CHECK_FALSE(disjoint(Edits{edit(0, 9, ""), edit(1, 2, ""), edit(4, 5, "")}));
}

TEST_CASE("edits made together are edits made one by one from the right") {
  std::mt19937 random(7);  // NOLINT(bugprone-random-generator-seed): the same texts every time
  for (int round = 0; round < 500; ++round) {
    const std::string text = "the quick brown fox";
    Edits edits;
    for (int i = 0; i < 4; ++i) {
      auto start = static_cast<std::uint32_t>(random() % (text.size() + 1));
      const auto size = static_cast<std::uint32_t>(random() % (text.size() + 1 - start)) % 4;
      edits.push_back(edit(start, start + size, std::string(random() % 3, static_cast<char>('A' + i))));
    }
    if (!disjoint(edits)) continue;
    std::string expected = text;
    Edits from_right = edits;
    std::ranges::sort(from_right, std::greater{}, [](const Edit& each) { return each.range; });
    for (const Edit& each : from_right) expected.replace(each.range.start, each.range.size(), each.content);
    CHECK(text::apply(text, edits) == expected);
  }
}

TEST_CASE("edits of an edited text become edits of the text") {
  CHECK(compose(Edits{}, Edits{}).empty());
  CHECK(compose(Edits{edit(0, 4, "view")}, Edits{}) == Edits{edit(0, 4, "view")});
  CHECK(compose(Edits{edit(0, 4, "view")}, Edits{edit(0, 4, "rest")}) == Edits{edit(0, 4, "rest")});
  CHECK(compose(Edits{edit(2, 2, "--")}, Edits{edit(3, 3, "x")}) == Edits{edit(2, 2, "-x-")});
  CHECK(compose(Edits{edit(2, 2, "--")}, Edits{edit(2, 4, "")}).empty());
  CHECK(compose(Edits{edit(2, 4, "")}, Edits{edit(2, 3, "")}) == Edits{edit(2, 5, "")});
  CHECK(compose(Edits{edit(9, 9, "!")}, Edits{edit(0, 1, "D")}) == Edits{edit(0, 1, "D"), edit(9, 9, "!")});
}

TEST_CASE("composed edits do what making them one after the other does") {
  std::mt19937 random(11);  // NOLINT(bugprone-random-generator-seed): the same texts every time
  const auto some_edits = [&](std::size_t size) {
    Edits edits;
    for (int i = 0; i < 4; ++i) {
      const auto start = static_cast<std::uint32_t>(random() % (size + 1));
      const auto length = static_cast<std::uint32_t>(std::min<std::size_t>(random() % 5, size - start));
      Edits with = edits;
      with.push_back(edit(start, start + length, std::string(random() % 4, static_cast<char>('A' + (random() % 26)))));
      if (disjoint(with)) edits = std::move(with);
    }
    return edits;
  };
  const std::string text = "the quick brown fox";
  for (int round = 0; round < 2000; ++round) {
    const Edits first = some_edits(text.size());
    const std::string between = text::apply(text, first);
    const Edits second = some_edits(between.size());
    const Edits both = compose(first, second);
    CHECK(disjoint(both));
    CHECK(text::apply(text, both) == text::apply(between, second));
  }
}

}  // namespace
}  // namespace slicecop::text
