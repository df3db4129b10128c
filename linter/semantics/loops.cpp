#include "semantics/loops.h"

#include <algorithm>
#include <vector>

#include "semantics/targets.h"

namespace slicecop::semantics {

using syntax::Field;
using syntax::Kind;

namespace {

// A loop of a known number of passes up to this is none (rules.md: "a constant bound, at most 8").
constexpr std::uint64_t few_passes = 8;

// Definitions looked at while a value is followed round a loop.
constexpr std::size_t most_definitions = 400;

syntax::Node last_of(syntax::Node block) {
  syntax::Node last;
  for (const syntax::Node statement : block.children()) last = statement;
  return last;
}

// The last `continue` in the block that takes another pass; no node where there is none.
syntax::NodeId last_continue(syntax::Node body) {
  const syntax::Tree& tree = body.tree();
  syntax::NodeId last = syntax::no_node;
  for (syntax::NodeId id = body.id(); id < body.after();) {
    const syntax::Node node = tree.node(id);
    if (node.is(Kind::continue_statement)) last = id;
    const bool elsewhere = node.is_any(Kind::function_definition, Kind::for_statement, Kind::while_statement);
    id = elsewhere ? node.after() : id + 1;
  }
  return last;
}

// `n >>= 8`, `n = n // 16`, `n, digit = divmod(n, 10)`
bool divides(syntax::Node statement, std::string_view number) {
  if (const syntax::AugmentedAssignment augmented(statement); augmented) {
    const Kind kind = augmented.operator_kind();
    return augmented.left().text() == number &&
           (kind == Kind::token_greater_greater_equal || kind == Kind::token_slash_slash_equal);
  }
  const syntax::Assignment assignment(statement);
  const syntax::Node target = assignment.left();
  if (!target) return false;
  if (const syntax::BinaryOperator quotient(assignment.right()); quotient) {
    const Kind kind = quotient.operator_kind();
    return target.text() == number && quotient.left().text() == number &&
           (kind == Kind::token_greater_greater || kind == Kind::token_slash_slash);
  }
  const syntax::Call call(assignment.right());
  return call.function().text() == "divmod" && call.positional(0).text() == number &&
         target.first_child().text() == number;
}

// `while n: n, digit = divmod(n, 10)`: as many passes as a number has digits.
bool takes_digits(syntax::Node loop) {
  syntax::Node number = syntax::unparenthesized(syntax::WhileStatement(loop).condition());
  if (number.is(Kind::comparison_operator)) number = number.first_child();
  if (!number.is(Kind::identifier)) return false;
  constexpr int most_statements = 64;
  int left = most_statements;
  for (const syntax::Node statement : loop.child(Field::body).children()) {
    if (--left < 0) return false;
    if (statement.is(Kind::expression_statement) && divides(statement.first_child(), number.text())) return true;
  }
  return false;
}

// `def concatenated(*parts): for part in parts`: mostly written out where it is called.
bool is_over_own_arguments(syntax::Node loop) {
  const syntax::Node iterable = syntax::unparenthesized(loop.child(Field::right));
  if (!iterable.is(Kind::identifier)) return false;
  const syntax::FunctionDefinition function(syntax::enclosing_function(loop));
  for (const syntax::Node parameter : function.parameters().children()) {
    if (parameter.is(Kind::list_splat_pattern) && parameter.first_child().text() == iterable.text()) return true;
  }
  return false;
}

// What an assignment binds: one target, or those of `frames, rest = ...`.
std::vector<syntax::Node> targets_of(syntax::Node assignment) {
  const syntax::Node left = assignment.child(Field::left);
  if (!left.is_any(Kind::pattern_list, Kind::tuple_pattern)) return {left};
  std::vector<syntax::Node> targets;
  for (const syntax::Node target : left.children()) targets.push_back(target);
  return targets;
}

}  // namespace

std::optional<std::uint64_t> Loops::passes_of(Node iterable) {
  iterable = syntax::unparenthesized(iterable);
  if (iterable.is_any(Kind::tuple, Kind::list, Kind::set, Kind::expression_list)) {
    std::uint64_t count = 0;
    for (const Node element : iterable.children()) {
      if (element.is(Kind::list_splat)) return {};
      ++count;
    }
    return count;
  }
  const syntax::Call call(iterable);
  if (!call || call.function().text() != "range") return {};
  std::int64_t start = 0;
  std::int64_t step = 1;
  Node stop = call.positional(0);
  if (call.positional(1)) {
    const auto first = constants_.integer(call.positional(0));
    if (!first) return {};
    start = *first;
    stop = call.positional(1);
  }
  if (call.positional(2)) {
    const auto third = constants_.integer(call.positional(2));
    if (!third || *third == 0) return {};
    step = *third;
  }
  const auto end = constants_.integer(stop);
  if (!end) return {};
  const std::int64_t first = step > 0 ? start : *end;
  const std::int64_t last = step > 0 ? *end : start;
  if (last <= first) return 0;
  // Unsigned, where every distance between two of them has room.
  const std::uint64_t distance = static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
  const std::uint64_t stride = step > 0 ? static_cast<std::uint64_t>(step) : 0 - static_cast<std::uint64_t>(step);
  return (distance - 1) / stride + 1;
}

Loop Loops::counted(Node loop) {
  if (loop.is_any(Kind::for_statement, Kind::while_statement) && way_out(loop.child(Field::body), loop)) return {};
  if (takes_digits(loop) || is_over_own_arguments(loop)) return {};
  std::optional<std::uint64_t> passes;
  if (loop.is(Kind::for_statement)) {
    passes = passes_of(loop.child(Field::right));
  } else if (syntax::is_comprehension(loop.kind())) {
    passes = 1;
    for (const Node clause : loop.children()) {
      if (!clause.is(Kind::for_in_clause)) continue;
      const auto one = passes_of(clause.child(Field::right));
      std::uint64_t product = 0;
      const bool known = passes && one && !__builtin_mul_overflow(*passes, *one, &product);
      passes = known ? std::optional(product) : std::nullopt;
    }
  }
  if (passes && *passes <= few_passes) return {};
  return {loop, passes};
}

// The statement at the end of a block by which it always leaves the loop once it came to `from`, behind each
// `continue`: `if tag != END: continue`. No node where it does not. What the block tells is remembered, since a long
// one is asked about from everywhere in it.
syntax::Node Loops::way_out(Node block, Node from) {
  const auto [found, fresh] = ways_out_.try_emplace(block.id());
  WayOut& way = found->second;
  if (fresh) {
    const Node last = last_of(block);
    if (last.is_any(Kind::break_statement, Kind::return_statement, Kind::raise_statement)) way.leaves = last.id();
    if (way.leaves != syntax::no_node) way.last_continue = last_continue(block);
  }
  const bool taken = way.last_continue == syntax::no_node || way.last_continue < from.id();
  return taken ? block.tree().node(way.leaves) : Node{};
}

Loop Loops::around(Node node) {
  Node child = node;
  Node leaves;  // what always follows and leaves a loop around it
  for (Node parent = node.parent(); parent; child = parent, parent = parent.parent()) {
    if (parent.is_any(Kind::function_definition, Kind::lambda, Kind::class_definition)) return {};
    if (parent.is(Kind::block) && !leaves) leaves = way_out(parent, child);
    // What is raised may be caught here, in the loop.
    if (parent.is(Kind::try_statement) && leaves.is(Kind::raise_statement)) leaves = {};
    bool inside = false;
    if (parent.is(Kind::for_statement)) {
      inside = child.field() == Field::body;
    } else if (parent.is(Kind::while_statement)) {
      inside = child.field() == Field::body || child.field() == Field::condition;
    } else if (syntax::is_comprehension(parent.kind())) {
      // Everything but the first iterable, which is evaluated once.
      const bool first_clause = child.is(Kind::for_in_clause) && parent.child(1U) == child;
      inside = !first_clause;
    }
    if (!inside) continue;
    if (leaves) {
      if (!leaves.is(Kind::break_statement)) return {};
      leaves = {};
      continue;
    }
    if (const Loop loop = counted(parent)) return loop;
  }
  return {};
}

bool Loops::binds(Node loop, Node name) {
  const auto mentions = mentions_.of(name.text(), loop);
  return std::ranges::any_of(mentions, [&](syntax::NodeId mention) {
    return evaluator_.flow().definition_at(evaluator_.tree().node(mention)) != no_definition;
  });
}

bool Loops::is_invariant(Node expression, const Loop& loop) {
  if (!loop) return true;
  for (syntax::NodeId id = expression.id(); id < expression.after(); ++id) {
    const Node part = evaluator_.tree().node(id);
    if (part.is_any(Kind::call, Kind::await, Kind::yield, Kind::named_expression, Kind::subscript)) return false;
    const bool name = part.is(Kind::identifier) && part.field() != Field::attribute;
    if ((name || part.is(Kind::attribute)) && binds(loop.node, part)) return false;
  }
  return true;
}

bool Loops::comes_from(DefinitionId definition, DefinitionId head) {
  const Flow& flow = evaluator_.flow();
  std::vector<DefinitionId> seen;
  std::vector<DefinitionId> open{definition};
  while (!open.empty() && seen.size() < most_definitions) {
    const DefinitionId next = open.back();
    open.pop_back();
    if (next == head) return true;
    if (next == no_definition || std::ranges::find(seen, next) != seen.end()) continue;
    seen.push_back(next);
    const Definition made = flow[next];
    if (made.kind == DefinitionKind::phi || made.kind == DefinitionKind::narrow ||
        made.kind == DefinitionKind::augmented) {
      flow.each_operand(next, [&](DefinitionId operand) { open.push_back(operand); });
    } else if (made.kind == DefinitionKind::assignment) {
      add_sources(made, open);
    }
  }
  return false;
}

// What the right side takes over: `data = data[n:]`, `buf = buf + chunk` of the same variable, `data = rest` of
// another.
void Loops::add_sources(const Definition& made, std::vector<DefinitionId>& sources) {
  Flow& flow = evaluator_.flow();
  const Node value = value_for(made);
  Node whole = syntax::unparenthesized(value);
  while (syntax::Subscript(whole).slice()) whole = syntax::unparenthesized(syntax::Subscript(whole).value());
  if (const DefinitionId read = flow.reaching(whole); read != no_definition) sources.push_back(read);
  for (syntax::NodeId id = value.id(); id < value.after();) {
    const Node part = evaluator_.tree().node(id);
    // Neither a bound nor a length brings the bytes themselves.
    const bool counts = part.is(Kind::slice) || syntax::Call(part).function().text() == "len";
    if (part.is_any(Kind::identifier, Kind::attribute)) {
      const DefinitionId read = flow.reaching(part);
      if (read != no_definition && flow[read].variable == made.variable) sources.push_back(read);
    }
    id = counts ? part.after() : id + 1;
  }
}

// The part of the right side that a target of `a, b = x, y` gets; the whole of it elsewhere.
syntax::Node Loops::value_for(const Definition& made) {
  const syntax::Tree& tree = evaluator_.tree();
  const Node value = syntax::unparenthesized(tree.node(made.value));
  const Node pattern = tree.node(made.owner).child(Field::left);
  if (!pattern.is_any(Kind::pattern_list, Kind::tuple_pattern) || !value.is_any(Kind::expression_list, Kind::tuple)) {
    return value;
  }
  Node part = value.first_child();
  for (const Node target : pattern.children()) {
    if (!part || part.is(Kind::list_splat) || target.is(Kind::list_splat_pattern)) return value;
    if (target.id() == made.target) return part;
    part = part.next_sibling();
  }
  return value;
}

Loop Loops::carrying(Node target) {
  if (target.is(Kind::expression_statement)) target = target.first_child();
  if (target.is_any(Kind::assignment, Kind::augmented_assignment)) target = target.child(Field::left);
  if (target.is(Kind::named_expression)) target = target.child(Field::name);
  Flow& flow = evaluator_.flow();
  const DefinitionId made = flow.definition_at(target);
  if (made == no_definition) return {};
  // Forward from what is bound, through what joins it, to the heads of the loops around it.
  std::vector<DefinitionId> seen;
  std::vector<DefinitionId> open{made};
  Loop innermost;
  while (!open.empty() && seen.size() < most_definitions) {
    const DefinitionId next = open.back();
    open.pop_back();
    if (std::ranges::find(seen, next) != seen.end()) continue;
    seen.push_back(next);
    const Definition definition = flow[next];
    if (definition.kind == DefinitionKind::phi && definition.loop != syntax::no_node) {
      const Node node = evaluator_.tree().node(definition.loop);
      const bool around_target = node.contains(target) && (!innermost || innermost.node.contains(node));
      if (around_target && comes_from(made, next)) {
        if (const Loop loop = counted(node)) innermost = loop;
      }
    }
    flow.each_dependent(next, [&](DefinitionId dependent) {
      const DefinitionKind kind = flow[dependent].kind;
      if (kind == DefinitionKind::phi || kind == DefinitionKind::narrow || kind == DefinitionKind::augmented) {
        open.push_back(dependent);
      }
    });
    // Another reassignment from itself further down the body carries it on.
    flow.each_use(next, [&](syntax::NodeId use) {
      Node node = evaluator_.tree().node(use);
      for (int levels = 0; levels < 4 && node && !node.is(Kind::assignment); ++levels) node = node.parent();
      if (!node.is(Kind::assignment)) return;
      for (const Node bound : targets_of(node)) {
        const DefinitionId again = flow.definition_at(bound);
        if (again != no_definition && flow[again].variable == definition.variable) open.push_back(again);
      }
    });
  }
  return innermost;
}

}  // namespace slicecop::semantics
