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

// Imported in no function, and not under `if __name__ == "__main__":`.
bool imports_framework(const syntax::Tree& tree) {
  for (syntax::NodeId id = 0; id < tree.size();) {
    const Node node = tree.node(id);
    if (node.is_any(Kind::import_statement, Kind::import_from_statement) && imports_framework(node)) return true;
    const bool may_hold_imports = node.is_any(Kind::module, Kind::block, Kind::if_statement, Kind::else_clause,
                                              Kind::elif_clause, Kind::try_statement, Kind::except_clause);
    id = may_hold_imports && !runs_as_script_only(node) ? id + 1 : node.after();
  }
  return false;
}

Node without_decorators(Node definition) {
  return definition.is(Kind::decorated_definition) ? definition.child(Field::definition) : definition;
}

/// By the conventions of unittest and pytest: `class SendTests(TestCase)`, `class SendTestsMixin`, `def test_send()`.
bool is_test(Node definition) {
  definition = without_decorators(definition);
  const std::string_view name = definition.child(Field::name).text();
  if (definition.is(Kind::function_definition)) return name.starts_with("test");
  if (!definition.is(Kind::class_definition)) return false;
  const auto speaks_of_test = [](std::string_view text) { return text.find("Test") != std::string_view::npos; };
  return speaks_of_test(name) || speaks_of_test(definition.child(Field::superclasses).text());
}

}  // namespace

bool TestCode::holds(Node node) {
  if (!share_) share_ = project_.is_in_test_folder(path_) ? Share::most : share();
  if (*share_ != Share::some) return *share_ == Share::most;
  for (; node; node = node.parent()) {
    if (is_test(node)) return true;
  }
  return false;
}

TestCode::Share TestCode::share() const {
  if (!imports_framework(tree_)) return Share::none;
  std::size_t tests = 0;
  std::size_t all = 0;
  for (const Node statement : tree_.root().children()) {
    if (!without_decorators(statement).is_any(Kind::class_definition, Kind::function_definition)) continue;
    all += statement.range().size();
    if (is_test(statement)) tests += statement.range().size();
  }
  return 2 * tests >= all ? Share::most : Share::some;
}

}  // namespace slicecop::semantics
