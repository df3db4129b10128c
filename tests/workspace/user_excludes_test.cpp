#include <string>

#include "catch.h"
#include "scratch_folder.h"
#include "workspace/user_excludes.h"

using slicecop::tests::ScratchFolder;
using slicecop::workspace::excludes_file_setting;
using slicecop::workspace::read_user_excludes;

TEST_CASE("the setting is found in git's own configuration format") {
  CHECK(excludes_file_setting("[core]\n\texcludesFile = ~/ignore\n") == "~/ignore");
  CHECK(excludes_file_setting("[CORE]\nEXCLUDESFILE=/a b/c   ; comment\n") == "/a b/c");
  CHECK(excludes_file_setting("[core] excludesfile = \"/with ; and # \" # comment") == "/with ; and # ");
  CHECK(excludes_file_setting("[core]\nexcludesfile = C:\\\\ignore\r\n") == "C:\\ignore");
  CHECK(excludes_file_setting("[core]\nexcludesfile = first\nexcludesfile = second\n") == "second");
  CHECK(excludes_file_setting("[core]\nexcludesfile =\n") == "");
  CHECK_FALSE(excludes_file_setting("[core]\n# excludesfile = a\n"));
  CHECK_FALSE(excludes_file_setting("[core \"sub\"]\nexcludesfile = a\n[other]\nexcludesfile = b\n"));
  CHECK_FALSE(excludes_file_setting("[core"));
}

TEST_CASE("the user's file is looked for where git looks") {
  const ScratchFolder scratch;
  const auto ignored_line = [&](const slicecop::workspace::UserFolders& folders) {
    const auto rules = read_user_excludes(folders);
    return rules ? rules->decide("a.py", false).line : 0;
  };
  const std::string home = scratch.path("home");
  const std::string xdg = scratch.path("xdg");

  CHECK(ignored_line({.home = home, .xdg_config_home = {}}) == 0);
  scratch.write("home/.config/git/ignore", "a.py\n");
  CHECK(ignored_line({.home = home, .xdg_config_home = {}}) == 1);
  CHECK(ignored_line({.home = {}, .xdg_config_home = {}}) == 0);
  CHECK(ignored_line({.home = home, .xdg_config_home = xdg}) == 0);
  CHECK(ignored_line({.home = home, .xdg_config_home = ""}) == 1);
  scratch.write("xdg/git/ignore", "\na.py\n");
  CHECK(ignored_line({.home = home, .xdg_config_home = xdg}) == 2);
  scratch.write("xdg/git/config", "[core]\nexcludesFile = ~/mine\n");
  scratch.write("home/mine", "\n\na.py\n");
  CHECK(ignored_line({.home = home, .xdg_config_home = xdg}) == 3);
  scratch.write("home/.gitconfig", "[core]\nexcludesFile = " + scratch.path("other") + "\n");
  scratch.write("other", "\n\n\na.py\n");
  CHECK(ignored_line({.home = home, .xdg_config_home = xdg}) == 4);
}
