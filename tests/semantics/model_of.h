// Python text with its model, for tests. What is asked about is marked in the text itself, as in flow_of.h: the
// argument of the n-th call `use(...)`, or found by its own text.
#pragma once

#include <string>
#include <string_view>

#include "semantics/flow_of.h"
#include "semantics/model.h"

namespace slicecop::semantics {

class ModelOf {
 public:
  explicit ModelOf(std::string_view code, stubs::PythonVersion version = 9)
      : source(without_first_line_end(code)),
        tree(*syntax::parse(source)),
        model(tree, project, {.target_version = version}) {}

  /// The argument of the n-th `use(...)`, from 1.
  [[nodiscard]] syntax::Node used(int number = 1) const {
    for (syntax::NodeId id = 0; id < tree.size(); ++id) {
      const syntax::Call call(tree.node(id));
      if (call && call.function().text() == "use" && --number == 0) return call.positional(0);
    }
    return {};
  }

  /// The n-th node with that text and kind, from 1.
  [[nodiscard]] syntax::Node find(syntax::Kind kind, std::string_view text, int number = 1) const {
    for (syntax::NodeId id = 0; id < tree.size(); ++id) {
      if (tree[id].kind == kind && tree.node(id).text() == text && --number == 0) return tree.node(id);
    }
    return {};
  }

  std::string type(int number = 1) { return model.describe(model.type_of(used(number)).type); }
  types::Evidence evidence(int number = 1) { return model.type_of(used(number)).evidence; }

  [[nodiscard]] std::size_t line_of(syntax::Node node) const {
    const std::string_view before = tree.text().substr(0, node.range().start);
    return 1 + static_cast<std::size_t>(std::ranges::count(before, '\n'));
  }

  std::string source;
  syntax::Tree tree;
  EmptyProject project;
  Model model;
};

}  // namespace slicecop::semantics
