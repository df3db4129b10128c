// Which ignore file has the last word.

#include <memory>
#include <string_view>

#include "catch.h"
#include "workspace/ignore_scope.h"

using slicecop::workspace::IgnoreFiles;
using slicecop::workspace::IgnoreRules;
using slicecop::workspace::IgnoreScope;
using slicecop::workspace::Verdict;

namespace {

using Scope = std::shared_ptr<const IgnoreScope>;

Scope enter(const Scope& above, std::string_view folder, const IgnoreFiles& files, std::string_view user_rules = "") {
  return IgnoreScope::enter(above, folder, files, std::make_shared<const IgnoreRules>(user_rules));
}

Scope repository(std::string_view gitignore, std::string_view info_exclude = "", std::string_view user_rules = "") {
  return enter(nullptr, "/project",
               {.ignore = {},
                .gitignore = std::string(gitignore),
                .repository_root = true,
                .info_exclude = std::string(info_exclude)},
               user_rules);
}

IgnoreFiles gitignore(std::string_view text) {
  return {.ignore = {}, .gitignore = std::string(text), .repository_root = false, .info_exclude = {}};
}

IgnoreFiles dot_ignore(std::string_view text) {
  return {.ignore = std::string(text), .gitignore = {}, .repository_root = false, .info_exclude = {}};
}

Verdict verdict(const Scope& scope, std::string_view path) { return scope->decide(path, false).verdict; }

}  // namespace

TEST_CASE("the deeper file wins, and its patterns are taken from its own folder") {
  const Scope top = repository("*.py\n");
  const Scope deep = enter(top, "/project/deep", gitignore("!keep.py\n/here.txt\n"));
  CHECK(verdict(deep, "/project/deep/a.py") == Verdict::ignored);
  CHECK(verdict(deep, "/project/deep/keep.py") == Verdict::included);
  CHECK(verdict(deep, "/project/deep/here.txt") == Verdict::ignored);
  CHECK(verdict(top, "/project/keep.py") == Verdict::ignored);
  CHECK(verdict(top, "/project/here.txt") == Verdict::none);
}

TEST_CASE(".ignore goes before every .gitignore, whichever is deeper") {
  const Scope top =
      enter(nullptr, "/project",
            {.ignore = "!generated.py\n", .gitignore = "*.py\n", .repository_root = true, .info_exclude = {}});
  const Scope deep = enter(top, "/project/deep", gitignore("generated.py\n"));
  CHECK(verdict(deep, "/project/deep/generated.py") == Verdict::included);
  CHECK(verdict(deep, "/project/deep/other.py") == Verdict::ignored);
}

TEST_CASE("info/exclude comes after every .gitignore, the user's own file last") {
  const Scope scope = repository("!a.py\n", "a.py\nb.py\n!c.py\n", "b.py\nc.py\nd.py\n");
  CHECK(verdict(scope, "/project/a.py") == Verdict::included);
  CHECK(verdict(scope, "/project/b.py") == Verdict::ignored);
  CHECK(verdict(scope, "/project/c.py") == Verdict::included);
  CHECK(verdict(scope, "/project/d.py") == Verdict::ignored);
}

TEST_CASE("outside a repository only .ignore counts") {
  const Scope scope = enter(nullptr, "/project", gitignore("a.py\n"), "a.py\n");
  CHECK(verdict(scope, "/project/a.py") == Verdict::none);
  const Scope deep = enter(scope, "/project/deep", dot_ignore("a.py\n"));
  CHECK(verdict(deep, "/project/deep/a.py") == Verdict::ignored);
}

TEST_CASE("a repository within another does not hear the outer .gitignore") {
  const Scope outer =
      enter(nullptr, "/outer",
            {.ignore = "secret.py\n", .gitignore = "*.py\n", .repository_root = true, .info_exclude = "*\n"});
  const Scope inner =
      enter(outer, "/outer/inner", {.ignore = {}, .gitignore = {}, .repository_root = true, .info_exclude = {}});
  const Scope deep = enter(inner, "/outer/inner/deep", gitignore("b.py\n"));
  CHECK(verdict(outer, "/outer/a.py") == Verdict::ignored);
  CHECK(verdict(inner, "/outer/inner/a.py") == Verdict::none);
  CHECK(verdict(deep, "/outer/inner/deep/b.py") == Verdict::ignored);
  CHECK(verdict(deep, "/outer/inner/deep/c.py") == Verdict::none);
  CHECK(verdict(deep, "/outer/inner/deep/secret.py") == Verdict::ignored);  // .ignore is no file of git's
}

TEST_CASE("a folder without ignore files shares the scope above") {
  const Scope top = repository("*.py\n");
  CHECK(enter(top, "/project/plain", {}) == top);
}

TEST_CASE("the root of the file system has a scope too") {
  const Scope top = enter(nullptr, "/", dot_ignore("/a.py\n"));
  CHECK(verdict(top, "/a.py") == Verdict::ignored);
  CHECK(verdict(top, "/b/a.py") == Verdict::none);
}
