#include "cli/sliced_bases.h"

#include "report/positions.h"
#include "semantics/model.h"

namespace slicecop::cli {

namespace {

using syntax::Field;
using syntax::Kind;
using syntax::Node;

// `node` alone, or in the tuple or list of targets that it is one of.
Node whole_target(Node node) {
  while (node.parent().is_any(Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern, Kind::list_splat_pattern,
                              Kind::parenthesized_expression, Kind::expression_list, Kind::tuple, Kind::list)) {
    node = node.parent();
  }
  return node;
}

bool is_target(Node node) {
  const Node target = whole_target(node);
  const Node parent = target.parent();
  if (parent.is_any(Kind::delete_statement, Kind::as_pattern_target)) return true;
  const bool has_targets =
      parent.is_any(Kind::assignment, Kind::augmented_assignment, Kind::for_statement, Kind::for_in_clause);
  return has_targets && target.field() == Field::left;
}

bool is_in_annotation(Node node) {
  for (; node; node = node.parent()) {
    if (node.is(Kind::type)) return true;
    if (node.is_any(Kind::block, Kind::module)) return false;
  }
  return false;
}

}  // namespace

bool is_slice_that_is_read(syntax::Subscript subscript) {
  return subscript.slice() && !is_target(subscript.node()) && !is_in_annotation(subscript.node());
}

std::vector<SlicedBase> sliced_bases(const engine::Document& document, const engine::Settings& settings,
                                     const semantics::Project& project) {
  const syntax::Tree& tree = document.tree();
  const report::Positions positions(&document.file());
  semantics::Model model(tree, project,
                         {.path = std::string(document.file().path()),
                          .target_version = settings.target_version,
                          .names_tell = settings.min_evidence == engine::MinEvidence::name});
  std::vector<SlicedBase> bases;
  for (syntax::NodeId id = 0; id < tree.size(); ++id) {
    const syntax::Subscript subscript(tree.node(id));
    if (!subscript || !is_slice_that_is_read(subscript)) continue;
    const Node base = syntax::unparenthesized(subscript.value());
    const semantics::Typed typed = model.type_of(base);
    bases.push_back({.start = positions.at(base.range().start),
                     .end = positions.at(base.range().end),
                     .text = std::string(base.text()),
                     .type = model.describe(typed.type),
                     .evidence = typed.evidence});
  }
  return bases;
}

}  // namespace slicecop::cli
