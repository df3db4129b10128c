#include "engine/fingerprint.h"

#include "catch.h"

using namespace slicecop;
using engine::Fingerprints;
using engine::stable_hash;

namespace {

engine::Finding at(std::uint32_t start, std::string_view code = "sliced-things") {
  engine::Finding finding;
  finding.code = code;
  finding.range = {.start = start, .end = start + 1};
  return finding;
}

}  // namespace

TEST_CASE("the hash is FNV-1a, whatever the machine") {
  CHECK(stable_hash("") == 0xCBF29CE484222325U);
  CHECK(stable_hash("a") == 0xAF63DC4C8601EC8CU);
  CHECK(stable_hash("foobar") == 0x85944171F73967E8U);
  CHECK(stable_hash("bar", stable_hash("foo")) == stable_hash("foobar"));
}

TEST_CASE("what makes a fingerprint is the rule and the line without the blanks around it") {
  const auto source = text::SourceFile::from_utf8("a.py", "f(a)\n\tf(a) \r\nf(b)\n");
  Fingerprints fingerprints(&source);
  const auto first = fingerprints.next(at(2));
  const auto other_rule = fingerprints.next(at(2, "other-things"));
  const auto second = fingerprints.next(at(8));
  const auto other_line = fingerprints.next(at(15));
  CHECK(first.hash == second.hash);
  CHECK(first.occurrence == 1);
  CHECK(second.occurrence == 2);
  CHECK(other_rule.hash != first.hash);
  CHECK(other_rule.occurrence == 1);
  CHECK(other_line.hash != first.hash);
}

TEST_CASE("findings on one line are numbered") {
  const auto source = text::SourceFile::from_utf8("a.py", "f(a, b)\n");
  Fingerprints fingerprints(&source);
  CHECK(fingerprints.next(at(2)).occurrence == 1);
  CHECK(fingerprints.next(at(5)).occurrence == 2);
}

TEST_CASE("a file without a text") {
  Fingerprints fingerprints(nullptr);
  CHECK(fingerprints.next(at(0)).occurrence == 1);
  CHECK(fingerprints.next(at(0)).occurrence == 2);
}
