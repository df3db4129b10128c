// Reading, checking and what becomes of files that cannot be: one never stops the others.

#include "workspace/run.h"

#include <array>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "catch.h"
#include "engine/context.h"
#include "scratch_folder.h"
#include "workspace/file_problem.h"

using namespace slicecop;
using tests::ScratchFolder;
using workspace::CheckedFile;
using workspace::Discovered;

namespace {

// Every call of `warn(...)` or `inform(...)`, by severity.
void warn(engine::Context& context, syntax::Call call) {
  if (call.function().text() == "warn")
    context.report({.where = call.node(), .message = "seen", .typed = {}, .cost = {}});
}
void inform(engine::Context& context, syntax::Call call) {
  if (call.function().text() == "inform")
    context.report({.where = call.node(), .message = "seen", .typed = {}, .cost = {}});
}
void explode(engine::Context& /*context*/, syntax::Call call) {
  if (call.function().text() == "explode") throw std::runtime_error("out of `sight\n");
}
constexpr engine::Rule explode_rule{.group = engine::Group::reads, .visit = engine::on<explode>};
constexpr engine::Rule warn_rule{
    .group = engine::Group::views, .severity = engine::Severity::warning, .visit = engine::on<warn>};
constexpr engine::Rule inform_rule{.group = engine::Group::slices, .visit = engine::on<inform>};
constexpr std::array<engine::NamedRule, 3> rules{{{.name = "explode", .rule = &explode_rule},
                                                  {.name = "inform", .rule = &inform_rule},
                                                  {.name = "warn", .rule = &warn_rule}}};

std::vector<CheckedFile> check(const ScratchFolder& scratch, config::Options options = {}, unsigned jobs = 1) {
  config::Resolver resolver(
      {.rules = rules, .command_line = std::move(options), .working_folder = scratch.path(), .isolated = true});
  const Discovered discovered = workspace::discover({.paths = {"."}, .user_rules = nullptr}, resolver);
  return workspace::check_files(discovered, jobs, {.project = semantics::EmptyProject{}});
}

// "path code code; path code"
std::string told(const std::vector<CheckedFile>& files) {
  std::string out;
  for (const CheckedFile& file : files) {
    if (!out.empty()) out += "; ";
    out += file.shown;
    for (const engine::Finding& finding : file.findings) out += ' ' + std::string(finding.code);
  }
  return out;
}

}  // namespace

TEST_CASE("only files with findings, in the order of their paths") {
  const ScratchFolder scratch;
  scratch.write("b.py", "warn()\ninform()\n");
  scratch.write("a/z.py", "inform()\n");
  scratch.write("clean.py", "x = 1\n");
  const std::vector<CheckedFile> files = check(scratch);
  CHECK(told(files) == "a/z.py inform; b.py warn inform");
  CHECK(files[0].path == scratch.path("a/z.py"));
  REQUIRE(files[1].source != nullptr);
  CHECK(files[1].source->text() == "warn()\ninform()\n");
}

TEST_CASE("files that cannot be read, decoded or are too large are findings among the others") {
  const ScratchFolder scratch;
  scratch.write("bad.py", "x = '\xFF'\n");
  scratch.write("good.py", "inform()\n");
  scratch.write("large.py", std::string(2000, '#'));
  std::filesystem::create_symlink("nowhere", scratch.path("link.py"));
  config::Options options;
  options.max_file_size = 1000;
  const std::vector<CheckedFile> files = check(scratch, options);
  CHECK(told(files) == "bad.py invalid-encoding; good.py inform; large.py too-large; link.py io-error");
  CHECK(files[0].source == nullptr);
  CHECK(files[0].fails);
  CHECK_FALSE(files[2].fails);
  CHECK(files[2].findings[0].message == "file of 2000 bytes is not checked: `max-file-size` is 1000 bytes");
  CHECK(files[3].fails);
}

TEST_CASE("what makes a run fail") {
  using config::FailOn;
  const ScratchFolder scratch;
  scratch.write("inform.py", "inform()\n");
  scratch.write("warn.py", "warn()\n");
  const auto failing = [&](FailOn fail_on) {
    config::Options options;
    options.fail_on = fail_on;
    std::vector<bool> fails;
    for (const CheckedFile& file : check(scratch, options)) fails.push_back(file.fails);
    return fails;
  };
  CHECK(failing(FailOn::info) == std::vector{true, true});
  CHECK(failing(FailOn::warning) == std::vector{false, true});
  CHECK(failing(FailOn::never) == std::vector{false, false});
}

TEST_CASE("findings below the least severity are not told and fail nothing") {
  const ScratchFolder scratch;
  scratch.write("a.py", "inform()\nwarn()\n");
  scratch.write("b.py", "inform()\n");
  config::Options options;
  options.min_severity = engine::Severity::warning;
  options.fail_on = config::FailOn::info;
  CHECK(told(check(scratch, options)) == "a.py warn");
}

TEST_CASE("rules that are ignored in a file are not run there") {
  const ScratchFolder scratch;
  scratch.write("a.py", "inform()\nwarn()\n");
  scratch.write("b.py", "inform()\n");
  config::Options options;
  options.per_file_ignores = {
      {.pattern = {.text = "a.py", .place = {}}, .selectors = {{.text = "inform", .place = {}}}}};
  CHECK(told(check(scratch, options)) == "a.py warn; b.py inform");
}

TEST_CASE("the number of threads changes nothing") {
  const ScratchFolder scratch;
  for (int i = 0; i < 40; ++i) {
    scratch.write("f" + std::to_string(i) + ".py", i % 3 == 0 ? "x = 1\n" : "warn()\ninform()\n");
  }
  const std::string one = told(check(scratch, {}, 1));
  CHECK(one == told(check(scratch, {}, 8)));
  CHECK(one.starts_with("f1.py warn inform; f10.py warn inform"));
}

TEST_CASE("a check that throws is told of its file alone") {
  const ScratchFolder scratch;
  scratch.write("a.py", "inform()\n");
  scratch.write("b.py", "inform()\nexplode()\n");
  scratch.write("c.py", "inform()\n");
  const std::vector<CheckedFile> files = check(scratch);
  CHECK(told(files) == "a.py inform; b.py internal-error; c.py inform");
  CHECK(files[1].findings[0].message == "the check stopped on an internal error: out of  sight");
  CHECK(files[1].fails);
}
