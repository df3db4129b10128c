#include "engine/patterns/python_2.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace slicecop::engine {

namespace {

using syntax::Kind;
using syntax::Node;

constexpr std::array<std::string_view, 10> signs{"six",
                                                 "PY2",
                                                 "PY3",
                                                 "xrange",
                                                 "past",
                                                 "unicode",
                                                 "basestring",
                                                 "print_function",
                                                 "absolute_import",
                                                 "unicode_literals"};

}  // namespace

bool runs_on_python_2(const syntax::Tree& tree) {
  // Such imports and tests of the version stand at the top, most of the time.
  constexpr syntax::NodeId most_nodes = 4096;
  const Node root = tree.root();
  const syntax::NodeId end = std::min(root.after(), root.id() + most_nodes);
  for (syntax::NodeId id = root.id(); id < end; ++id) {
    const Node node = tree.node(id);
    if (node.is(Kind::identifier) && std::ranges::find(signs, node.text()) != signs.end()) return true;
  }
  return false;
}

}  // namespace slicecop::engine
