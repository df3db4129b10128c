// Typed views: a node of a known kind with its parts by name. A rule's `check` takes one, and that is what subscribes
// it to the kind. A view over no node, or over a node of another kind, answers "no node" to everything.
#pragma once

#include <array>
#include <string_view>

#include "syntax/tree.h"

namespace slicecop::syntax {

/// A view over nodes of any of these kinds.
template <Kind first, Kind... rest>
class View {
 public:
  static constexpr bool matches(Kind kind) { return kind == first || ((kind == rest) || ...); }
  static constexpr std::array<Kind, 1 + sizeof...(rest)> kinds{first, rest...};

  View() = default;
  explicit View(Node of) : node_(matches(of.kind()) ? of : Node{}) {}

  explicit operator bool() const { return static_cast<bool>(node_); }
  [[nodiscard]] Node node() const { return node_; }
  [[nodiscard]] text::Range range() const { return node_.range(); }
  [[nodiscard]] std::string_view text() const { return node_.text(); }

 private:
  Node node_;
};

struct Call : View<Kind::call> {
  using View::View;
  [[nodiscard]] Node function() const { return node().child(Field::function); }
  /// The argument list, or the generator expression of `f(x for x in y)`.
  [[nodiscard]] Node arguments() const { return node().child(Field::arguments); }
  /// The positional argument `index`, if no `*args` stands before it.
  [[nodiscard]] Node positional(std::uint32_t index) const;
  [[nodiscard]] Node keyword(std::string_view name) const;
  /// How many arguments are written, positional and keyword.
  [[nodiscard]] std::uint32_t argument_count() const;
  /// `*args` or `**kwargs` are among the arguments.
  [[nodiscard]] bool has_splat() const;
  /// `f(x for x in y)` without parentheses of its own: its only argument is that generator.
  [[nodiscard]] bool has_bare_generator() const { return arguments().is(Kind::generator_expression); }
};

struct Attribute : View<Kind::attribute> {
  using View::View;
  [[nodiscard]] Node object() const { return node().child(Field::object); }
  [[nodiscard]] Node attribute() const { return node().child(Field::attribute); }
  [[nodiscard]] std::string_view name() const { return attribute().text(); }
};

struct Slice : View<Kind::slice> {
  using View::View;
  [[nodiscard]] Node lower() const { return part(0); }
  [[nodiscard]] Node upper() const { return part(1); }
  [[nodiscard]] Node step() const { return part(2); }

 private:
  /// The expression after `colons` colons.
  [[nodiscard]] Node part(int colons) const;
};

struct Subscript : View<Kind::subscript> {
  using View::View;
  [[nodiscard]] Node value() const { return node().child(Field::value); }
  /// What stands in the brackets, if it is one thing and no tuple.
  [[nodiscard]] Node index() const;
  /// The slice in the brackets, if that is all there is.
  [[nodiscard]] Slice slice() const { return Slice{index()}; }
};

struct Assignment : View<Kind::assignment> {
  using View::View;
  [[nodiscard]] Node left() const { return node().child(Field::left); }
  [[nodiscard]] Node right() const { return node().child(Field::right); }  ///< no node in `x: int`
  [[nodiscard]] Node type() const { return node().child(Field::type); }
};

struct AugmentedAssignment : View<Kind::augmented_assignment> {
  using View::View;
  [[nodiscard]] Node left() const { return node().child(Field::left); }
  [[nodiscard]] Node right() const { return node().child(Field::right); }
  [[nodiscard]] Kind operator_kind() const { return node().child(Field::operator_).kind(); }
};

struct NamedExpression : View<Kind::named_expression> {
  using View::View;
  [[nodiscard]] Node name() const { return node().child(Field::name); }
  [[nodiscard]] Node value() const { return node().child(Field::value); }
};

struct BinaryOperator : View<Kind::binary_operator> {
  using View::View;
  [[nodiscard]] Node left() const { return node().child(Field::left); }
  [[nodiscard]] Node right() const { return node().child(Field::right); }
  [[nodiscard]] Kind operator_kind() const { return node().child(Field::operator_).kind(); }
};

struct ForStatement : View<Kind::for_statement> {
  using View::View;
  [[nodiscard]] Node left() const { return node().child(Field::left); }
  [[nodiscard]] Node right() const { return node().child(Field::right); }
  [[nodiscard]] Node body() const { return node().child(Field::body); }
  [[nodiscard]] Node alternative() const { return node().child(Field::alternative); }
  [[nodiscard]] bool is_async() const { return node().first_child().is(Kind::token_async); }
};

struct WhileStatement : View<Kind::while_statement> {
  using View::View;
  [[nodiscard]] Node condition() const { return node().child(Field::condition); }
  [[nodiscard]] Node body() const { return node().child(Field::body); }
  [[nodiscard]] Node alternative() const { return node().child(Field::alternative); }
};

struct IfStatement : View<Kind::if_statement> {
  using View::View;
  [[nodiscard]] Node condition() const { return node().child(Field::condition); }
  [[nodiscard]] Node consequence() const { return node().child(Field::consequence); }
};

struct FunctionDefinition : View<Kind::function_definition> {
  using View::View;
  [[nodiscard]] Node name() const { return node().child(Field::name); }
  [[nodiscard]] Node parameters() const { return node().child(Field::parameters); }
  [[nodiscard]] Node return_type() const { return node().child(Field::return_type); }
  [[nodiscard]] Node body() const { return node().child(Field::body); }
  [[nodiscard]] bool is_async() const { return node().first_child().is(Kind::token_async); }
  /// The decorated_definition around it, or no node.
  [[nodiscard]] Node decorated() const;
};

struct ClassDefinition : View<Kind::class_definition> {
  using View::View;
  [[nodiscard]] Node name() const { return node().child(Field::name); }
  [[nodiscard]] Node superclasses() const { return node().child(Field::superclasses); }
  [[nodiscard]] Node body() const { return node().child(Field::body); }
};

struct ReturnStatement : View<Kind::return_statement> {
  using View::View;
  [[nodiscard]] Node value() const { return node().first_child(); }
};

/// The node itself, or what stands inside its parentheses.
Node unparenthesized(Node node);

/// The outermost parenthesized_expression around `node`, or itself.
Node with_parentheses(Node node);

/// The statement that holds `node` (itself, if it is one): the closest ancestor whose parent is a block or the module.
Node enclosing_statement(Node node);

/// The function (or lambda) whose body or parameters hold `node`; no node at module or class level.
Node enclosing_function(Node node);

/// The innermost class definition that holds `node`, which may be one itself; no node where there is none.
Node enclosing_class(Node node);

/// True for a name, and for a chain of attributes of one: `self.reader.buffer`.
bool is_dotted_name(Node node);

bool is_comprehension(Kind kind);

/// True for `b"..."` of any prefix and quote, and for implicit concatenations of them.
bool is_bytes_literal(Node node);

/// The text between the quotes of a plain string or bytes literal, escapes untouched; empty for others and f-strings.
std::string_view string_content(Node string);

}  // namespace slicecop::syntax
