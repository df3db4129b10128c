#include "engine/suppression_comment.h"

#include <string>
#include <string_view>

#include "catch.h"

using namespace slicecop;
using engine::Directive;
using engine::read_suppressions;
using engine::SuppressionComment;

namespace {

// A directive written plainly: "ignore a b", "noqa *", "malformed file-ignore"; several joined by "; ".
std::string read(std::string_view comment) {
  std::string out;
  for (const SuppressionComment& one :
       read_suppressions(comment, {.start = 0, .end = static_cast<std::uint32_t>(comment.size())})) {
    if (!out.empty()) out += "; ";
    if (one.malformed) out += "malformed ";
    out += one.directive == Directive::noqa ? "noqa" : one.directive == Directive::ignore ? "ignore" : "file-ignore";
    if (one.everything) out += " *";
    for (const auto& [name, range] : one.names) {
      CHECK(comment.substr(range.start, range.size()) == name);
      out += ' ';
      out += name;
    }
  }
  return out;
}

std::string_view directive_text(std::string_view comment) {
  const auto read = read_suppressions(comment, {.start = 0, .end = static_cast<std::uint32_t>(comment.size())});
  REQUIRE(read.size() == 1);
  return comment.substr(read[0].range.start, read[0].range.size());
}

}  // namespace

TEST_CASE("an ignore with names, without, and for a file") {
  CHECK(read("# slicecop: ignore[resliced-buffer]") == "ignore resliced-buffer");
  CHECK(read("# slicecop: ignore[resliced-buffer, slices]") == "ignore resliced-buffer slices");
  CHECK(read("# slicecop: ignore") == "ignore *");
  CHECK(read("# slicecop: file-ignore[slices]") == "file-ignore slices");
  CHECK(read("# slicecop: file-ignore") == "file-ignore *");
}

TEST_CASE("blanks between the parts of an ignore") {
  CHECK(read("#slicecop:ignore[a]") == "ignore a");
  CHECK(read("#\t slicecop :  ignore [ a ,b\t, c ]") == "ignore a b c");
  CHECK(read("# slicecop: ignore[a,]") == "ignore a");
  CHECK(read("# slicecop: ignore[a,,b]") == "ignore a b");
  CHECK(read("# slicecop: ignore[]") == "ignore");
}

TEST_CASE("an explanation after an ignore") {
  CHECK(read("# slicecop: ignore[a] the header is 8 bytes, see [1]") == "ignore a");
  CHECK(read("# slicecop: ignore[a]: small") == "ignore a");
  CHECK(read("# slicecop: ignore because it is small") == "ignore *");
}

TEST_CASE("several directives in one comment") {
  CHECK(read("# the header # slicecop: ignore[a] # noqa") == "ignore a; noqa *");
  CHECK(read("# type: ignore # slicecop: ignore # slicecop: file-ignore[b]") == "ignore *; file-ignore b");
}

TEST_CASE("names that no rule has are kept as they are written") {
  CHECK(read("# slicecop: ignore[Resliced_Buffer, two words]") == "ignore Resliced_Buffer two words");
}

TEST_CASE("an ignore that is not well-formed says so") {
  CHECK(read("# slicecop: ignore[a, b") == "malformed ignore a b");
  CHECK(read("# slicecop: ignore: a") == "malformed ignore");
  CHECK(read("# slicecop: ignore(a)") == "malformed ignore");
}

TEST_CASE("comments that only look alike") {
  CHECK(read("# slicecop ignores this").empty());
  CHECK(read("# slicecop: ignored").empty());
  CHECK(read("# slicecop: ignore-this").empty());
  CHECK(read("# Slicecop: Ignore").empty());
  CHECK(read("# slicecop: ignores[a]").empty());
  CHECK(read("# type: ignore[a]").empty());
  CHECK(read("# ruff: ignore[a]").empty());
  CHECK(read("#").empty());
  CHECK(read("# see slicecop: ignore[a]").empty());
}

TEST_CASE("noqa in any case, bare") {
  CHECK(read("# noqa") == "noqa *");
  CHECK(read("#NOQA") == "noqa *");
  CHECK(read("# NoQA  for a reason") == "noqa *");
  CHECK(read("# header # noqa") == "noqa *");
}

TEST_CASE("noqa with codes means those alone") {
  CHECK(read("# noqa: E501") == "noqa E501");
  CHECK(read("# noqa : E501,W291 sliced-send") == "noqa E501 W291 sliced-send");
  CHECK(read("# noqa:E501 # noqa") == "noqa E501; noqa *");
  CHECK(read("# noqa:") == "noqa");
}

TEST_CASE("words around noqa that make it another word") {
  CHECK(read("# noqaX").empty());
  CHECK(read("# no qa").empty());
  CHECK(read("# flake8: noqa").empty());
  CHECK(read("# see the noqa above").empty());
}

TEST_CASE("a directive ends before its explanation") {
  CHECK(directive_text("# slicecop: ignore[a, b] why") == "# slicecop: ignore[a, b]");
  CHECK(directive_text("# slicecop: ignore  why") == "# slicecop: ignore");
  CHECK(directive_text("# x # noqa: E501, W1 (long)") == "# noqa: E501, W1");
}
