#include "engine/patterns/certain_view.h"

#include <algorithm>

#include "engine/wording.h"
#include "syntax/views.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

namespace {

/// How much of a function is looked at.
constexpr syntax::NodeId most_nodes = 4096;

/// `isinstance(x, ...)`, `type(x)`, `hasattr(x, ...)`, `callable(x.decode)`, `getattr(x, ...)`.
bool tests_class(syntax::Call call) {
  const std::string_view name = call.function().text();
  return name == "isinstance" || name == "type" || name == "hasattr" || name == "getattr" || name == "callable";
}

/// The name or attribute that a slice, an item or a parenthesis is of.
Node innermost(Node expression) {
  constexpr int most_steps = 16;
  for (int step = 0; step < most_steps; ++step) {
    if (expression.is(Kind::parenthesized_expression)) {
      expression = syntax::unparenthesized(expression);
    } else if (const syntax::Subscript subscript(expression); subscript) {
      expression = subscript.value();
    } else {
      break;
    }
  }
  return expression;
}

/// True where the function asks what the value is. What the answer leads to may be known by other means than the type.
bool is_told_apart(Node expression) {
  const std::string_view name = innermost(expression).text();
  const Node function = syntax::enclosing_function(expression);
  const Node scope = function ? function : expression.tree().root();
  const syntax::NodeId end = std::min(scope.after(), scope.id() + most_nodes);
  for (syntax::NodeId id = scope.id(); id < end; ++id) {
    const Node node = scope.tree().node(id);
    const syntax::Call call(node);
    if (call && tests_class(call) && call.positional(0).text() == name) return true;
    if (node.is(Kind::match_statement) && node.first_child().text() == name) return true;
    const syntax::Attribute attribute(node);
    if (attribute.name() == "__class__" && attribute.object().text() == name) return true;
  }
  return scope.after() > end;
}

/// A parameter, or a part of one, that is declared to be something by a name that is no builtin type's.
bool is_declared_parameter(Node expression) {
  const Node name = innermost(expression);
  if (!name.is(Kind::identifier)) return false;
  const syntax::FunctionDefinition function(syntax::enclosing_function(expression));
  for (const Node parameter : function.parameters().children()) {
    const Node declared = parameter.child(syntax::Field::type);
    const Node bound =
        parameter.is(Kind::typed_parameter) ? parameter.first_child() : parameter.child(syntax::Field::name);
    if (!declared || bound.text() != name.text()) continue;
    const std::string_view text = declared.text();
    return text != "str" && text != "int" && text != "bytes" && text != "bool" && text != "float";
  }
  return false;
}

}  // namespace

std::string CertainView::where(Node expression) const {
  return alone ? std::string{} : ", where " + code(expression) + " is a memoryview";
}

CertainView certain_view(Context& context, Node expression) {
  using semantics::Buffer;
  using types::Evidence;
  if (!context.names_views() && !is_declared_parameter(expression)) return {};
  semantics::Model& model = context.model();
  CertainView view{.typed = model.type_without_callers(expression)};
  const Evidence evidence = view.typed.evidence;
  if (evidence == Evidence::none || evidence == Evidence::consumer || evidence == Evidence::name) return view;
  const Buffer buffer = model.buffer_of(view.typed);
  view.alone = buffer.only(Buffer::view);
  view.optional = buffer.optional;
  if (view.alone) {
    view.is_view = true;
  } else if (buffer.may_be(Buffer::view)) {
    // Of several values that meet, a condition elsewhere may tell which, and a function that is declared to give one of
    // several may give but one of them; who declares a parameter so wants to be handed each.
    view.is_view = evidence == Evidence::annotation && !is_told_apart(expression);
  }
  return view;
}

bool has_byte_items(semantics::Model& model, const CertainView& view) {
  const types::Pool& pool = model.pool();
  return std::ranges::any_of(pool.members(view.typed.type), [&](types::Type member) {
    return pool.is(member, types::Known::memoryview) && pool.is(pool.argument(member, 0), types::Known::bytes);
  });
}

}  // namespace slicecop::engine
