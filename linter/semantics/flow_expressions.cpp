// FlowBuilder: the walk over expressions, in the order in which they are evaluated, and what conditions tell.

#include <algorithm>

#include "semantics/flow_builder.h"
#include "semantics/targets.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

// Higher expressions (long chains of operators, deep brackets) are read name by name, without narrowing.
constexpr int highest_expression = 100;

// Conditions are taken apart no deeper.
constexpr int deepest_condition = 20;

// A number, or a name that is written as constants are.
bool is_constant_limit(syntax::Node node) {
  if (node.is(Kind::integer)) return true;
  return node.is(Kind::identifier) && std::ranges::none_of(node.text(), [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

void FlowBuilder::walk_children(Node expression, int depth) {
  for (const Node child : expression.children()) walk_expression(child, depth + 1);
}

void FlowBuilder::walk_expression(Node expression, int depth) {
  if (!expression) return;
  if (expression.height() > highest_expression) {
    walk_names(expression);
    return;
  }
  switch (expression.kind()) {
    case Kind::identifier:
      read(expression, variable_of(atoms_.intern(expression.text())));
      break;
    case Kind::attribute: {
      walk_expression(expression.child(Field::object), depth + 1);
      const VariableId variable = variable_named(expression);
      if (variable != no_variable) read(expression, variable);
      break;
    }
    case Kind::keyword_argument:
      walk_expression(expression.child(Field::value), depth + 1);
      break;
    case Kind::named_expression:
      walk_expression(expression.child(Field::value), depth + 1);
      bind(DefinitionKind::assignment, expression.child(Field::name), expression, expression.child(Field::value));
      break;
    case Kind::assignment:
    case Kind::augmented_assignment:
      walk_assignment(expression);
      break;
    case Kind::lambda:
      walk_lambda(expression);
      break;
    case Kind::list_comprehension:
    case Kind::set_comprehension:
    case Kind::dictionary_comprehension:
    case Kind::generator_expression:
      walk_comprehension(expression, depth);
      break;
    case Kind::conditional_expression:
      walk_conditional(expression, depth);
      break;
    case Kind::boolean_operator:
      walk_boolean(expression, depth);
      break;
    case Kind::yield:
      walk_children(expression, depth);
      exits_.yields.push_back(expression.id());
      break;
    case Kind::type:
      break;
    default:
      walk_children(expression, depth);
  }
}

void FlowBuilder::walk_names(Node expression) {
  for (syntax::NodeId id = expression.id(); id < expression.after();) {
    const Node node = tree_.node(id);
    if (node.is(Kind::lambda)) {
      id = node.after();
      continue;
    }
    if (node.is(Kind::named_expression)) bind(DefinitionKind::opaque, node.child(Field::name), node, {});
    const bool names_keyword = node.parent().is(Kind::keyword_argument) && node.field() != Field::value;
    if (node.is(Kind::identifier) && node.field() != Field::attribute && !names_keyword) {
      read(node, variable_of(atoms_.intern(node.text())));
    }
    ++id;
  }
}

void FlowBuilder::walk_lambda(Node lambda) {
  for (const Node parameter : lambda.child(Field::parameters).children()) {
    if (const Node value = parameter.child(Field::value)) walk_expression(value, 1);
  }
}

void FlowBuilder::walk_comprehension(Node comprehension, int depth) {
  const std::size_t outer_names = comprehension_names_.size();
  const std::size_t start = mark();
  std::vector<DefinitionId> heads;
  bool first = true;
  for (const Node clause : comprehension.children()) {
    if (clause.is(Kind::for_in_clause)) {
      const Node left = clause.child(Field::left);
      for (const Node right : clause.children()) {
        if (right.field() == Field::right) walk_expression(right, depth + 1);
      }
      // What the whole comprehension binds by walrus comes back on each pass.
      if (first) heads = begin_loop(comprehension);
      first = false;
      each_target(left, [&](Node target) {
        if (!target.is(Kind::identifier)) return;
        const Atom atom = atoms_.intern(target.text());
        const auto variable = static_cast<VariableId>(flow_.variables_.size());
        flow_.variables_.push_back({atom, scope_, no_variable});
        current_.push_back(no_definition);
        stamp_.push_back(0);
        comprehension_names_.emplace_back(atom, variable);
        const DefinitionId made =
            define(DefinitionKind::loop_target, variable, target, clause, clause.child(Field::right));
        flow_.made_[target.id()] = made + 1;
        set(variable, made);
      });
    } else if (clause.is(Kind::if_clause)) {
      walk_children(clause, depth + 1);
      narrow(clause.first_child(), true);
    }
  }
  walk_expression(comprehension.child(Field::body), depth + 1);
  const PathEnd end = path_since(start);
  close_loop(heads, {end});
  rollback(start);
  join_values({PathEnd{}, end});
  comprehension_names_.resize(outer_names);
}

void FlowBuilder::walk_conditional(Node conditional, int depth) {
  const Node consequence = conditional.child(0U);
  const Node condition = conditional.child(1U);
  walk_expression(condition, depth + 1);
  const std::size_t start = mark();
  narrow(condition, true);
  walk_expression(consequence, depth + 1);
  PathEnd held = path_since(start);
  rollback(start);
  narrow(condition, false);
  walk_expression(conditional.child(2U), depth + 1);
  PathEnd failed = path_since(start);
  rollback(start);
  if (!held.changed.empty() || !failed.changed.empty()) join_values({std::move(held), std::move(failed)});
}

void FlowBuilder::walk_boolean(Node boolean, int depth) {
  const Node left = boolean.child(Field::left);
  walk_expression(left, depth + 1);
  const std::size_t start = mark();
  narrow(left, boolean.child(Field::operator_).is(Kind::token_and));
  walk_expression(boolean.child(Field::right), depth + 1);
  PathEnd both = path_since(start);
  rollback(start);
  if (!both.changed.empty()) join_values({PathEnd{}, std::move(both)});
}

void FlowBuilder::narrow(Node condition, bool positive, int depth) {
  condition = syntax::unparenthesized(condition);
  if (depth > deepest_condition) return;
  switch (condition.kind()) {
    case Kind::not_operator:
      narrow(condition.child(Field::argument), !positive, depth + 1);
      break;
    case Kind::boolean_operator: {
      const Node left = condition.child(Field::left);
      const Node right = condition.child(Field::right);
      const bool is_and = condition.child(Field::operator_).is(Kind::token_and);
      if (is_and == positive) {
        narrow(left, positive, depth + 1);
        narrow(right, positive, depth + 1);
        break;
      }
      // Either the left side decided, or it did not and the right one did.
      const std::size_t start = mark();
      narrow(left, positive, depth + 1);
      PathEnd by_left = path_since(start);
      rollback(start);
      narrow(left, !positive, depth + 1);
      narrow(right, positive, depth + 1);
      PathEnd by_right = path_since(start);
      rollback(start);
      if (!by_left.changed.empty() || !by_right.changed.empty()) join_values({std::move(by_left), std::move(by_right)});
      break;
    }
    case Kind::identifier:
    case Kind::attribute:
      narrow_subject(condition, condition, positive);
      break;
    case Kind::named_expression:
      narrow_subject(condition.child(Field::name), condition, positive);
      break;
    case Kind::call: {
      const syntax::Call call(condition);
      const std::string_view name = call.function().text();
      if (name == "isinstance" || name == "callable") narrow_subject(call.positional(0), condition, positive);
      break;
    }
    case Kind::comparison_operator: {
      Node subject = syntax::unparenthesized(condition.first_child());
      const Node relation = condition.child(Field::operators);
      const syntax::Call call(subject);
      if (call && call.function().text() == "type") {
        if (relation.is_any(Kind::token_is, Kind::token_is_not, Kind::token_equal_equal, Kind::token_bang_equal,
                            Kind::token_in, Kind::token_not_in)) {
          narrow_subject(call.positional(0), condition, positive);
        }
        break;
      }
      if (call && call.function().text() == "len") {  // tells its size, see Widths::guarded
        narrow_subject(call.positional(0), condition, positive);
        break;
      }
      if (subject.is(Kind::identifier) && is_constant_limit(relation.next_sibling())) {  // the same
        narrow_subject(subject, condition, positive);
        break;
      }
      const bool with_none = relation.next_sibling().is(Kind::none_literal) &&
                             relation.is_any(Kind::token_equal_equal, Kind::token_bang_equal);
      if (!with_none && !relation.is_any(Kind::token_is, Kind::token_is_not)) break;
      if (subject.is(Kind::named_expression)) subject = subject.child(Field::name);
      narrow_subject(subject, condition, positive);
      break;
    }
    default:
      break;
  }
}

void FlowBuilder::narrow_subject(Node subject, Node condition, bool positive) {
  if (!subject) return;
  const VariableId variable = variable_named(subject);
  if (variable == no_variable) return;
  const DefinitionId before = current(variable);
  if (flow_.definitions_[before].kind == DefinitionKind::shared) return;
  const DefinitionId made = define(DefinitionKind::narrow, variable, {}, condition, {});
  flow_.definitions_[made].positive = positive;
  add_operand(made, before);
  set(variable, made);
}

}  // namespace slicecop::semantics
