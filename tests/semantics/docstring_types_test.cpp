// The types that docstrings and type comments tell, as text.
#include <string>
#include <vector>

#include "catch.h"
#include "semantics/docstring_types.h"
#include "semantics/type_comments.h"
#include "syntax/parse.h"

using namespace slicecop;
using namespace slicecop::semantics;

TEST_CASE("a docstring's type of a parameter") {
  CHECK(documented_parameter("\n:param data: it\n:type data: bytes\n", "data") == "bytes");
  CHECK(documented_parameter("\n@type data: bytes\n", "data") == "bytes");
  CHECK(documented_parameter(":param bytes data: it", "data") == "bytes");
  CHECK(documented_parameter("\n  Args:\n    data (bytes): it\n    other (str): it\n", "data") == "bytes");
  CHECK(documented_parameter("\nParameters\n----------\na, data : bytes, optional\n    it\n", "data") ==
        "bytes, optional");
}

TEST_CASE("a docstring that does not tell the type of a parameter") {
  CHECK(documented_parameter("data is bytes", "data").empty());
  CHECK(documented_parameter(":param data: the bytes", "data").empty());
  CHECK(documented_parameter(":type database: bytes", "data").empty());
  CHECK(documented_parameter("\nArgs:\n    database (bytes): it\n", "data").empty());
  // The section is over: this is not about a parameter.
  CHECK(documented_parameter("\nArgs:\n    x (int): it\nNote:\n    data (bytes): it\n", "data").empty());
  CHECK(documented_parameter("\nParameters\n----------\nx : int\n\nNotes\n-----\ndata : bytes\n", "data").empty());
}

TEST_CASE("a docstring's type of the result") {
  CHECK(documented_result("\n:rtype: bytes\n") == "bytes");
  CHECK(documented_result("\nReturns:\n    bytes: it\n") == "bytes");
  CHECK(documented_result("\nReturns\n-------\nbytes\n    it\n") == "bytes");
  CHECK(documented_result("\nReturns\n-------\nbody : bytes\n    it\n") == "bytes");
  CHECK(documented_result("\nReturns:\n    the bytes\n").empty());
  CHECK(documented_result("").empty());
}

TEST_CASE("what docstrings write as annotations") {
  CHECK(as_annotation("bytes") == "bytes");
  CHECK(as_annotation("bytes or bytearray, optional") == "bytes | bytearray");
  CHECK(as_annotation(":class:`bytes`") == "bytes");
  CHECK(as_annotation("``bytes``/None") == "bytes | None");
  CHECK(as_annotation("Union[bytes, str]") == "Union[bytes, str]");
  CHECK(as_annotation("a byte string") == "bytes");
  CHECK(as_annotation("list of bytes") == "list[bytes]");
  CHECK(as_annotation("the bytes that came in").empty());
  CHECK(as_annotation("").empty());
  CHECK(as_annotation(std::string(1000, 'x')).empty());
}

TEST_CASE("type comments") {
  const std::string text = "x = f()  # type: bytes\ny = f()  # type: ignore\nz = f()  # no type\n";
  const auto tree = syntax::parse(text);
  const TypeComments comments(*tree);
  const auto assignment = [&](std::uint32_t line) { return tree->root().child(line).first_child(); };
  CHECK(comments.behind(assignment(0)) == "bytes");
  CHECK(comments.behind(assignment(1)).empty());
  CHECK(comments.behind(assignment(2)).empty());
}

TEST_CASE("the parts of a signature in a comment") {
  CHECK(parts_of_signature("(bytes, Dict[str, int]) -> bytes") ==
        std::vector<std::string_view>{"bytes", "Dict[str, int]", "bytes"});
  CHECK(parts_of_signature("() -> None") == std::vector<std::string_view>{"None"});
  CHECK(parts_of_signature("bytes").empty());
  CHECK(parts_of_signature("(bytes").empty());
}
