#include "engine/patterns/imported_module.h"

#include <string>

#include "engine/rewrite.h"

namespace slicecop::engine {

using syntax::Kind;
using syntax::Node;

namespace {

/// The statement of the top of the file in which `node` stands.
Node statement_around(Node node) {
  while (node.parent() && !node.parent().is(Kind::module)) node = node.parent();
  return node;
}

/// `import a.b, shutil`: not `import shutil as sh`, nor `import shutil.more`.
bool imports(Node statement, std::string_view name) {
  if (!statement.is(Kind::import_statement)) return false;
  for (const Node module : statement.children()) {
    if (module.is(Kind::dotted_name) && module.text() == name) return true;
  }
  return false;
}

/// A use of the name that does not change what it stands for: `shutil` of `shutil.copy`, the names in an import apart.
bool is_plain_use(Node node) {
  const Node parent = node.parent();
  if (parent.is(Kind::attribute)) return true;
  if (parent.is(Kind::dotted_name)) {
    const Node import = parent.parent();
    // `from package import shutil` brings another one.
    return parent.text() == node.text() && import.is(Kind::import_statement) && import.parent().is(Kind::module);
  }
  return false;
}

/// In `from shutil import copy` and `import shutil as sh`, which bind other names.
bool is_only_imported_from(Node node) {
  const Node parent = node.parent();
  if (!parent.is(Kind::dotted_name)) return false;
  return parent.field() == syntax::Field::module_name || parent.parent().is(Kind::aliased_import);
}

Node module_of(Node import) { return import.first_child(); }

/// An empty line, or a comment, stands between them.
bool is_parted(Node first, Node second) {
  const std::string_view between =
      first.tree().text().substr(first.range().end, second.range().start - first.range().end);
  return between != "\n" && between != "\r\n" && between != "\r";
}

/// The first of the plain imports that follow each other without anything between.
Node first_import(const syntax::Tree& tree) {
  for (const Node statement : tree.root().children()) {
    if (statement.is(Kind::import_statement)) return statement;
    const bool may_stand_before = statement.is_any(Kind::future_import_statement, Kind::import_from_statement) ||
                                  (statement.is(Kind::expression_statement) &&
                                   statement.first_child().is_any(Kind::string, Kind::concatenated_string));
    if (!may_stand_before) return {};
  }
  return {};
}

}  // namespace

ModuleName module_name(std::string_view name, Node place) {
  const syntax::Tree& tree = place.tree();
  bool is_imported = false;
  bool is_used = false;
  const Node around = statement_around(place);
  for (const Node statement : tree.root().children()) {
    is_imported |= statement.id() < around.id() && imports(statement, name);
  }
  for (syntax::NodeId id = 0; id < tree.size(); ++id) {
    const Node node = tree.node(id);
    if (node.is(Kind::wildcard_import)) return ModuleName::other;
    if (!node.is(Kind::identifier) || node.text() != name) continue;
    // The name behind a dot, and that of a keyword argument, are no names of the file.
    if (node.parent().is(Kind::attribute) && node.field() == syntax::Field::attribute) continue;
    if (node.parent().is(Kind::keyword_argument) && node.field() == syntax::Field::name) continue;
    if (is_only_imported_from(node)) continue;
    if (!is_plain_use(node)) return ModuleName::other;
    is_used = true;
  }
  if (is_imported) return ModuleName::imported;
  return is_used ? ModuleName::other : ModuleName::unused;
}

std::optional<text::Edit> import_module(const syntax::Tree& tree, std::string_view name) {
  const std::string line = "import " + std::string(name);
  Node last;
  for (Node import = first_import(tree); import.is(Kind::import_statement); import = import.next_sibling()) {
    // What is parted by an empty line is another group: of the packages that are no part of Python.
    if (last && is_parted(last, import)) break;
    if (module_of(import).text() > name) return line_above(import, line);
    last = import;
  }
  return last ? line_below(last, line) : std::nullopt;
}

}  // namespace slicecop::engine
