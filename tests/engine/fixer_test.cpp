// Fixes in rounds, with rules that look at syntax alone: which are made together, what is asked, what is never written.

#include "engine/fixer.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catch.h"
#include "engine/fake_rules.h"

using namespace slicecop;
using engine::Applicability;
using engine::Context;
using engine::Decision;
using engine::Finding;
using engine::Fix;
using engine::FixedDocument;
using engine::FixTrust;
using engine::NamedRule;
using engine::Rule;

namespace {

void report(Context& context, syntax::Node where, std::string content, bool local) {
  Fix fix{.applicability = Applicability::safe,
          .title = "Write it anew",
          .reason = "nothing sees it",
          .edits = {{.range = where.range(), .content = std::move(content)}},
          .local = local};
  context.report({.where = where, .message = "seen", .typed = {}, .cost = {}, .fix = std::move(fix)});
}

template <char first>
bool calls(syntax::Call call) {
  return call.function().text() == std::string_view(&"abcdefghijklmnopqrstuvwxyz"[first - 'a'], 1);
}

// `a()` becomes `b()`, and `b()` becomes `c()`.
void step(Context& context, syntax::Call call) {
  if (calls<'a'>(call)) report(context, call.node(), "b()", true);
  if (calls<'b'>(call)) report(context, call.node(), "c()", true);
}
// `f(x)` becomes `x`, and may change what a name holds.
void unwrap(Context& context, syntax::Call call) {
  if (calls<'f'>(call)) report(context, call.node(), std::string(call.positional(0).text()), false);
}
// `g()` becomes something that is no Python.
void spoil(Context& context, syntax::Call call) {
  if (calls<'g'>(call)) report(context, call.node(), "g((", true);
}
// `h()` becomes `h()()`, for ever.
void grow(Context& context, syntax::Call call) {
  if (calls<'h'>(call)) report(context, call.node(), "h()()", true);
}

constexpr Rule step_rule{.group = engine::Group::slices, .visit = engine::on<step>};
constexpr Rule unwrap_rule{.group = engine::Group::slices, .visit = engine::on<unwrap>};
constexpr Rule spoil_rule{.group = engine::Group::slices, .visit = engine::on<spoil>};
constexpr Rule grow_rule{.group = engine::Group::slices, .visit = engine::on<grow>};
constexpr std::array<NamedRule, 4> rules{{
    {.name = "step", .rule = &step_rule},
    {.name = "unwrap", .rule = &unwrap_rule},
    {.name = "spoil", .rule = &spoil_rule},
    {.name = "grow", .rule = &grow_rule},
}};

Decision make_all(const engine::Document& /*document*/, const Finding& /*finding*/) { return Decision::make; }

FixedDocument fix(const engine::Document& document, const engine::Decide& decide = make_all) {
  return engine::fix(document, {}, rules, semantics::EmptyProject{}, decide);
}

std::string fixed(std::string_view text, const engine::Decide& decide = make_all) {
  const engine::Document document = engine::fake::document(text);
  const FixedDocument result = fix(document, decide);
  CHECK(text::apply(text, result.edits) == (result.document ? result.document->file().text() : text));
  return text::apply(text, result.edits);
}

// What is asked about, as text, with the answers "make" for what `wanted` holds and "leave" for the rest.
std::vector<std::string> asked(std::string_view text, std::string_view wanted) {
  std::vector<std::string> questions;
  fixed(text, [&](const engine::Document& document, const Finding& finding) {
    questions.emplace_back(document.file().text(finding.range));
    return questions.back().find(wanted) == std::string::npos ? Decision::leave : Decision::make;
  });
  return questions;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("fixes are made until there is none left") {
  CHECK(fixed("x = a()\ny = a()\n") == "x = c()\ny = c()\n");
  const FixedDocument result = fix(engine::fake::document("x = a()\ny = b()\n"));
  CHECK(result.made.size() == 3);
  CHECK(result.made.front().code == "step");
  CHECK(result.made.front().title == "Write it anew");
  CHECK(result.findings.empty());
  CHECK(result.settled);
}

TEST_CASE("where nothing is to be fixed there is no new document") {
  const FixedDocument result = fix(engine::fake::document("x = 1\n"));
  CHECK_FALSE(result.document);
  CHECK(result.edits.empty());
  CHECK(result.made.empty());
}

TEST_CASE("fixes that touch each other are made one after the other") {
  CHECK(fixed("x = f(f(f(1)))\n") == "x = 1\n");
  CHECK(fixed("x = f(a())\n") == "x = c()\n");
}

TEST_CASE("a fix that is not local is made alone in its function or class") {
  std::vector<std::size_t> sizes;
  const auto sizes_seen = [&](std::string_view text) {
    sizes.clear();
    fixed(text, [&](const engine::Document& document, const Finding&) {
      sizes.push_back(document.file().text().size());
      return Decision::make;
    });
    return sizes.size() == 2 && sizes[0] == sizes[1];
  };
  CHECK(sizes_seen("def one():\n    f(1)\ndef two():\n    f(2)\n"));
  CHECK_FALSE(sizes_seen("def one():\n    f(1)\n    f(2)\n"));
  CHECK_FALSE(sizes_seen("class C:\n    def one(self): f(1)\n    def two(self): f(2)\n"));
  CHECK_FALSE(sizes_seen("f(1)\ndef two():\n    f(2)\n"));
  CHECK(sizes_seen("def one():\n    a()\n    a()\n") == false);  // b() is asked about in the next round
  CHECK(sizes[0] == sizes[1]);
}

TEST_CASE("what is not wanted is asked about once, wherever the text moves it") {
  CHECK(asked("b()\nx = f(a())\nf(f(2))\n", "f(") == Texts{"b()", "f(a())", "a()", "f(f(2))", "f(2)"});
}

TEST_CASE("after a stop what was wanted before is made, and no more is asked") {
  int questions = 0;
  const auto stop_at_second = [&](const engine::Document&, const Finding&) {
    return ++questions == 2 ? Decision::stop : Decision::make;
  };
  CHECK(fixed("a()\na()\na()\n", stop_at_second) == "b()\na()\na()\n");
  CHECK(questions == 2);
}

TEST_CASE("a fix that breaks the syntax is not made, and told") {
  const engine::Document document = engine::fake::document("a()\ng()\ng()\n");
  const FixedDocument result = fix(document);
  REQUIRE(result.document);
  CHECK(result.document->file().text() == "c()\ng()\ng()\n");
  REQUIRE(result.broken.size() == 1);
  CHECK(result.broken.front().code == "spoil");
  CHECK(result.broken.front().row == 2);
  CHECK(result.findings.size() == 2);
}

TEST_CASE("errors that were there before break nothing") {
  CHECK(fixed("def f(:\n    pass\n\n\nx = a()\n") == "def f(:\n    pass\n\n\nx = c()\n");
}

TEST_CASE("fixes without an end are given up") {
  const FixedDocument result = fix(engine::fake::document("h()\n"));
  CHECK_FALSE(result.settled);
  CHECK(result.document);
}

TEST_CASE("the user's trust decides over the rule's") {
  const auto applicability = [&](FixTrust trust) {
    std::vector<Finding> findings =
        engine::fake::findings_in("a()\n", std::array{NamedRule{.name = "step", .rule = &step_rule, .fixes = trust}});
    REQUIRE(findings.size() == 1);
    return findings.front().fix ? std::optional(findings.front().fix->applicability) : std::nullopt;
  };
  CHECK(applicability(FixTrust::as_told) == Applicability::safe);
  CHECK(applicability(FixTrust::safe) == Applicability::safe);
  CHECK(applicability(FixTrust::unsafe) == Applicability::unsafe);
  CHECK_FALSE(applicability(FixTrust::none));
}

TEST_CASE("a fix that loses a comment is not safe") {
  const auto applicability = [](std::string_view text) {
    const std::vector<Finding> findings = engine::fake::findings_in(text, rules);
    REQUIRE(findings.size() == 1);
    return findings.front().fix->applicability;
  };
  CHECK(applicability("x = a()  # why\n") == Applicability::safe);
  CHECK(applicability("x = a(\n    # why\n)\n") == Applicability::unsafe);
}
