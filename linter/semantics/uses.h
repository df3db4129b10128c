// Where a value goes: its own place, and, where a local name is bound to it, everything that this binding reaches.
#pragma once

#include "semantics/evaluator.h"
#include "semantics/library_names.h"
#include "semantics/use.h"

namespace slicecop::semantics {

class UseFinder {
 public:
  UseFinder(Evaluator& evaluator, LibraryNames& names) : evaluator_(evaluator), names_(names) {}

  Uses of(syntax::Node expression);

 private:
  using Node = syntax::Node;

  /// Adds the use of `node` by what stands around it, and follows it into names.
  void add_place(Node node, int depth);
  void add_argument(Node node, int depth);
  void add_operand(Node node, Node binary);
  void add_comparison(Node node, Node comparison);
  void add_attribute(Node node, Node attribute);
  void add_assignment(Node node, Node assignment, int depth);
  void add_element(Node node, Node display, int depth);
  void follow(DefinitionId definition, int depth);
  void add(UseKind kind, Node where);
  [[nodiscard]] UseKind sink_of(syntax::Call call, std::size_t index, bool element);

  Evaluator& evaluator_;
  LibraryNames& names_;
  Uses uses_;
  std::vector<DefinitionId> followed_;
};

}  // namespace slicecop::semantics
