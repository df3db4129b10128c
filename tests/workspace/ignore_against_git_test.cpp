// Our reader of ignore files against git itself: some hundred small trees with ignore files that no person would write,
// every path of them asked of both. git's `check-ignore` names the line that decides, so that is compared too.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "scratch_folder.h"
#include "workspace/ignore_rules.h"
#include "workspace/ignore_scope.h"

using slicecop::tests::ScratchFolder;
using slicecop::workspace::Decision;
using slicecop::workspace::IgnoreFiles;
using slicecop::workspace::IgnoreRules;
using slicecop::workspace::IgnoreScope;
using slicecop::workspace::Verdict;

namespace {

constexpr int tree_count = 400;

bool git_is_here() { return std::system("git --version > /dev/null 2>&1") == 0; }

/// git's answers for `paths` of the repository in `root`, one a path.
std::vector<Decision> ask_git(const ScratchFolder& scratch, const std::string& root,
                              const std::vector<std::string>& paths) {
  std::string input;
  for (const std::string& path : paths) input.append(path).push_back('\0');
  scratch.write("input", input);
  const std::string& at = scratch.path();
  const std::string command = "cd '" + root + "' && GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null HOME='" + at +
                              "' git -c core.fsmonitor=false -c core.excludesFile='" + at +
                              "/excludes' check-ignore --no-index --stdin -z -v -n < '" + at + "/input' > '" + at +
                              "/output' 2> '" + at + "/errors'";
  const int status = std::system(command.c_str());
  INFO(scratch.read("errors"));
  REQUIRE((WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == 1));

  const std::string output = scratch.read("output");
  std::vector<std::string> fields;  // source, line, pattern, path
  for (std::size_t at_byte = 0; at_byte < output.size();) {
    const std::size_t end = output.find('\0', at_byte);
    fields.push_back(output.substr(at_byte, end - at_byte));
    at_byte = end + 1;
  }
  REQUIRE(fields.size() == paths.size() * 4);
  std::vector<Decision> decisions;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    REQUIRE(fields[i * 4 + 3] == paths[i]);
    const std::string& line = fields[i * 4 + 1];
    if (line.empty()) {
      decisions.push_back({});
    } else {
      decisions.push_back({.verdict = fields[i * 4 + 2].starts_with('!') ? Verdict::included : Verdict::ignored,
                           .line = static_cast<std::uint32_t>(std::stoul(line))});
    }
  }
  return decisions;
}

/// git before 2.53 takes the `**` of `foo**/bar` for folders, against its own manual.
bool git_reads_stars_after_a_name_as_folders() {
  const ScratchFolder scratch;
  scratch.make_repository("tree");
  scratch.write("tree/.gitignore", "x/foo**/bar\n");
  scratch.write("tree/x/foobar", "");
  scratch.write("excludes", "");
  return ask_git(scratch, scratch.path() + "/tree", {"x/foobar"})[0].verdict == Verdict::ignored;
}

bool has_stars_after_a_name(std::string_view pattern) {
  const std::size_t wildcard = pattern.find_first_of("*?[\\");
  return wildcard != std::string_view::npos && wildcard > 0 && pattern.substr(wildcard).starts_with("**") &&
         pattern[wildcard - 1] != '/' && pattern[wildcard - 1] != '!';
}

class Generator {
 public:
  Generator(std::uint32_t seed, bool stars_after_a_name) : random_(seed), stars_after_a_name_(stars_after_a_name) {}

  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_()) % limit; }
  bool one_in(std::uint32_t n) { return below(n) == 0; }

  std::string name() {
    static const std::array<std::string_view, 28> names{
        "a",    "b",   "c",  "ab", "abc", "aab", "foo", "bar", "foobar", "foo.py",   "bar.py", "x.pyc", "build", "lib",
        ".hid", "a b", "#c", "!d", "x*y", "q?",  "[x]", "tr ", "b\\s",   "\xc3\xbc", "A",      "a-b",   "1",     "]"};
    return std::string(names[below(names.size())]);
  }

  /// A tree's folders (with a slash at the end) and files, parents first.
  std::set<std::string> tree() {
    std::set<std::string> paths;
    std::vector<std::string> folders{""};
    const std::uint32_t count = 8 + below(40);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::string path = folders[below(static_cast<std::uint32_t>(folders.size()))] + name();
      if (paths.contains(path) || paths.contains(path + "/")) continue;
      if (one_in(2) && std::ranges::count(path, '/') < 5) {
        paths.insert(path + "/");
        folders.push_back(path + "/");
      } else {
        paths.insert(path);
      }
    }
    return paths;
  }

  /// An ignore file for `folder`. Half of its patterns are made from paths that are there, so that they nearly match.
  std::string ignore_file(const std::set<std::string>& paths, const std::string& folder) {
    std::vector<std::string> below_folder;
    for (const std::string& path : paths) {
      if (path.starts_with(folder) && path != folder) below_folder.push_back(path.substr(folder.size()));
    }
    std::string text = one_in(12) ? "\xef\xbb\xbf" : "";
    const std::uint32_t lines = 1 + below(8);
    for (std::uint32_t i = 0; i < lines; ++i) {
      text += line(below_folder);
      if (i + 1 == lines && one_in(4)) break;
      text += one_in(6) ? "\r\n" : "\n";
    }
    return text;
  }

 private:
  std::string line(const std::vector<std::string>& paths) {
    if (one_in(15)) return one_in(2) ? "" : "# a comment";
    for (;;) {
      std::string pattern = one_in(4) ? "!" : "";
      if (one_in(4)) pattern += "/";
      if (!paths.empty() && one_in(2)) {
        pattern += blurred(paths[below(static_cast<std::uint32_t>(paths.size()))]);
      } else {
        const std::uint32_t components = one_in(2) ? 1 : 1 + below(4);
        for (std::uint32_t i = 0; i < components; ++i) {
          if (i > 0) pattern += "/";
          pattern += component();
        }
        if (one_in(4)) pattern += "/";
      }
      if (one_in(10)) pattern += one_in(2) ? "  " : "\\ ";
      if (one_in(40)) pattern += "\t";
      if (stars_after_a_name_ || !has_stars_after_a_name(pattern)) return pattern;
    }
  }

  /// A pattern that `path` may match: some folders become stars, some bytes wildcards or classes that hold them.
  std::string blurred(const std::string& path) {
    std::string pattern;
    for (std::size_t at = 0; at < path.size(); ++at) {
      const bool folder_starts = at == 0 || path[at - 1] == '/';
      if (folder_starts && one_in(4)) {
        pattern += one_in(3) ? "*" : "**";
        at = std::min(path.find('/', at), path.size() - 1);
        if (path[at] == '/') pattern += one_in(6) ? "\\/" : "/";
      } else if (path[at] == '/') {
        pattern += one_in(10) ? blurred_slash() : "/";
      } else if (one_in(4)) {
        pattern += blurred_byte(path[at]);
      } else {
        pattern += escaped(path.substr(at, 1));
      }
    }
    return pattern;
  }

  std::string blurred_slash() {
    static const std::array<std::string_view, 8> slashes{"\\/", "?", "*", "[/]", "[!x]", "[+-9]", "/**/", "**"};
    return std::string(slashes[below(slashes.size())]);
  }

  std::string blurred_byte(char byte) {
    const std::string itself = byte == ']' || byte == '\\' ? std::string("\\") + byte : std::string(1, byte);
    switch (below(9)) {
      case 0:
        return "?";
      case 1:
        return "*";
      case 2:
        return "[" + itself + "]";
      case 3:
        return "[^~]";
      case 4:
        return "[!-" + itself + "]";  // never: it is in the set that is negated
      case 5:
        return "[[:" + itself + "]";
      case 6:
        return "[ -~]";
      case 7:
        return "[[:alnum:][:punct:]]";
      default:
        return "\\" + std::string(1, byte);
    }
  }

  std::string component() {
    if (one_in(3)) return escaped(name());
    if (one_in(4)) return one_in(2) ? "**" : "*";
    std::string text;
    const std::uint32_t pieces = 1 + below(4);
    for (std::uint32_t i = 0; i < pieces; ++i) text += piece();
    return text;
  }

  std::string piece() {
    static const std::array<std::string_view, 34> pieces{
        "*",           "*",    "**",          "***",          "?",           "a",          "b",    "ab",
        "foo",         ".py",  "o",           "\\a",          "[ab]",        "[!a]",       "[^b]", "[a-c]",
        "[]a]",        "[!]]", "[[:alpha:]]", "[[:digit:]a]", "[[:upper:]]", "[a",         "\\",   "[/]",
        "[z-a]",       "[a-]", "[-a]",        "[\\]]",        "[[:]",        "[[:nope:]]", "\\*",  "[a-c-e]",
        "[[:punct:]]", "\\/"};
    return std::string(pieces[below(pieces.size())]);
  }

  std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
      const bool special = std::string_view("*?[\\!# ").contains(c);
      if (special ? !one_in(4) : one_in(20)) result += '\\';
      result += c;
    }
    return result;
  }

  std::mt19937 random_;
  bool stars_after_a_name_;
};

struct Tree {
  std::set<std::string> paths;               ///< folders with a slash at the end
  std::map<std::string, std::string> files;  ///< folder to its .gitignore
  std::string info_exclude;
  std::string excludes;
};

Tree random_tree(Generator& generator) {
  Tree tree{.paths = generator.tree(), .files = {}, .info_exclude = {}, .excludes = {}};
  tree.files[""] = generator.ignore_file(tree.paths, "");
  for (const std::string& path : tree.paths) {
    if (path.ends_with('/') && generator.one_in(3)) tree.files[path] = generator.ignore_file(tree.paths, path);
  }
  if (generator.one_in(3)) tree.info_exclude = generator.ignore_file(tree.paths, "");
  if (generator.one_in(3)) tree.excludes = generator.ignore_file(tree.paths, "");
  return tree;
}

void write_tree(const ScratchFolder& scratch, const Tree& tree) {
  scratch.make_repository("tree");
  for (const std::string& path : tree.paths) {
    if (path.ends_with('/')) {
      scratch.make_folder("tree/" + path);
    } else {
      scratch.write("tree/" + path, "");
    }
  }
  for (const auto& [folder, text] : tree.files) scratch.write("tree/" + folder + ".gitignore", text);
  scratch.write("tree/.git/info/exclude", tree.info_exclude);
  scratch.write("excludes", tree.excludes);
}

/// Our answer for `path`, found as a walk finds it: from the top, never into an ignored folder.
Decision ask_ourselves(const Tree& tree, const std::string& path, bool is_folder) {
  const auto user_rules = std::make_shared<const IgnoreRules>(tree.excludes);
  std::shared_ptr<const IgnoreScope> scope;
  for (std::size_t at = 0;;) {
    const std::string folder = path.substr(0, at);  // with a slash at the end
    IgnoreFiles files;
    if (const auto found = tree.files.find(folder); found != tree.files.end()) files.gitignore = found->second;
    if (folder.empty()) {
      files.repository_root = true;
      files.info_exclude = tree.info_exclude;
    }
    scope = IgnoreScope::enter(scope, "/tree/" + folder, files, user_rules);
    const std::size_t slash = path.find('/', at);
    const Decision decision = scope->decide("/tree/" + path.substr(0, slash), slash != std::string::npos || is_folder);
    if (slash == std::string::npos || decision.verdict == Verdict::ignored) return decision;
    at = slash + 1;
  }
}

std::string describe(Decision decision) {
  switch (decision.verdict) {
    case Verdict::none:
      return "none";
    case Verdict::ignored:
      return "ignored by line " + std::to_string(decision.line);
    case Verdict::included:
      return "included by line " + std::to_string(decision.line);
  }
  return {};
}

std::string describe(const Tree& tree) {
  std::string text;
  for (const auto& [folder, content] : tree.files)
    text.append("--- ").append(folder).append(".gitignore\n").append(content).append("\n");
  return text + "--- info/exclude\n" + tree.info_exclude + "\n--- excludes\n" + tree.excludes;
}

}  // namespace

TEST_CASE("every path of random trees is judged as git judges it") {
  if (!git_is_here()) {
    WARN("git is not installed: nothing compared");
    return;
  }
  const bool stars_after_a_name = !git_reads_stars_after_a_name_as_folders();
  std::size_t compared = 0;
  std::size_t ignored = 0;
  std::size_t included = 0;
  for (std::uint32_t seed = 1; seed <= tree_count; ++seed) {
    Generator generator(seed, stars_after_a_name);
    const Tree tree = random_tree(generator);
    const ScratchFolder scratch;
    write_tree(scratch, tree);
    std::vector<std::string> paths;
    std::vector<bool> is_folder;
    for (const std::string& path : tree.paths) {
      is_folder.push_back(path.ends_with('/'));
      paths.push_back(is_folder.back() ? path.substr(0, path.size() - 1) : path);
    }
    const std::vector<Decision> theirs = ask_git(scratch, scratch.path() + "/tree", paths);
    for (std::size_t i = 0; i < paths.size(); ++i) {
      const Decision ours = ask_ourselves(tree, paths[i], is_folder[i]);
      ++compared;
      if (theirs[i].verdict == Verdict::ignored) ++ignored;
      if (theirs[i].verdict == Verdict::included) ++included;
      if (describe(ours) == describe(theirs[i])) continue;
      INFO("seed " << seed << "\n" << describe(tree));
      INFO("path " << paths[i] << (is_folder[i] ? " (folder)" : ""));
      CHECK(describe(ours) == describe(theirs[i]));
    }
  }
  // The trees must keep both sides busy, or the comparison says nothing.
  CHECK(compared > 5000);
  CHECK(ignored > compared / 5);
  CHECK(ignored < compared * 4 / 5);
  CHECK(included > compared / 50);
}
