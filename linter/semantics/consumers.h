// Evidence by consumer: what a value is handed to, compared or joined with takes nothing but a buffer, so it is one.
// The proof may stand anywhere that the same definition reaches, before or after, on the value, on a slice of it, or on
// what it becomes: another name, an attribute that holds it (in every method of the class), the parameter of a function
// of the file that it is handed to, a name in a nested function.
#pragma once

#include <unordered_map>
#include <utility>
#include <vector>

#include "semantics/evaluator.h"

namespace slicecop::semantics {

class Consumers {
 public:
  explicit Consumers(Evaluator& evaluator) : evaluator_(evaluator) {}

  /// The proof that `expression` is a buffer: its type (`bytes | bytearray`, or where a view would do the protocol
  /// Buffer) with Evidence::consumer and the consuming node; an unknown type where there is no proof, or proofs
  /// contradict each other.
  Typed proof(syntax::Node expression);
  /// The same for what a definition binds.
  Typed proof(DefinitionId definition);
  /// True where some use says that it is no buffer.
  bool speaks_against(DefinitionId definition);
  bool speaks_against(syntax::Node expression);

 private:
  using Node = syntax::Node;

  /// What one use says, and all of them so far.
  struct Verdict {
    bool buffer = false;  ///< some buffer
    bool view = false;    ///< a proof that would let a memoryview pass
    bool other = false;   ///< something says that it is no buffer
    Node because;
    void add(const Verdict& more);
  };

  void begin();
  Typed typed(const Verdict& verdict);
  Verdict of_definition(DefinitionId definition, int depth);
  Verdict of_place(Node node, int depth);
  Verdict of_argument(Node argument, int depth);
  Verdict of_parameter(syntax::Call call, std::size_t index, Node argument, int depth);
  Verdict of_attribute(DefinitionId definition, int depth);
  Verdict of_captured(DefinitionId definition, int depth);
  Verdict of_capturing(DefinitionId definition, int depth);
  Verdict of_element(Node display, int depth);
  Verdict of_comparison(Node comparison, Node node);
  Verdict of_method(Node attribute);
  Verdict of_operand(Node binary, Node node);
  Verdict of_assignment(Node assignment, Node node, int depth);
  Verdict by_parameters(syntax::Call call, std::size_t index, bool element);
  Verdict by_type(Type declared, Node because);
  Verdict by_other_side(Node other, Node because);
  Verdict by_other_operand(Node other, Node because);
  [[nodiscard]] bool is_number(Type type) const;
  bool passes_through(DefinitionId phi, DefinitionId from);

  Evaluator& evaluator_;
  std::unordered_map<DefinitionId, Verdict> known_;
  std::vector<DefinitionId> trail_;  ///< what is being looked at
  /// Attributes, by class and name, that the present question has come through: once is enough.
  std::vector<std::pair<ClassId, Atom>> attributes_seen_;
  int visits_left_ = 0;
};

}  // namespace slicecop::semantics
