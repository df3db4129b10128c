// What only a name says: told on demand, and only where nothing else is known.
#include <string>

#include "catch.h"
#include "semantics/flow_of.h"
#include "semantics/model.h"
#include "semantics/name_evidence.h"

using namespace slicecop;
using namespace slicecop::semantics;

namespace {

// The type and the evidence of what the n-th `use(...)` takes.
std::string told(const std::string& code, int number, bool names_tell) {
  const auto tree = syntax::parse(code);
  const EmptyProject project;
  Model model(*tree, project, {.names_tell = names_tell});
  for (syntax::NodeId id = 0; id < tree->size(); ++id) {
    const syntax::Call call(tree->node(id));
    if (!call || call.function().text() != "use" || --number > 0) continue;
    const Typed typed = model.type_of(call.positional(0));
    return model.describe(typed.type) + " by " + std::string(types::name_of(typed.evidence));
  }
  return {};
}

const std::string code = R"(
import zlib
def f(data, other, text_data):
    use(data)
    use(other)
    chunk = data[4:]
    use(chunk)
def g(payload, buf: str, packet, raw_name="x"):
    use(payload)
    "".join([payload])
    use(buf)
    zlib.crc32(packet)
    use(packet)
    use(raw_name)
def h(chunk):
    use(chunk)
h("text")
)";

}  // namespace

TEST_CASE("a name tells nothing unless asked") {
  CHECK(told(code, 1, false) == "Unknown by none");
  CHECK(told(code, 3, false) == "Unknown by none");
}

TEST_CASE("a name tells where nothing else does") {
  CHECK(told(code, 1, true) == "Buffer by name");
  CHECK(told(code, 2, true) == "Unknown by none");
  CHECK(told(code, 3, true) == "Buffer by name");
}

TEST_CASE("what speaks louder than a name") {
  CHECK(told(code, 4, true) == "Unknown by none");     // it is joined with text
  CHECK(told(code, 5, true) == "str by annotation");   // it is declared
  CHECK(told(code, 6, true) == "Buffer by consumer");  // its use proves it
  CHECK(told(code, 7, true) == "str by literal");      // it has a default
  CHECK(told(code, 8, true) == "Unknown by none");     // a call hands over text
}

TEST_CASE("names that sound like buffers") {
  for (const char* name : {"data", "buf", "payload", "packet", "chunk", "raw_header", "header_bytes"}) {
    CHECK(sounds_like_buffer(name));
  }
  for (const char* name : {"database", "name", "path", "x", "rawness", "packets", "data_path"}) {
    CHECK_FALSE(sounds_like_buffer(name));
  }
}
