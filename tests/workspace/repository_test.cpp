#include "workspace/repository.h"

#include "catch.h"
#include "scratch_folder.h"

using namespace slicecop;
using workspace::repository_root;

TEST_CASE("the nearest folder with a .git, which in a work tree is a file") {
  const tests::ScratchFolder scratch;
  scratch.make_repository("outer");
  scratch.make_folder("outer/pkg/sub");
  scratch.write("outer/tree/.git", "gitdir: ../.git/worktrees/tree\n");
  scratch.make_folder("outer/tree/pkg");
  CHECK(repository_root(scratch.path("outer")) == scratch.path("outer"));
  CHECK(repository_root(scratch.path("outer/pkg/sub")) == scratch.path("outer"));
  CHECK(repository_root(scratch.path("outer/tree/pkg")) == scratch.path("outer/tree"));
}

TEST_CASE("outside of a repository the folder itself") {
  const tests::ScratchFolder scratch;
  scratch.make_folder("pkg");
  CHECK(repository_root(scratch.path("pkg")) == scratch.path("pkg"));
}
