// Which project a file belongs to.
#include "workspace/project_root.h"

#include <string>

#include "catch.h"
#include "scratch_folder.h"

using namespace slicecop;
using tests::ScratchFolder;

TEST_CASE("the top package is the last folder upwards that has an __init__.py") {
  const ScratchFolder scratch;
  scratch.write("lib/a/__init__.py", "");
  scratch.write("lib/a/b/__init__.py", "");
  scratch.write("lib/a/b/c.py", "");
  scratch.write("lib/a/plain/d.py", "");
  CHECK(workspace::top_package_folder(scratch.path("lib/a/b/c.py")) == scratch.path("lib/a"));
  CHECK(workspace::top_package_folder(scratch.path("lib/a/__init__.py")) == scratch.path("lib/a"));
  CHECK(workspace::top_package_folder(scratch.path("lib/a/plain/d.py")) == scratch.path("lib/a/plain"));
}

TEST_CASE("a configuration file or a repository makes a project; the nearest counts") {
  const ScratchFolder scratch;
  scratch.make_repository("repository");
  scratch.write("repository/tools/slicecop.toml", "");
  scratch.write("repository/src/a/__init__.py", "");
  scratch.write("repository/src/a/b.py", "");
  scratch.write("repository/tools/c.py", "");
  CHECK(workspace::project_root(scratch.path("repository/src/a/b.py")) == scratch.path("repository"));
  CHECK(workspace::project_root(scratch.path("repository/tools/c.py")) == scratch.path("repository/tools"));
}

TEST_CASE("installed code belongs to its package alone, whatever lies around it") {
  const ScratchFolder scratch;
  scratch.make_repository("home");
  const std::string environment = "home/.venv/lib/python3.11/";
  scratch.write(environment + "site-packages/a/__init__.py", "");
  scratch.write(environment + "site-packages/a/b.py", "");
  scratch.write(environment + "site-packages/single.py", "");
  scratch.write(environment + "queue.py", "");
  CHECK(workspace::project_root(scratch.path(environment + "site-packages/a/b.py")) ==
        scratch.path(environment + "site-packages/a"));
  CHECK(workspace::project_root(scratch.path(environment + "site-packages/single.py")) ==
        scratch.path(environment + "site-packages"));
  CHECK(workspace::project_root(scratch.path(environment + "queue.py")) == scratch.path("home/.venv/lib/python3.11"));
}
