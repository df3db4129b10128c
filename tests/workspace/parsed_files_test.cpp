// Files that are parsed once for two purposes.
#include "workspace/parsed_files.h"

#include <string>
#include <utility>

#include "catch.h"

using namespace slicecop;
using workspace::ParsedFiles;

namespace {

engine::Document document(const std::string& path, const std::string& text) {
  auto source = text::SourceFile::from_bytes(path, text);
  REQUIRE(source.has_value());
  auto parsed = engine::Document::parse(std::move(*source));
  REQUIRE(parsed.has_value());
  return std::move(*parsed);
}

void keep(ParsedFiles& files, const std::string& path, const std::string& text) {
  files.keep(path, ParsedFiles::fingerprint_of(text), document(path, text));
}

const std::string megabyte(std::size_t{1024} * 1024, '#');

}  // namespace

TEST_CASE("what was kept is taken once") {
  ParsedFiles files;
  keep(files, "/a.py", "x = 1\n");
  const auto taken = files.take("/a.py", "x = 1\n");
  REQUIRE(taken.has_value());
  CHECK(taken->file().text() == "x = 1\n");
  CHECK_FALSE(files.take("/a.py", "x = 1\n").has_value());
  CHECK_FALSE(files.take("/b.py", "x = 1\n").has_value());
}

TEST_CASE("a file that changed since is not taken for what it was") {
  ParsedFiles files;
  keep(files, "/a.py", "x = 1\n");
  CHECK_FALSE(files.take("/a.py", "x = 2\n").has_value());
  CHECK_FALSE(files.take("/a.py", "x = 1\n").has_value());
}

TEST_CASE("what was kept longest makes room, and what is huge is not kept") {
  ParsedFiles files;
  for (int i = 0; i < 20; ++i) keep(files, "/" + std::to_string(i), megabyte);
  CHECK_FALSE(files.take("/0", megabyte).has_value());
  CHECK(files.take("/19", megabyte).has_value());
  const std::string huge(8 * megabyte.size(), '#');
  keep(files, "/huge", huge);
  CHECK_FALSE(files.take("/huge", huge).has_value());
}

TEST_CASE("what was taken and kept again is as young as it was kept last") {
  ParsedFiles files;
  keep(files, "/a.py", megabyte);
  for (int i = 0; i < 8; ++i) keep(files, "/" + std::to_string(i), megabyte);
  REQUIRE(files.take("/a.py", megabyte).has_value());
  keep(files, "/a.py", megabyte);
  for (int i = 8; i < 14; ++i) keep(files, "/" + std::to_string(i), megabyte);
  CHECK_FALSE(files.take("/0", megabyte).has_value());
  CHECK(files.take("/a.py", megabyte).has_value());
}
