// From a document to its findings, with rules that look at syntax alone. What a real rule finds is tested by fixtures/.

#include "engine/check.h"

#include <array>
#include <string>
#include <vector>

#include "catch.h"
#include "engine/fake_rules.h"

using namespace slicecop;
using engine::Context;
using engine::Finding;
using engine::NamedRule;
using engine::Rule;
using engine::fake::findings_in;
using engine::fake::rows_in;
using Rows = std::vector<std::uint32_t>;

TEST_CASE("a finding carries the rule's name and severity, the range and the place for a suppression") {
  const std::vector<Finding> findings = findings_in("x = 1\ny = flag('''\n''')\n");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == "flagged-call");
  CHECK(findings[0].severity == engine::Severity::info);
  CHECK(findings[0].range == text::Range{10, 23});
  CHECK(findings[0].noqa_at == 19);
  CHECK(findings[0].evidence.type == "Unknown");
}

TEST_CASE("findings come by position, then by rule") {
  const std::vector<Finding> findings = findings_in("b = flag(a[1])\na[2]\n");
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].code == "flagged-call");
  CHECK(findings[1].code == "subscript");
  CHECK(findings[2].code == "subscript");
  CHECK(findings[1].range.start < findings[2].range.start);
}

TEST_CASE("nothing in, nothing out") {
  CHECK(findings_in("").empty());
  CHECK(findings_in("flag()\n", {}).empty());
}

namespace {

void twice(Context& context, syntax::Call call) {
  engine::fake::report(context, call.node());
  engine::fake::report(context, call.node());
}
constexpr Rule twice_rule{.group = engine::Group::slices, .visit = engine::on<twice>};

void on_call(Context& context, syntax::Call call) { engine::fake::report(context, call.node()); }
void on_loop(Context& context, syntax::WhileStatement loop) { engine::fake::report(context, loop.node()); }
constexpr Rule both_kinds{.group = engine::Group::slices, .visit = {engine::on<on_call>, engine::on<on_loop>}};

constexpr Rule over_subscripts{
    .group = engine::Group::slices, .supersedes = {"subscript"}, .visit = engine::on<engine::fake::flagged_call>};

}  // namespace

TEST_CASE("what a rule says twice about one expression is said once") {
  constexpr std::array<NamedRule, 1> rules{{{.name = "twice", .rule = &twice_rule}}};
  CHECK(rows_in("flag()\nflag()\n", rules) == Rows{1, 2});
}

TEST_CASE("a rule is called for every kind of node that it subscribes to") {
  constexpr std::array<NamedRule, 1> rules{{{.name = "both", .rule = &both_kinds}}};
  CHECK(rows_in("while x:\n    f()\ng()\n", rules) == Rows{1, 2, 3});
}

TEST_CASE("a rule that supersedes another speaks alone, suppressed or not") {
  constexpr std::array<NamedRule, 2> rules{
      {{.name = "over", .rule = &over_subscripts}, {.name = "subscript", .rule = &engine::fake::subscript_rule}}};
  const std::vector<Finding> findings = findings_in("flag(a[1])\n", rules);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == "over");
  CHECK(findings_in("flag(a[1])  # slicecop: ignore[over]\n", rules).empty());
  CHECK(rows_in("call(a[1])\n", rules) == Rows{1});
}

TEST_CASE("nothing is reported in a statement that holds a syntax error") {
  CHECK(rows_in("flag(1 +)\nflag()\n") == Rows{2});
  CHECK(rows_in("def f(:\n    flag()\n\nflag()\n") == Rows{2, 4});
  CHECK(rows_in("def f():\n    flag()\n    flag(a b)\n    flag()\n") == Rows{2, 4});
}

namespace {

void on_name_alone(Context& context, syntax::Call call) {
  const semantics::Typed typed{.type = types::Type::none, .evidence = types::Evidence::name, .because = {}};
  context.report({.where = call.node(), .message = "seen", .typed = typed, .cost = {}});
}
constexpr Rule by_name{.group = engine::Group::slices, .visit = engine::on<on_name_alone>};

}  // namespace

TEST_CASE("evidence by name alone is reported on demand") {
  constexpr std::array<NamedRule, 1> rules{{{.name = "by-name", .rule = &by_name}}};
  engine::Memo memo;
  engine::Settings settings;
  const engine::Document document = engine::fake::document("f(data)\n");
  CHECK(engine::check(document, settings, rules, semantics::EmptyProject{}, memo).empty());
  settings.min_evidence = engine::MinEvidence::name;
  CHECK(engine::check(document, settings, rules, semantics::EmptyProject{}, memo).size() == 1);
}

TEST_CASE("in test code only what breaks is reported, unless the settings include it") {
  constexpr Rule breaks_rule{.group = engine::Group::views, .visit = engine::on<engine::fake::flagged_call>};
  const std::array<NamedRule, 2> two{{{.name = "breaks", .rule = &breaks_rule}, engine::fake::rules[1]}};
  const std::string_view code = "import unittest\ndef test():\n    flag(a[1])\n";
  const std::vector<Finding> findings = findings_in(code, two);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].code == "breaks");
  engine::Memo memo;
  const engine::Settings all{.include_tests = true};
  CHECK(engine::check(engine::fake::document(code), all, two, semantics::EmptyProject{}, memo).size() == 2);
}

namespace {

void shy(Context& context, syntax::Call call) {
  if (call.function().text() == "shy") context.silent(call.node(), "too shy");
}
constexpr Rule shy_rule{.group = engine::Group::slices, .visit = engine::on<shy>};

// "rule: reason" in order.
std::vector<std::string> silences_in(std::string_view code, std::span<const NamedRule> rules) {
  std::vector<std::string> told;
  const engine::Document document = engine::fake::document(code);
  const engine::Explained explained = engine::explain(document, {}, rules, semantics::EmptyProject{});
  engine::Memo memo;
  CHECK(explained.findings.size() == engine::check(document, {}, rules, semantics::EmptyProject{}, memo).size());
  for (const engine::Silence& silence : explained.silences) {
    told.push_back(std::string(silence.rule) + ": " + std::string(silence.reason));
  }
  return told;
}

}  // namespace

TEST_CASE("why rules keep silent is told to whoever asks: by their own judgement, for another rule, for a comment") {
  const std::array<NamedRule, 3> rules{
      {{.name = "over", .rule = &over_subscripts}, {.name = "shy", .rule = &shy_rule}, engine::fake::rules[1]}};
  using Told = std::vector<std::string>;
  CHECK(silences_in("shy()\n", rules) == Told{"shy: too shy"});
  CHECK(silences_in("flag(a[1])\n", rules) == Told{"subscript: a more specific rule speaks for the expression"});
  CHECK(silences_in("a[1]  # noqa\n", rules) == Told{"subscript: a comment keeps it out of the report"});
  CHECK(silences_in("a[1]\n", rules).empty());
  CHECK(silences_in("import unittest\ndef test():\n    a[1]\n", rules) ==
        Told{"subscript: test code is left alone (`include-tests`)"});
}

TEST_CASE("the same document gives the same findings again") {
  const std::string text = "for x in flag(a[1]):\n    flag(a[2])  # noqa\n";
  const std::vector<Finding> first = findings_in(text);
  const std::vector<Finding> second = findings_in(text);
  REQUIRE(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    CHECK(first[i].range == second[i].range);
    CHECK(first[i].code == second[i].code);
  }
}

TEST_CASE("a document stays valid when it is moved") {
  engine::Document first = engine::fake::document("flag()\n");
  const std::string_view text = first.file().text();
  const engine::Document second = std::move(first);
  CHECK(second.file().text().data() == text.data());
  CHECK(second.tree().root().text() == "flag()\n");
}
