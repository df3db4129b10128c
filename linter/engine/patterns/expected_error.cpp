#include "engine/patterns/expected_error.h"

#include <algorithm>

#include "syntax/views.h"

namespace slicecop::engine {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

/// How much of a function is looked at.
constexpr syntax::NodeId most_nodes = 4096;

/// A handler of everything tells of this one error only where little else can fail: in a short `try`, the attempt.
bool is_attempt(Node body) {
  constexpr int most_statements = 2;
  int statements = 0;
  for ([[maybe_unused]] const Node statement : body.children()) ++statements;
  return statements <= most_statements;
}

bool catches(Node clause, Node body, std::string_view error) {
  const Node caught = clause.first_child();
  if (caught.text().find(error) != std::string_view::npos) return true;
  const bool catches_all = caught.is(Kind::block) || caught.text().find("Exception") != std::string_view::npos;
  return catches_all && is_attempt(body);
}

/// Both what a test waits for and what may be passed over.
bool waits_for_error(syntax::Call call) {
  const Node function = call.function();
  const std::string_view name = function.is(Kind::attribute) ? syntax::Attribute(function).name() : function.text();
  return name.ends_with("raises") || name.find("Raises") != std::string_view::npos || name == "suppress";
}

bool with_waits(Node with) {
  for (const Node item : with.first_child().children()) {
    for (syntax::NodeId id = item.id(); id < item.after(); ++id) {
      const syntax::Call call(item.tree().node(id));
      if (call && waits_for_error(call)) return true;
    }
  }
  return false;
}

/// `self.assertRaises(TypeError, function)` somewhere around the definition of `function`.
bool is_handed_to_test(Node function) {
  const std::string_view name = syntax::FunctionDefinition(function).name().text();
  const Node outer = syntax::enclosing_function(function);
  if (!outer) return false;
  const syntax::NodeId end = std::min(outer.after(), outer.id() + most_nodes);
  for (syntax::NodeId id = outer.id(); id < end; ++id) {
    const syntax::Call call(outer.tree().node(id));
    if (!call || !waits_for_error(call)) continue;
    for (const Node argument : call.arguments().children()) {
      if (argument.text() == name) return true;
    }
  }
  return false;
}

bool expects(Node around, Node at, std::string_view error) {
  if (around.is(Kind::try_statement) && at.field() == Field::body) {
    for (const Node part : around.children()) {
      if (part.is(Kind::except_clause) && catches(part, at, error)) return true;
    }
    return false;
  }
  if (around.is(Kind::with_statement) && at.field() == Field::body) return with_waits(around);
  const syntax::Call call(around);
  return call && waits_for_error(call);
}

}  // namespace

bool is_error_expected(Node node, std::string_view error) {
  Node at = node;
  for (Node around = node.parent(); around; at = around, around = around.parent()) {
    if (expects(around, at, error)) return true;
    if (around.is(Kind::class_definition)) return false;
    if (around.is(Kind::function_definition)) return is_handed_to_test(around);
  }
  return false;
}

}  // namespace slicecop::engine
