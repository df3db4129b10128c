// Where a value goes: its own place, and, where a local name is bound to it, everything that this binding reaches.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "semantics/buffer.h"
#include "semantics/evaluator.h"
#include "semantics/library_names.h"
#include "semantics/origins.h"
#include "semantics/use.h"

namespace slicecop::semantics {

class UseFinder {
 public:
  UseFinder(Evaluator& evaluator, LibraryNames& names) : evaluator_(evaluator), names_(names), origins_(evaluator) {}

  Uses of(syntax::Node expression);

 private:
  using Node = syntax::Node;

  /// Adds the use of `node` by what stands around it, and follows it into names.
  void add_place(Node node, int depth);
  void add_attribute(Node node, Node attribute);
  void add(UseKind kind, Node where);
  /// Fills in what the value is a part of.
  void look_at_origin(Node expression);
  bool is_local(DefinitionId id);

  // --- uses_names.cpp ---
  void add_assignment(Node node, Node assignment, int depth);
  void follow(DefinitionId definition, int depth);

  // --- uses_operators.cpp ---
  void add_comparison(Node node, Node comparison);
  UseKind search_in(Node container);
  void add_operand(Node node, Node binary);
  void add_formatted(Node format, Node binary);
  void add_matched(Node match);

  // --- uses_arguments.cpp ---
  void add_argument(Node node, int depth);
  void add_element(Node node, Node display, int depth);
  /// What the call does with its argument `index`, or with an element of the display that stands there.
  UseKind sink_of(syntax::Call call, std::size_t index, bool element);
  static std::optional<UseKind> special_sink_of_argument(syntax::Call call, std::string_view callee, std::size_t index);
  UseKind sink_by_signature(syntax::Call call, std::size_t index, bool element);
  Type element_of(Type parameter);

  // --- uses_parameters.cpp ---
  UseKind sink_by_body(syntax::Call call, std::size_t index);

  // --- uses_results.cpp ---
  UseKind by_template(syntax::Call call, std::string_view callee);
  UseKind by_match(syntax::Call call);
  UseKind kind_by_match(Node result, bool immutable);
  bool leaves_subject(const Use& use);

  /// From name to name, and from slice to slice.
  static constexpr int longest_trail = 8;

  Evaluator& evaluator_;
  LibraryNames& names_;
  Origins origins_;
  Uses uses_;
  std::vector<DefinitionId> followed_;
  bool strided_ = false;             ///< the value takes every second byte, or the like
  bool immutable_ = false;           ///< the value is a part of bytes
  bool nobody_else_writes_ = false;  ///< nor is it a part of what other functions have by a name
  bool typed_ = false;               ///< the value is a part of an array, whose items may be numbers of any size
  bool is_nested_ = false;           ///< this finder works for another one
};

}  // namespace slicecop::semantics
