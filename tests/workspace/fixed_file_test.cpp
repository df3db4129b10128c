// Fixed files are written only over what was read.

#include "workspace/fixed_file.h"

#include <memory>
#include <string>
#include <utility>

#include "catch.h"
#include "platform/files.h"
#include "scratch_folder.h"

using namespace slicecop;
using tests::ScratchFolder;
using workspace::FixedFile;

namespace {

FixedFile fixed(std::string bytes) {
  FixedFile file;
  file.before = std::make_unique<text::SourceFile>(text::SourceFile::from_bytes("a.py", std::move(bytes)).value());
  file.edits = {{.range = {.start = 0, .end = 4}, .content = "view"}};
  return file;
}

std::string content_of(const ScratchFolder& scratch) {
  return platform::read_file(scratch.path() + "/a.py", 1000).value_or("nothing");
}

std::string outcome(const ScratchFolder& scratch, const FixedFile& file) {
  const auto done = workspace::write_fixed(scratch.path() + "/a.py", file);
  return done ? "written" : done.error();
}

}  // namespace

TEST_CASE("a fixed file takes the place of the one that was read") {
  const ScratchFolder scratch;
  scratch.write("a.py", "data = 1\r\n");
  CHECK(outcome(scratch, fixed("data = 1\r\n")) == "written");
  CHECK(content_of(scratch) == "view = 1\r\n");
}

TEST_CASE("a file that was changed meanwhile is left alone") {
  const std::string changed = "fixes were not written: the file was changed after it was read; run again";
  const ScratchFolder scratch;
  for (const std::string now : {"data = 2\n", "data = 1\nmore\n", "data", ""}) {
    scratch.write("a.py", now);
    CHECK(outcome(scratch, fixed("data = 1\n")) == changed);
    CHECK(content_of(scratch) == now);
  }
}

TEST_CASE("a file that is gone is not made anew") {
  const ScratchFolder scratch;
  CHECK(outcome(scratch, fixed("data = 1\n")).starts_with("fixes were not written: "));
  CHECK(content_of(scratch) == "nothing");
}
