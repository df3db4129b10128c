#include "semantics/test_code.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "syntax/views.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

namespace {

bool is_framework(std::string_view name) {
  // `from twisted.trial import unittest`, `from django.test import TestCase`: named after what they extend.
  static constexpr std::array<std::string_view, 4> frameworks{"unittest", "unittest2", "pytest", "TestCase"};
  return std::ranges::find(frameworks, name) != frameworks.end();
}

bool names_framework(Node dotted_name) {
  for (const Node part : dotted_name.children()) {
    if (is_framework(part.text())) return true;
  }
  return false;
}

bool imports_framework(Node statement) {
  const Node module = statement.child(Field::module_name);
  if (module.is(Kind::dotted_name) && (names_framework(module) || module.first_child().text() == "test")) return true;
  for (const Node name : statement.children()) {
    if (name == module) continue;
    if (names_framework(name.is(Kind::aliased_import) ? name.child(Field::name) : name)) return true;
  }
  return false;
}

bool runs_as_script_only(Node statement) {
  return statement.is(Kind::if_statement) && statement.child(Field::condition).text().starts_with("__name__");
}

}  // namespace

bool is_test_code(const syntax::Tree& tree) {
  for (syntax::NodeId id = 0; id < tree.size();) {
    const Node node = tree.node(id);
    if (node.is_any(Kind::import_statement, Kind::import_from_statement) && imports_framework(node)) return true;
    const bool may_hold_imports = node.is_any(Kind::module, Kind::block, Kind::if_statement, Kind::else_clause,
                                              Kind::elif_clause, Kind::try_statement, Kind::except_clause);
    id = may_hold_imports && !runs_as_script_only(node) ? id + 1 : node.after();
  }
  return false;
}

}  // namespace slicecop::semantics
