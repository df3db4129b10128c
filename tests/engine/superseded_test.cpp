#include "engine/superseded.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"

using namespace slicecop;
using engine::Finding;
using engine::NamedRule;
using engine::Rule;

namespace {

// strong before middle before weak; weak does not give way to strong.
constexpr Rule strong{.group = engine::Group::slices, .supersedes = {"middle"}};
constexpr Rule middle{.group = engine::Group::slices, .supersedes = {"weak"}};
constexpr Rule weak{.group = engine::Group::slices};
constexpr std::array<NamedRule, 3> rules{{
    {.name = "middle", .rule = &middle},
    {.name = "strong", .rule = &strong},
    {.name = "weak", .rule = &weak},
}};

Finding finding(std::string_view rule, text::Range range, std::vector<text::Range> also = {}) {
  Finding made;
  made.code = rule;
  made.range = range;
  made.also_covers = std::move(also);
  return made;
}

// The rules that still speak.
std::vector<std::string> left_of(std::vector<Finding> findings) {
  engine::drop_superseded(findings, rules);
  std::vector<std::string> names;
  names.reserve(findings.size());
  for (const Finding& one : findings) names.emplace_back(one.code);
  return names;
}
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("two rules on one expression: the one that supersedes the other stays") {
  CHECK(left_of({finding("strong", {5, 9}), finding("middle", {5, 9})}) == Names{"strong"});
  CHECK(left_of({finding("middle", {5, 9}), finding("strong", {5, 9})}) == Names{"strong"});
}

TEST_CASE("an expression that holds the other, or lies in it") {
  CHECK(left_of({finding("strong", {5, 9}), finding("middle", {2, 9})}) == Names{"strong"});
  CHECK(left_of({finding("strong", {5, 9}), finding("middle", {6, 8})}) == Names{"strong"});
}

TEST_CASE("expressions apart, or rules that do not know each other") {
  CHECK(left_of({finding("strong", {5, 9}), finding("middle", {9, 12})}) == Names{"strong", "middle"});
  CHECK(left_of({finding("strong", {5, 9}), finding("middle", {1, 5})}) == Names{"strong", "middle"});
  CHECK(left_of({finding("strong", {5, 9}), finding("weak", {5, 9})}) == Names{"strong", "weak"});
  CHECK(left_of({finding("strong", {5, 9}), finding("strong", {6, 8})}) == Names{"strong", "strong"});
}

TEST_CASE("what a finding speaks for besides") {
  CHECK(left_of({finding("strong", {5, 9}, {{20, 25}}), finding("middle", {21, 24}), finding("middle", {30, 31})}) ==
        Names{"strong", "middle"});
  // Only the place where the other one speaks counts.
  CHECK(left_of({finding("strong", {5, 9}), finding("middle", {20, 25}, {{5, 9}})}) == Names{"strong", "middle"});
}

TEST_CASE("one that keeps silent silences no other") {
  CHECK(left_of({finding("strong", {5, 9}), finding("middle", {5, 9}, {{20, 25}}), finding("weak", {20, 25})}) ==
        Names{"strong", "weak"});
  CHECK(left_of({finding("middle", {5, 9}, {{20, 25}}), finding("weak", {20, 25})}) == Names{"middle"});
}

TEST_CASE("many nested expressions take no longer than many apart") {
  std::vector<Finding> findings;
  constexpr std::uint32_t depth = 100'000;
  findings.reserve(depth);
  for (std::uint32_t i = 0; i < depth; ++i) findings.push_back(finding(i % 2 == 0 ? "strong" : "middle", {0, 2 + i}));
  engine::drop_superseded(findings, rules);
  CHECK(findings.size() == depth / 2);
}
