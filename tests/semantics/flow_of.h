// Python text with its scopes and its flow, for tests. What is asked about is marked in the text itself: the argument
// of the first, second, ... call `use(...)`.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "semantics/flow.h"
#include "syntax/parse.h"
#include "syntax/views.h"

namespace slicecop::semantics {

inline std::string_view without_first_line_end(std::string_view text) {
  if (text.starts_with('\n')) text.remove_prefix(1);
  return text;
}

class FlowOf {
 public:
  explicit FlowOf(std::string_view code)
      : source(without_first_line_end(code)),
        tree(*syntax::parse(source)),
        scopes(tree, atoms),
        flow(tree, atoms, scopes) {}

  /// The argument of the n-th `use(...)`, from 1.
  [[nodiscard]] syntax::Node used(int number = 1) const {
    for (syntax::NodeId id = 0; id < tree.size(); ++id) {
      const syntax::Call call(tree.node(id));
      if (call && call.function().text() == "use" && --number == 0) return call.positional(0);
    }
    return {};
  }

  /// The definition that reaches the argument of the n-th `use(...)`, in words.
  std::string reaching(int number = 1) { return in_words(flow.reaching(used(number))); }

  /// "assignment@3" for the one on line 3, "phi(...)" of what meets, "where[...]" and "unless[...]" for what a
  /// condition told, "^" for a phi inside itself.
  std::string in_words(DefinitionId id) {
    if (id == no_definition) return "nothing";
    const Definition definition = flow[id];
    switch (definition.kind) {
      case DefinitionKind::phi:
        return joined(definition.loop == syntax::no_node ? "phi" : "loop", id);
      case DefinitionKind::narrow:
        return std::string(definition.positive ? "where[" : "unless[") +
               std::string(tree.node(definition.owner).text()) + "] " + in_words(flow.operand(id));
      case DefinitionKind::attribute:
        return "." + std::string(atoms.text(flow.variable(definition.variable).atom)) + " of " +
               in_words(flow.operand(id));
      default:
        return name_of(definition.kind) + place(definition);
    }
  }

  [[nodiscard]] std::size_t line_of(syntax::Node node) const {
    const std::string_view before = tree.text().substr(0, node.range().start);
    return 1 + static_cast<std::size_t>(std::ranges::count(before, '\n'));
  }

  std::string source;
  syntax::Tree tree;
  Atoms atoms;
  Scopes scopes;
  Flow flow;

 private:
  static std::string name_of(DefinitionKind kind) {
    switch (kind) {
      case DefinitionKind::parameter:
        return "parameter";
      case DefinitionKind::assignment:
        return "assignment";
      case DefinitionKind::declaration:
        return "declaration";
      case DefinitionKind::augmented:
        return "augmented";
      case DefinitionKind::loop_target:
        return "loop target";
      case DefinitionKind::with_target:
        return "with target";
      case DefinitionKind::exception:
        return "exception";
      case DefinitionKind::capture:
        return "capture";
      case DefinitionKind::import:
        return "import";
      case DefinitionKind::function:
        return "function";
      case DefinitionKind::class_:
        return "class";
      case DefinitionKind::deleted:
        return "deleted";
      case DefinitionKind::unbound:
        return "unbound";
      case DefinitionKind::outer:
        return "outer";
      case DefinitionKind::shared:
        return "shared";
      case DefinitionKind::opaque:
        return "opaque";
      default:
        return "?";
    }
  }

  [[nodiscard]] std::string place(const Definition& definition) const {
    return definition.target == syntax::no_node ? "" : "@" + std::to_string(line_of(tree.node(definition.target)));
  }

  std::string joined(std::string_view name, DefinitionId id) {
    if (std::ranges::find(open_, id) != open_.end()) return "^";
    open_.push_back(id);
    std::string text;
    flow.each_operand(id, [&](DefinitionId operand) { text += (text.empty() ? "" : ", ") + in_words(operand); });
    open_.pop_back();
    return std::string(name) + "(" + text + ")";
  }

  std::vector<DefinitionId> open_;
};

}  // namespace slicecop::semantics
